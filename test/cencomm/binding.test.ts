import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { resealOperation } from '../../src/cencomm/keys/reseal.ts';
import { sealText } from '../../src/cencomm/keys/seal.ts';
import { verifySeals } from '../../src/cencomm/keys/verify.ts';
import { sealOf } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { watchMembers } from '../../src/cencomm/operations/members/proven.ts';
import { tellMoved } from '../../src/cencomm/operations/members/tell-moved.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';

const masterKey = randomBytes(32);
let portal: TestPortal;
let operation: string;
let mail: string;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
  await portal.owner.query(`update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo`);
  operation = await openOperation(portal, {
    title: 'Operation BOUND',
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'ke.officer': 'member', 'vn.ncp': 'member' },
  });
  mail = mailOf(operation);
});

const idOf = async (loginId: string): Promise<number> => (await viewerNamed(portal, loginId)).accountId;
const status = async (loginId: string, path: string): Promise<number> =>
  (await (await portal.as(loginId)).get(path)).status;
const reported = async (id: string): Promise<number> =>
  (
    await portal.owner.query(`select 1 from audit_events where action = 'message.sealBroken' and subject = $1`, [
      `message:${id}`,
    ])
  ).rowCount ?? 0;
const outboxOf = async () =>
  openOutbox({ texts: await loadTexts(), seal: letterSeal(Buffer.alloc(32)), baseUrl: 'https://cen.test' });
const watch = async (): Promise<string[]> => {
  await portal.owner.query('delete from outgoing_letters');
  await watchMembers({ jobPool: portal.pool, keys: keysOf(portal), outbox: await outboxOf() });
  const { rows } = await portal.owner.query<{ recipient: string }>('select recipient from outgoing_letters order by 1');
  return rows.map(({ recipient }) => recipient);
};

describe('a message', () => {
  test.each([
    ['its priority', `priority = 'high'`],
    ['its deadline', `answer_by = now() + interval '1 day'`],
    ['its audience', `audience = 'all'`],
    ['its kind', `kind = 'warning'`],
    ['its thread', `parent_id = null, thread_id = id`],
    ['its version', `seal_version = 1`],
  ])('of which %s was changed in the table opens nothing, and is reported', async (_what, change) => {
    const first = await sendAs(portal, 'rilo.esa', operation);
    const id = await sendAs(portal, 'rilo.esa', operation, {
      subject: 'BOUNDMARKER',
      parentId: first,
      audience: 'members',
      memberIds: [await idOf('ke.officer')],
      answerBy: '2027-03-01T14:00:00.500Z',
    });
    const page = async () => (await (await portal.as('ke.officer')).get(`${mail}/${id}`)).text;
    expect(await page()).toContain('BOUNDMARKER');
    await portal.owner.query(`update cencomm_messages set ${change} where id = $1`, [id]);
    const after = await page();
    expect([after.includes('BOUNDMARKER'), after.includes('could not be verified')]).toEqual([false, true]);
    expect(await reported(id)).toBeGreaterThan(0);
  });

  test('put into a mailbox its sealed list does not name opens nowhere, and is reported', async () => {
    const id = await sendAs(portal, 'rilo.esa', operation, {
      subject: 'FORGEDMARKER',
      body: 'secret of two',
      audience: 'members',
      memberIds: [await idOf('vn.ncp')],
    });
    const ke = await portal.as('ke.officer');
    expect(await status('ke.officer', `${mail}/${id}`)).toBe(404);
    await portal.owner.query(
      `insert into cencomm_mailbox (account_id, message_id, operation_id, thread_id, created_ms, kind, box)
      select $2, id, operation_id, thread_id, created_ms, kind, 'in' from cencomm_messages where id = $1`,
      [id, await idOf('ke.officer')],
    );
    for (const path of [mail, `${mail}/${id}`, '/cencomm/inbox']) {
      const { text } = await ke.get(path);
      expect([path, text.includes('FORGEDMARKER'), text.includes('secret of two')]).toEqual([path, false, false]);
    }
    const { location = '' } = (await ke.post(`${mail}/search`, { q: 'FORGEDMARKER' })).headers;
    const searched = await ke.get(location);
    expect([searched.status, searched.text.includes('secret of two')]).toEqual([200, false]);
    expect(searched.text).not.toContain(`${mail}/${id}`);
    expect(await reported(id)).toBeGreaterThan(0);
    expect((await (await portal.as('vn.ncp')).get(`${mail}/${id}`)).text).toContain('FORGEDMARKER');
  });

  test('of before is read and verified as before; sealing again keeps what each is bound to', async () => {
    const keys = keysOf(portal);
    const own = await openOperation(portal, {
      owner: 'rilo.esa',
      joining: 'history',
      members: { 'ke.ncp': 'liaison' },
    });
    const [old, bound] = [
      await sendAs(portal, 'rilo.esa', own),
      await sendAs(portal, 'rilo.esa', own, { subject: 'NEWMARKER', priority: 'high' }),
    ];
    const { rows } = await portal.owner.query<{ salt: Buffer; createdMs: number }>(
      `select salt, created_ms::float8 as "createdMs" from cencomm_messages where id = $1`,
      [old],
    );
    const [{ salt, createdMs } = { salt: Buffer.alloc(0), createdMs: 0 }] = rows;
    const senderId = await idOf('rilo.esa');
    const seal = sealOf({ id: old, operationId: own, epoch: 1, senderId, createdMs, salt, bound: null });
    const key = await keys.keyOf(portal.pool, own, 1);
    await portal.owner.query(
      `update cencomm_messages set seal_version = 1, recipients_ct = null, subject_ct = $2, body_ct = $3 where id = $1`,
      [old, sealText(key, seal, 'subject', 'OLDMARKER'), sealText(key, seal, 'body', 'old body')],
    );
    const files = openFileStore(portal.fileStore, masterKey);
    const page = async (id: string) => (await (await portal.as('ke.ncp')).get(`${mailOf(own)}/${id}`)).text;
    for (let round = 0; round < 2; round += 1) {
      expect(await page(old)).toContain('OLDMARKER');
      expect(await page(bound)).toContain('NEWMARKER');
      const { problems } = await verifySeals({ pool: portal.pool, keys, files }, {}, { contents: false });
      expect(problems.filter(({ operationId }) => operationId === own)).toEqual([]);
      if (round === 0) {
        const again = await resealOperation({ pool: portal.pool, files, keys }, {}, own);
        expect(again).toMatchObject({ broken: 0, shredded: true });
      }
    }
  });
});

