import { beforeAll, describe, expect, test } from 'vitest';
import { openLines } from '../../src/cencomm/mail/reading/open-lines.ts';
import { listLines } from '../../src/cencomm/mail/reading/store-list.ts';
import { removeMember } from '../../src/cencomm/operations/members/members.ts';
import { enterLocked } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let other: string;
let mail: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' },
  });
  other = await openOperation(portal, { title: 'Operation OTHER', owner: 'rilo.ap', members: { 'vn.ncp': 'liaison' } });
  mail = mailOf(operation);
});

const get = async (login: string, path: string) => (await portal.as(login)).get(path);
const act = async (login: string, fields: Readonly<Record<string, string | readonly string[]>>, at = operation) =>
  (await portal.as(login)).post(`${mailOf(at)}/acts`, { back: mailOf(at), ...fields });
/** Subjects on a page of a list, in its order. */
const subjectsOn = (html: string): string[] =>
  [...html.matchAll(/<span class="mail-subject-text">([^<]+)/g)].map(([, subject = '']) => subject.trim());
const listed = async (login: string, query: string, at = operation): Promise<string[]> =>
  subjectsOn((await get(login, `${mailOf(at)}${query}`)).text);

describe('a list', () => {
  test('has one line a thread, the newest first, by box, kind and what is narrowed to', async () => {
    const at = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    const first = await sendAs(portal, 'rilo.esa', at, { subject: 'ZEBRAMARKER one', kind: 'warning' });
    await sendAs(portal, 'rilo.esa', at, { subject: 'ZEBRAMARKER two', priority: 'high' });
    await sendAs(portal, 'rilo.esa', at, { subject: 'ZEBRAMARKER one again', parentId: first });
    await sendAs(portal, 'ke.ncp', at, { subject: 'ZEBRAMARKER own' });
    expect(await listed('ke.ncp', '', at)).toEqual(['ZEBRAMARKER one again', 'ZEBRAMARKER two']);
    expect(await listed('ke.ncp', '?box=sent', at)).toEqual(['ZEBRAMARKER own']);
    expect(await listed('ke.ncp', '?kind=warning', at)).toEqual(['ZEBRAMARKER one']);
    expect(await listed('ke.ncp', '?only=priority', at)).toEqual(['ZEBRAMARKER two']);
    await get('ke.ncp', `${mailOf(at)}/${first}`);
    expect(await listed('ke.ncp', '?only=unread', at)).toEqual(['ZEBRAMARKER one again', 'ZEBRAMARKER two']);
  });

  test('is paged by place, and unknown parameters are refused', async () => {
    const at = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    for (let n = 1; n <= 30; n += 1) await sendAs(portal, 'rilo.esa', at, { subject: `m${n}` });
    const first = (await get('ke.ncp', mailOf(at))).text;
    const link = (html: string, rel: string): string =>
      new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ??
      '';
    const second = (await get('ke.ncp', link(first, 'next'))).text;
    expect([...subjectsOn(first), ...subjectsOn(second)]).toEqual(Array.from({ length: 30 }, (_, n) => `m${30 - n}`));
    expect(subjectsOn((await get('ke.ncp', link(second, 'prev'))).text)).toEqual(subjectsOn(first));
    for (const bad of [
      '?x=1',
      '?box=all',
      '?kind=spam',
      '?after=1',
      '?folder=x',
      '?label=1',
      '?after=1_00000000-0000-4000-8000-00000000000g',
    ])
      expect([bad, (await get('ke.ncp', `${mailOf(at)}${bad}`)).status]).toEqual([bad, 400]);
  });

  test('tells what waits for an answer of one’s office', async () => {
    const at = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
    });
    const asked = await sendAs(portal, 'rilo.esa', at, {
      subject: 'ZEBRAMARKER who comes?',
      answerBy: '2027-01-01T10:00:00Z',
    });
    const warning = await sendAs(portal, 'rilo.esa', at, {
      subject: 'ZEBRAMARKER warning',
      kind: 'warning',
      answerBy: '2027-01-01T10:00:00Z',
    });
    await portal.owner.query(
      `insert into cencomm_chains (id, operation_id, number, warning_id, last_warning_id, state, begun_ms) values
        (gen_random_uuid(), $1, 1, $2, $2, 'open', 0)`,
      [at, warning],
    );
    expect(await listed('ke.ncp', '?box=unanswered', at)).toEqual(['ZEBRAMARKER warning', 'ZEBRAMARKER who comes?']);
    await sendAs(portal, 'ke.ncp', at, { subject: 'we do', parentId: asked });
    await portal.owner.query(`update cencomm_chains set state = 'answered' where warning_id = $1`, [warning]);
    expect(await listed('ke.ncp', '?box=unanswered', at)).toEqual([]);
    expect(await listed('vn.ncp', '?box=unanswered', at)).toEqual(['ZEBRAMARKER who comes?']);
  });
});

