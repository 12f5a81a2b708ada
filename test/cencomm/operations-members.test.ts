import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { endLapsedInvitations, removeEnded } from '../../src/cencomm/operations/jobs/expire-members.ts';
import { officer } from '../support/accounts.ts';
import { keysOf, sendAs, viewerNamed } from '../support/cencomm.ts';
import { deedsOf, invitationOf, invite, join, lettersOf, opened } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

const masterKey = randomBytes(32);
let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
});

const post = async (login: string, path: string, fields: Readonly<Record<string, string | readonly string[]>> = {}) =>
  (await portal.as(login)).post(path, fields, '/account');
const get = async (login: string, path: string) => (await portal.as(login)).get(path);
const base = (id: string): string => `/cencomm/operations/${id}`;
const idOf = async (login: string): Promise<number> => (await viewerNamed(portal, login)).accountId;
const epochs = async (id: string): Promise<string[]> =>
  (
    await portal.owner.query<{ reason: string }>(
      'select reason from cencomm_operation_keys where operation_id = $1 order by epoch',
      [id],
    )
  ).rows.map(({ reason }) => reason);

describe('an invitation', () => {
  test('of an officer or a partner is told by a letter without a title, accepted once, and lets in', async () => {
    const id = await opened(portal, 'ke.ncp', { title: 'Operation CALF' });
    const form = { clientUuid: randomUUID() };
    for (let press = 0; press < 2; press += 1)
      expect((await invite(portal, 'ke.ncp', id, 'unep.partner', 'member', form)).headers.location).toBe(
        `${base(id)}/members?done=invited`,
      );
    expect((await get('unep.partner', base(id))).status).toBe(404);
    expect((await get('unep.partner', '/cencomm')).text).toContain('Operation CALF');
    expect((await get('unep.partner', '/cencomm')).text).not.toContain('ZEBRAMARKER');
    const letters = (await lettersOf(portal, masterKey)).filter(({ kind }) => kind === 'cencommInvited');
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).not.toMatch(/CALF|Kenya|ke\.ncp|ZEBRAMARKER/);
    const at = `/cencomm/invitations/${await invitationOf(portal, id, 'unep.partner')}`;
    expect((await post('ke.officer', at, { answer: 'accept' })).status).toBe(404);
    for (const to of [`${base(id)}?done=joined`, '/cencomm'])
      expect((await post('unep.partner', at, { answer: 'accept' })).headers.location).toBe(to);
    expect((await get('unep.partner', base(id))).text).toContain('ZEBRAMARKER aim');
    expect(await deedsOf(portal, id)).toEqual([
      'operation.requested',
      'operation.opened',
      'operation.invited',
      'operation.joined',
    ]);
  });

  test('is declined, withdrawn or lapses after thirty days, and opens nothing then', async () => {
    const id = await opened(portal, 'ke.ncp');
    const invited = ['ke.officer', 'vn.reader', 'rilo.ap', 'vn.ncp'];
    for (const login of invited) await invite(portal, 'ke.ncp', id, login, 'observer');
    const [declined, withdrawn, lapsed, lastDay] = await Promise.all(
      invited.map(login => invitationOf(portal, id, login)),
    );
    expect((await post('ke.officer', `/cencomm/invitations/${declined}`, { answer: 'decline' })).headers.location).toBe(
      '/cencomm?done=declined',
    );
    expect((await post('vn.reader', `${base(id)}/invitations/${withdrawn}/withdrawal`)).status).toBe(404);
    expect((await post('ke.ncp', `${base(id)}/invitations/${withdrawn}/withdrawal`)).status).toBe(303);
    expect((await post('ke.ncp', `${base(id)}/invitations/${withdrawn}/withdrawal`)).status).toBe(409);
    for (const [one, ago] of [
      [lapsed, '30 days'],
      [lastDay, '29 days 23 hours'],
    ])
      await portal.owner.query('update cencomm_invitations set invited_at = now() - $2::interval where id = $1', [
        one,
        ago,
      ]);
    for (const [login, one] of [
      ['vn.reader', withdrawn],
      ['rilo.ap', lapsed],
    ])
      expect([login, (await post(login ?? '', `/cencomm/invitations/${one}`, { answer: 'accept' })).status]).toEqual([
        login,
        404,
      ]);
    await endLapsedInvitations({ jobPool: portal.pool });
    const { rows } = await portal.owner.query<{ state: string }>(
      'select state from cencomm_invitations where operation_id = $1',
      [id],
    );
    expect(rows.map(({ state }) => state).sort()).toEqual(['declined', 'lapsed', 'open', 'withdrawn']);
    expect((await post('vn.ncp', `/cencomm/invitations/${lastDay}`, { answer: 'accept' })).status).toBe(303);
  });

  test('of an office has its contact point name officers, each of whom answers; the contact point is in at once', async () => {
    const id = await opened(portal, 'rilo.esa');
    expect((await invite(portal, 'rilo.esa', id, 'VN', 'liaison')).status).toBe(303);
    const at = `/cencomm/invitations/${await invitationOf(portal, id, 'VN')}/officers`;
    expect([(await get('vn.reader', at)).status, (await get('ke.ncp', at)).status]).toEqual([404, 404]);
    expect((await post('vn.ncp', at)).text).toContain('Choose at least one officer.');
    const [own, reader, foreign] = await Promise.all(['vn.ncp', 'vn.reader', 'ke.officer'].map(idOf));
    expect((await post('vn.ncp', at, { officers: String(foreign) })).status).toBe(400);
    const chosen = { officers: [String(own), String(reader)] };
    for (const to of [`${base(id)}?done=joined`, '/cencomm'])
      expect((await post('vn.ncp', at, chosen)).headers.location).toBe(to);
    expect((await get('vn.reader', base(id))).status).toBe(404);
    await post('vn.reader', `/cencomm/invitations/${await invitationOf(portal, id, 'vn.reader')}`, {
      answer: 'accept',
    });
    const { rows } = await portal.owner.query(
      `
        select a.login_id as login, m.role, m.country from cencomm_members m join accounts a on a.id =
        m.account_id where m.operation_id = $1 order by 1`,
      [id],
    );
    expect(rows).toEqual([
      { login: 'rilo.esa', role: 'owner', country: null },
      { login: 'vn.ncp', role: 'liaison', country: 'VN' },
      { login: 'vn.reader', role: 'observer', country: 'VN' },
    ]);
    expect(
      (await lettersOf(portal, masterKey))
        .filter(({ kind }) => kind === 'cencommOfficeInvited')
        .map(({ recipient }) => recipient),
    ).toEqual(['lan.sample@customs.vn.example']);
  });

  test.each([
    ['ke.reader', 'member', {}, 'role', 'can only be an observer'],
    ['ke.limited', 'observer', {}, 'whom', 'A Limited account does not include CENcomm.'],
    ['ke.officer', 'owner', {}, 'role', 'Choose an option from the list.'],
    ['unep.partner', 'liaison', {}, 'country', 'Choose the country'],
    ['ke.officer', 'liaison', { country: 'VN' }, 'country', 'speaks for its own country'],
    ['ke.ncp', 'member', {}, 'whom', 'Already a member.'],
    ['nobody', 'member', { whom: 'account-999999' }, 'whom', 'There is no active account with this login ID.'],
    ['nobody', 'member', { whom: 'office-999999' }, 'whom', 'Choose an option from the list.'],
    ['nobody', 'member', { whom: 'x' }, 'whom', 'Choose an option from the list.'],
  ])('of %s as %s with %j is refused at the field %s', async (name, role, more, field, words) => {
    const id = await shared();
    const answer = await invite(portal, 'ke.ncp', id, name, role, { q: 'ke', ...more });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#field-${field}"`);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="ke"');
  });

  test(
    'of an office nobody answers for is refused; found by login, name or office, people are shown with why ' +
      'they cannot come',
    async () => {
      const id = await shared();
      expect((await invite(portal, 'ke.ncp', id, 'TZ')).text).toContain('No one answers for this office');
      expect(await invitationOf(portal, id, 'TZ')).toBe('00000000-0000-4000-8000-000000000000');
      for (const [q, found] of [
        ['kamau', 'ke.officer'],
        ['VN.READER', 'vn.reader'],
        ['viet nam', 'vn.ncp'],
        ['ozonaction', 'unep.partner'],
        ['ke.limited', 'A Limited account does not include CENcomm.'],
      ]) {
        expect([
          q,
          (await get('ke.ncp', `${base(id)}/members/invite?q=${encodeURIComponent(q ?? '')}`)).text.includes(
            found ?? '-',
          ),
        ]).toEqual([q, true]);
      }
      expect((await get('ke.ncp', `${base(id)}/members/invite?q=%25`)).text).not.toContain('ke.officer');
      expect((await get('ke.ncp', `${base(id)}/members/invite?role=x`)).status).toBe(400);
    },
  );

  test('accepted and withdrawn at once is one or the other; accepted twice at once is one membership', async () => {
    const id = await opened(portal, 'rilo.esa');
    for (const login of ['ke.officer', 'vn.reader']) await invite(portal, 'rilo.esa', id, login, 'observer');
    const [first, second] = [await invitationOf(portal, id, 'ke.officer'), await invitationOf(portal, id, 'vn.reader')];
    const [taken, back] = await Promise.all([
      post('ke.officer', `/cencomm/invitations/${first}`, { answer: 'accept' }),
      post('rilo.esa', `${base(id)}/invitations/${first}/withdrawal`),
    ]);
    expect([
      [303, 409],
      [404, 303],
    ]).toContainEqual([taken.status, back.status]);
    const both = await Promise.all(
      [1, 2].map(() => post('vn.reader', `/cencomm/invitations/${second}`, { answer: 'accept' })),
    );
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const { rows } = await portal.owner.query(
      `select a.login_id from cencomm_members m join accounts a on a.id = m.account_id where m.operation_id = $1
        and a.login_id in ('ke.officer', 'vn.reader')`,
      [id],
    );
    expect(rows).toHaveLength(taken.status === 303 ? 2 : 1);
  });

  test('is one of two hundred in an hour at most: nobody’s mailbox is filled', async () => {
    const id = await opened(portal, 'rilo.ap');
    await portal.owner.query(
      `insert into cencomm_invitations (id, operation_id, account_id, role, invited_by, state) select
        gen_random_uuid(), $1, $2, 'member', $3, 'withdrawn' from generate_series(1, 1000)`,
      [id, await idOf('ke.officer'), await idOf('rilo.ap')],
    );
    expect((await invite(portal, 'rilo.ap', id, 'ke.officer')).text).toContain(
      'You have sent 1000 invitations within the hour.',
    );
    await portal.owner.query(
      `update cencomm_invitations set invited_at = now() - interval '61 minutes' where operation_id = $1`,
      [id],
    );
    expect((await invite(portal, 'rilo.ap', id, 'ke.officer')).status).toBe(303);
  });

  let known: Promise<string> | undefined;
  const shared = (): Promise<string> => (known ??= opened(portal, 'ke.ncp'));
});