describe('a member whom no act made', () => {
  test('gets nothing and is told of to the owner once, until the owner confirms', async () => {
    const base = `/cencomm/operations/${operation}`;
    await portal.owner.query(
      `insert into cencomm_members (operation_id, account_id, role, added_by) values ($1, $2, 'member', $2)`,
      [operation, await idOf('wco.admin')],
    );
    const places = ['', '/mail', '/board', '/files', '/members', '/duty', '/presence'];
    for (const place of places) expect([place, await status('wco.admin', base + place)]).toEqual([place, 404]);
    const admin = await portal.as('wco.admin');
    expect((await admin.get('/cencomm')).text).not.toContain('Operation BOUND');
    expect((await admin.get('/cencomm/inbox')).text).not.toContain('Operation BOUND');
    const id = await sendAs(portal, 'rilo.esa', operation, { subject: 'AFTERMARKER' });
    expect(
      (
        await portal.owner.query('select 1 from cencomm_mailbox where message_id = $1 and account_id = $2', [
          id,
          await idOf('wco.admin'),
        ])
      ).rowCount,
    ).toBe(0);
    expect(await watch()).toEqual(['rilo-esa@cast.example']);
    expect(await watch()).toEqual([]);
    const rilo = await portal.as('rilo.esa');
    expect((await rilo.get(`${base}/members`)).text).toContain('Members no one admitted');
    expect((await (await portal.as('ke.ncp')).get(`${base}/members`)).text).not.toContain('Members no one admitted');
    const confirm = `${base}/members/${await idOf('wco.admin')}/confirmation`;
    expect((await (await portal.as('ke.ncp')).post(confirm, {})).status).toBe(403);
    expect((await rilo.post(confirm, {})).status).toBe(303);
    expect((await rilo.post(confirm, {})).status).toBe(409);
    expect(await status('wco.admin', base)).toBe(200);
  });

  test('is also one given another role, an earlier beginning or a place back in the table', async () => {
    const base = `/cencomm/operations/${operation}`;
    for (const [change, back] of [
      [`role = 'owner'`, `role = 'member'`],
      ['sees_from_ms = 0', 'sees_from_ms = $2'],
    ] as const) {
      const ke = [operation, await idOf('ke.officer')];
      const { rows } = await portal.owner.query<{ from: string }>(
        'select sees_from_ms as from from cencomm_members where operation_id = $1 and account_id = $2',
        ke,
      );
      const where = 'where operation_id = $1 and account_id =';
      await portal.owner.query(`update cencomm_members set ${change} ${where} $2`, ke);
      expect([change, await status('ke.officer', base)]).toEqual([change, 404]);
      await portal.owner.query(`update cencomm_members set ${back} ${where} $3 and $2::bigint is not null`, [
        operation,
        rows[0]?.from,
        ke[1],
      ]);
      expect(await status('ke.officer', base)).toBe(200);
    }
    await portal.owner.query('delete from cencomm_member_lists where operation_id = $1', [operation]);
    expect(await status('ke.officer', base)).toBe(404);
  });

  test('does not mean those of operations from before: their list is sealed as it stands', async () => {
    const own = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    await portal.owner.query(`delete from cencomm_member_lists where operation_id = $1`, [own]);
    await portal.owner.query(`alter table audit_events disable trigger user`);
    await portal.owner.query(`delete from audit_events where subject = $1`, [`operation:${own}`]);
    expect(await status('ke.ncp', `/cencomm/operations/${own}`)).toBe(200);
    await watch();
    expect(
      (await portal.owner.query('select 1 from cencomm_member_lists where operation_id = $1', [own])).rowCount,
    ).toBe(1);
    expect(await status('ke.ncp', `/cencomm/operations/${own}`)).toBe(200);
  });
});

test('a member who moves to another office stays one, and the owner is told once', async () => {
  const own = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.officer': 'member' } });
  await portal.owner.query(
    `insert into account_moves (account_id, from_office, to_office, reason, made_by, state, decided_by, decided_at)
     select a.id, a.office_id, o.id, 'Seconded', n.id, 'agreed', r.id, now()
     from accounts a, offices o, accounts n, accounts r
     where a.login_id = 'ke.officer' and o.code = 'RILO-ESA' and n.login_id = 'ke.ncp' and r.login_id = 'rilo.esa'`,
  );
  await portal.owner.query('delete from outgoing_letters');
  for (const _turn of [1, 2]) await tellMoved({ jobPool: portal.pool, outbox: await outboxOf() });
  const { rows } = await portal.owner.query('select recipient, kind from outgoing_letters');
  // One of each operation, with its own link.
  const letter = { recipient: 'rilo-esa@cast.example', kind: 'cencommMoved' };
  expect(rows).toEqual([letter, letter]);
  const events = (await (await portal.as('rilo.esa')).get(`/cencomm/operations/${own}/events`)).text;
  expect(events).toContain('Member of an operation moved to another office: ke.officer');
  expect(await status('ke.officer', `/cencomm/operations/${own}`)).toBe(200);
});