describe('a person', () => {
  test('is named beside the login in lists, messages, receipts, recipients and quotes', async () => {
    await portal.owner.query(`update accounts set person_name = 'Wanjiru Namedsame' where login_id = 'ke.ncp'`);
    const at = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'vn.ncp': 'member' } });
    const id = await sendAs(portal, 'ke.ncp', at, { subject: 'ZEBRAMARKER named' });
    const own = await sendAs(portal, 'rilo.esa', at, { subject: 'own' });
    for (const [login, path] of [
      ['rilo.esa', mailOf(at)],
      ['rilo.esa', `${mailOf(at)}/${id}`],
      ['rilo.esa', `${mailOf(at)}/${own}`],
      ['vn.ncp', `${mailOf(at)}/new`],
      ['vn.ncp', `${mailOf(at)}/new?reply=${id}`],
      ['vn.ncp', '/cencomm/inbox'],
    ] as const)
      expect([path, (await get(login, path)).text.includes('ke.ncp · Wanjiru Namedsame')]).toEqual([path, true]);
  });
});

describe('one inbox over all operations', () => {
  test('holds what is in each, and nothing of the others’', async () => {
    await sendAs(portal, 'rilo.ap', other, { subject: 'ZEBRAMARKER elsewhere' });
    await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER here' });
    const page = (await get('vn.ncp', '/cencomm/inbox')).text;
    expect(subjectsOn(page).slice(0, 2)).toEqual(['ZEBRAMARKER here', 'ZEBRAMARKER elsewhere']);
    expect(page).toContain('Operation OTHER');
    expect(subjectsOn((await get('ke.ncp', '/cencomm/inbox')).text)).not.toContain('ZEBRAMARKER elsewhere');
    expect(subjectsOn((await get('wco.admin', '/cencomm/inbox')).text)).toEqual([]);
    expect((await get('ke.limited', '/cencomm/inbox')).status).toBe(403);
  });
});