describe('a member', () => {
  test(
    'that is taken out is a stranger at the next click, in whichever browser, and what comes then is under ' +
      'another key',
    async () => {
      const id = await opened(portal, 'ke.ncp');
      await join(portal, 'ke.ncp', id, 'vn.ncp');
      await join(portal, 'ke.ncp', id, 'ke.officer');
      const open = await portal.as('vn.ncp');
      expect((await open.get(`${base(id)}/members`)).status).toBe(200);
      const member = `${base(id)}/members/${await idOf('vn.ncp')}`;
      expect((await post('ke.officer', `${member}/removal`)).status).toBe(403);
      const unsaid = await post('ke.ncp', `${member}/removal`, { reason: '' });
      expect([unsaid.status, unsaid.text.includes('href="#field-reason"')]).toEqual([422, true]);
      expect((await open.get(base(id))).status).toBe(200);
      const reason = 'ZEBRAMARKER transferred to another service';
      expect((await post('ke.ncp', `${member}/removal`, { reason })).headers.location).toContain('done=removed');
      for (const path of ['', '/members', '/settings'])
        expect([path, (await open.get(base(id) + path)).status]).toEqual([path, 404]);
      expect((await open.get('/cencomm')).text).not.toContain(id);
      expect((await post('ke.ncp', `${member}/removal`, { reason })).status).toBe(409);
      // Told without details; the others see who left, the owner why.
      const letters = (await lettersOf(portal, masterKey)).filter(({ kind }) => kind === 'cencommRemoved');
      expect(letters).toHaveLength(1);
      expect(letters[0]?.text).not.toMatch(/ZEBRAMARKER|transferred|ke\.ncp|Operation [A-Z]/);
      const seen = async (login: string) => (await get(login, `${base(id)}/members`)).text;
      for (const [login, why] of [
        ['ke.ncp', true],
        ['ke.officer', false],
      ] as const) {
        const text = await seen(login);
        expect([login, text.includes('No longer members'), text.includes(reason)]).toEqual([login, true, why]);
      }
      const kept = await portal.owner.query(
        'select content_ct::text as kept from cencomm_lists where operation_id = $1',
        [id],
      );
      expect(kept.rows).toHaveLength(1);
      expect(await epochs(id)).toEqual(['opened', 'removal']);
      await sendAs(portal, 'ke.officer', id, { body: 'ZEBRAMARKER' });
      const {
        rows: [row],
      } = await portal.owner.query(
        `
        select epoch, (select count(*)::int from cencomm_mailbox b join accounts a on a.id = b.account_id where
        b.message_id = m.id and a.login_id = $2) as theirs from cencomm_messages m where operation_id = $1`,
        [id, 'vn.ncp'],
      );
      expect(row).toEqual({ epoch: 2, theirs: 0 });
    },
  );

  test('leaves; the owner hands over first, to an Unlimited member only, and may then leave', async () => {
    const id = await opened(portal, 'ke.ncp');
    for (const login of ['ke.officer', 'unep.partner', 'ke.reader'])
      await join(portal, 'ke.ncp', id, login, login === 'ke.reader' ? 'observer' : 'member');
    expect((await post('ke.reader', `${base(id)}/leaving`)).headers.location).toBe('/cencomm?done=left');
    expect((await get('ke.reader', base(id))).status).toBe(404);
    const kept = await post('ke.ncp', `${base(id)}/leaving`);
    expect([kept.status, kept.text.includes('The owner must hand over the operation before leaving.')]).toEqual([
      422,
      true,
    ]);
    const ownership = async (login: string): Promise<string> => `${base(id)}/members/${await idOf(login)}/ownership`;
    expect((await post('ke.officer', await ownership('ke.officer'))).status).toBe(403);
    expect((await post('ke.ncp', await ownership('unep.partner'))).text).toContain(
      'The owner needs an active Unlimited account.',
    );
    expect((await post('ke.ncp', await ownership('ke.officer'))).headers.location).toContain('done=handedOver');
    expect([
      (await get('ke.ncp', `${base(id)}/settings`)).status,
      (await get('ke.officer', `${base(id)}/settings`)).status,
    ]).toEqual([403, 200]);
    expect((await post('ke.ncp', `${base(id)}/leaving`)).status).toBe(303);
    expect((await get('ke.ncp', base(id))).status).toBe(404);
    expect((await deedsOf(portal, id)).slice(-3)).toEqual(['operation.left', 'operation.handedOver', 'operation.left']);
    expect((await lettersOf(portal, masterKey)).at(-1)).toMatchObject({
      kind: 'cencommOwner',
      recipient: 'k.sample@customs.ke.example',
    });
  });

  test('has its role changed by the owner within what its level allows', async () => {
    const id = await opened(portal, 'rilo.esa');
    await join(portal, 'rilo.esa', id, 'rilo.ap');
    await join(portal, 'rilo.esa', id, 'ke.reader', 'observer');
    const at = async (login: string): Promise<string> => `${base(id)}/members/${await idOf(login)}`;
    expect((await post('rilo.esa', await at('ke.reader'), { role: 'member', country: '' })).text).toContain(
      'can only be an observer',
    );
    expect((await post('rilo.esa', await at('rilo.ap'), { role: 'liaison', country: '' })).text).toContain(
      'Choose the country',
    );
    expect((await post('rilo.esa', await at('rilo.ap'), { role: 'liaison', country: 'VN' })).status).toBe(303);
    expect((await post('rilo.esa', await at('rilo.esa'), { role: 'member', country: '' })).status).toBe(409);
    expect((await get('rilo.esa', `${base(id)}/members`)).text).toContain('Viet Nam');
    expect((await get('rilo.ap', await at('ke.reader'))).status).toBe(403);
    for (const wrong of ['0', '999999', 'x'])
      expect([wrong, (await get('rilo.esa', `${base(id)}/members/${wrong}`)).status]).toEqual([wrong, 404]);
  });

  test('is seen on line for a minute, with time and contact of the office', async () => {
    const id = await opened(portal, 'ke.ncp');
    await join(portal, 'ke.ncp', id, 'rilo.esa');
    const page = async (): Promise<string> => (await get('ke.ncp', `${base(id)}/members`)).text;
    // Whoever asks is on line, too; the note of it is not waited for.
    await expect.poll(page, { timeout: 15_000 }).toContain('1 online');
    await portal.owner.query('insert into cencomm_presence (account_id, process) values ($1, gen_random_uuid())', [
      await idOf('rilo.esa'),
    ]);
    expect(await page()).toContain('2 online');
    await portal.owner.query(`update cencomm_presence set seen_at = now() - interval '2 minutes'`);
    expect(await page()).toContain('0 online');
    expect(await page()).toMatch(/n\.sample@rilo-esa\.example[\s\S]*UTC\+3|UTC\+3[\s\S]*n\.sample@rilo-esa\.example/);
  });
});

describe('access that ends', () => {
  test(
    'takes a member out with a new epoch; without its owner the Secretariat names another, who it sees no ' +
      'member of',
    async () => {
      const { login } = await officer(portal, { office: 'KE', level: 'unlimited', duties: ['ncp'] });
      const id = await opened(portal, login, { title: 'Operation ORPHAN' });
      await join(portal, login, id, 'ke.officer');
      const register = `/cencomm/register/${id}`;
      expect((await get('wco.admin', register)).text).not.toContain('Login ID of the new owner');
      await portal.owner.query(`update accounts set suspended_at = now(), suspended_reason = 'x' where login_id = $1`, [
        login,
      ]);
      const suspended = await get('wco.admin', register);
      expect(suspended.text).toContain('Login ID of the new owner');
      expect(suspended.text).not.toMatch(/ke\.officer|Kamau/);
      await portal.owner.query(
        `update accounts set suspended_at = null, suspended_reason = null, ended_at = now(), end_reason = 'x'
        where login_id = $1`,
        [login],
      );
      await removeEnded({ jobPool: portal.pool, keys: keysOf(portal) });
      expect(await epochs(id)).toEqual(['opened', 'removal']);
      expect((await get('wco.admin', '/cencomm/register')).text).toContain('No owner');
      for (const [name, words] of [
        ['ke.reader', 'active Unlimited account'],
        ['nobody.here', 'active Unlimited account'],
        ['wco.admin', 'An administrator who keeps the register cannot'],
        ['a b', 'Enter a login ID'],
      ]) {
        const answer = await post('wco.admin', `${register}/owner`, { login: name ?? '' });
        expect([name, answer.status, answer.text.includes(words ?? '-')]).toEqual([name, 422, true]);
      }
      expect((await post('wco.admin', `${register}/owner`, { login: 'vn.ncp' })).status).toBe(303);
      expect((await post('wco.admin', `${register}/owner`, { login: 'ke.ncp' })).status).toBe(409);
      expect((await get('vn.ncp', `${base(id)}/settings`)).status).toBe(200);
      expect((await deedsOf(portal, id)).slice(-2)).toEqual(['operation.memberEnded', 'operation.ownerNamed']);
    },
  );

  test('takes a member out the day after the last day of access, not on it', async () => {
    const [onLastDay, dayAfter] = [
      await officer(portal, { office: 'KE', level: 'unlimited' }),
      await officer(portal, { office: 'KE', level: 'unlimited' }),
    ];
    const id = await opened(portal, 'ke.ncp');
    for (const { login } of [onLastDay, dayAfter]) await join(portal, 'ke.ncp', id, login);
    await portal.owner.query(
      'update accounts set ends_on = current_date - case id when $1 then 0 else 1 end where id = any($2)',
      [onLastDay.id, [onLastDay.id, dayAfter.id]],
    );
    await removeEnded({ jobPool: portal.pool, keys: keysOf(portal) });
    const { rows } = await portal.owner.query(
      `
        select account_id as id from cencomm_members where operation_id = $1 and removed_at is null and
        account_id = any($2)`,
      [id, [onLastDay.id, dayAfter.id]],
    );
    expect(rows).toEqual([{ id: onLastDay.id }]);
    expect(await epochs(id)).toEqual(['opened', 'removal']);
  });

  test('a demotion to Read-only leaves an observer, to Limited a stranger', async () => {
    const { login, id: account } = await officer(portal, { office: 'KE', level: 'unlimited' });
    const id = await opened(portal, 'ke.ncp');
    await join(portal, 'ke.ncp', id, login);
    await portal.owner.query(`update accounts set level = 'read_only' where id = $1`, [account]);
    expect((await get(login, base(id))).text).toContain('Observer');
    await expect(sendAs(portal, login, id)).rejects.toThrow('observers read');
    await portal.owner.query(`update accounts set level = 'limited' where id = $1`, [account]);
    expect((await get(login, base(id))).status).toBe(403);
    await removeEnded({ jobPool: portal.pool, keys: keysOf(portal) });
    expect(await epochs(id)).toEqual(['opened', 'removal']);
  });
});