describe('a message', () => {
  test('of another operation, or for others in this one, is not there', async () => {
    const theirs = await sendAs(portal, 'rilo.ap', other, { subject: 'ZEBRAMARKER theirs' });
    const apart = await sendAs(portal, 'rilo.esa', operation, {
      audience: 'members',
      memberIds: [(await viewerNamed(portal, 'vn.ncp')).accountId],
    });
    for (const [login, path] of [
      ['ke.ncp', `${mailOf(other)}/${theirs}`],
      ['ke.ncp', `${mail}/${theirs}`],
      ['vn.ncp', `${mail}/${theirs}`],
      ['ke.ncp', `${mail}/${apart}`],
      ['wco.admin', `${mail}/${apart}`],
      ['ke.ncp', `${mail}/999999`],
    ] as const) {
      expect([path, (await get(login, path)).status]).toEqual([path, 404]);
    }
    for (const action of ['reply', 'forward'])
      expect((await get('ke.ncp', `${mail}/new?${action}=${apart}`)).status).toBe(404);
  });

  test.each([
    [
      'moved to another operation',
      'update cencomm_messages set operation_id = $2, epoch = 1, seq = (random() * 1e9)::int where id = $1',
    ],
    [
      'given another sender',
      `update cencomm_messages set sender_id = (select id from accounts where login_id = 'ke.officer') where id
        = $1 and $2::uuid is not null`,
    ],
    [
      'given another time',
      'update cencomm_messages set created_ms = created_ms - 60000 where id = $1 and $2::uuid is not null',
    ],
  ])('that was %s in the database is told as not whole, in the trail too, and others show', async (_what, change) => {
    const id = await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER changed',
      body: 'ZEBRAMARKER body',
    });
    await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER sound' });
    await portal.owner.query(change, [id, other]);
    const page = await get('ke.ncp', `${mail}/${id}`);
    expect(page.text).toContain('could not be verified');
    expect(page.text).not.toContain('ZEBRAMARKER body');
    expect(page.text).toContain('ZEBRAMARKER sound');
    const { rows } = await portal.owner.query(
      `select outcome, login_id from audit_events where action = 'message.sealBroken' and subject = $1 order by id`,
      [`message:${id}`],
    );
    expect(rows[0]).toEqual({ outcome: 'failed', login_id: 'ke.ncp' });
    await portal.owner.query('delete from cencomm_mailbox where message_id = $1', [id]);
  });

  test('is not there any more for a member who was removed with the page open', async () => {
    const id = await sendAs(portal, 'rilo.esa', operation);
    expect((await get('unep.partner', `${mail}/${id}`)).status).toBe(200);
    const [partner, rilo] = [await viewerNamed(portal, 'unep.partner'), await viewerNamed(portal, 'rilo.esa')];
    await inTransaction(portal.pool, async client => {
      await enterLocked(client, rilo, operation);
      await removeMember(client, rilo, keysOf(portal), operation, partner.accountId);
    });
    for (const path of [mail, `${mail}/${id}`, `${mail}/new`, `${mail}/drafts`, `${mail}/search`])
      expect([path, (await get('unep.partner', path)).status]).toEqual([path, 404]);
    expect((await act('unep.partner', { message: id, act: 'flag' })).status).toBe(404);
    expect(subjectsOn((await get('unep.partner', '/cencomm/inbox')).text)).toEqual([]);
  });
});

describe('what a reader does with lines', () => {
  test('flags, archives, moves and labels the threads of the own mailbox only', async () => {
    const at = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
    });
    const [a, b] = [
      await sendAs(portal, 'rilo.esa', at, { subject: 'ZEBRAMARKER a' }),
      await sendAs(portal, 'rilo.esa', at, { subject: 'ZEBRAMARKER b' }),
    ];
    const make = async (kind: string, name: string) =>
      (await portal.as('ke.ncp')).post(`${mailOf(at)}/folders`, { kind, name });
    expect((await make('folder', 'ZEBRAMARKER Mombasa')).status).toBe(303);
    expect((await make('folder', 'zebramarker mombasa')).status).toBe(422);
    expect((await make('folder', '')).status).toBe(422);
    expect((await make('label', 'ZEBRAMARKER urgent')).status).toBe(303);
    const { rows } = await portal.owner.query<{ id: string; kind: string; name_ct: Buffer }>(
      'select id, kind, name_ct from cencomm_folders where operation_id = $1 order by created_ms',
      [at],
    );
    const [folder, label] = rows;
    expect(folder?.name_ct.toString('latin1')).not.toContain('ZEBRAMARKER');
    await act('ke.ncp', { message: [a, b], act: `move:${folder?.id}` }, at);
    expect(await listed('ke.ncp', '', at)).toEqual([]);
    expect(await listed('ke.ncp', `?folder=${folder?.id}`, at)).toEqual(['ZEBRAMARKER b', 'ZEBRAMARKER a']);
    expect(await listed('vn.ncp', '', at)).toEqual(['ZEBRAMARKER b', 'ZEBRAMARKER a']);
    await act('ke.ncp', { message: [b], act: 'move' }, at);
    await act('ke.ncp', { message: [b], act: `label:${label?.id}` }, at);
    expect(await listed('ke.ncp', `?label=${label?.id}`, at)).toEqual(['ZEBRAMARKER b']);
    await act('ke.ncp', { message: [b], act: 'archive' }, at);
    expect([await listed('ke.ncp', '', at), await listed('ke.ncp', '?box=archive', at)]).toEqual([
      [],
      ['ZEBRAMARKER b'],
    ]);
    await act('ke.ncp', { message: [b], act: 'flag' }, at);
    expect(await listed('ke.ncp', '?box=archive&only=flagged', at)).toEqual(['ZEBRAMARKER b']);
    expect((await act('ke.ncp', { message: [b], act: 'burn' }, at)).status).toBe(400);
    expect((await act('vn.ncp', { message: [b], act: `move:${folder?.id}` }, at)).status).toBe(400);
    expect((await act('vn.ncp', { message: [a], act: 'flag', back: 'https://evil.test/' }, at)).headers.location).toBe(
      mailOf(at),
    );
    const alone = await sendAs(portal, 'rilo.esa', at, {
      audience: 'members',
      memberIds: [(await viewerNamed(portal, 'vn.ncp')).accountId],
    });
    expect((await act('ke.ncp', { message: [a, alone], act: 'flag' }, at)).status).toBe(404);
    expect(
      (await (await portal.as('vn.ncp')).post(`${mailOf(at)}/folders/${folder?.id}`, { then: 'remove', name: '' }))
        .status,
    ).toBe(404);
    expect(
      (
        await (
          await portal.as('ke.ncp')
        ).post(`${mailOf(at)}/folders/${folder?.id}`, { then: 'rename', name: 'ZEBRAMARKER Kilindini' })
      ).status,
    ).toBe(303);
    expect((await get('ke.ncp', `${mailOf(at)}/folders`)).text).toContain('ZEBRAMARKER Kilindini');
    await (await portal.as('ke.ncp')).post(`${mailOf(at)}/folders/${folder?.id}`, { then: 'remove', name: '' });
    expect(await listed('ke.ncp', '', at)).toEqual(['ZEBRAMARKER a']);
  });

  test('is an observer’s too', async () => {
    const id = await sendAs(portal, 'rilo.esa', operation);
    expect((await act('ke.reader', { message: id, act: 'unread' })).headers.location).toBe(mail);
  });
});

test('an operation whose own key is away does not keep the mail of others from being read', async () => {
  const [here, away] = [
    await openOperation(portal, { owner: 'rilo.esa' }),
    await openOperation(portal, { owner: 'rilo.esa' }),
  ];
  await sendAs(portal, 'rilo.esa', here, { subject: 'ZEBRAMARKER here' });
  await sendAs(portal, 'rilo.esa', away, { subject: 'ZEBRAMARKER away' });
  await portal.owner.query(
    `insert into cencomm_keks (kek_id, state, kcv) values ('gone', 'decrypt_only', '\\x00') on conflict do nothing`,
  );
  await portal.owner.query(`update cencomm_operation_keys set kek_id = 'gone' where operation_id = $1`, [away]);
  // The process that sealed may hold the key still; another does not.
  const { rows: lines } = await listLines(portal.pool, await viewerNamed(portal, 'rilo.esa'), undefined, {
    box: 'sent',
  });
  const opened = await openLines(portal.pool, await viewerNamed(portal, 'rilo.esa'), keysOf(portal), lines);
  const told = opened
    .filter(({ operationId }) => operationId === here || operationId === away)
    .map(({ operationId, subject, isAway }) => [operationId, subject, isAway]);
  expect(told).toEqual([
    [away, undefined, true],
    [here, 'ZEBRAMARKER here', undefined],
  ]);
});
