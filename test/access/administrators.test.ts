import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { act, letters, officer, stored } from '../support/accounts.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let first: Browser;
let firstId: number;
let second: { id: number; login: string };
let other: Browser;

beforeAll(async () => {
  portal = await testPortal();
  first = await portal.as('wco.admin');
  firstId = (await portal.owner.query(`select id from accounts where login_id = 'wco.admin'`)).rows[0].id;
  second = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
});
beforeEach(async () => {
  await portal.owner.query(`delete from account_proposals`);
  for (const id of [firstId, second.id]) {
    await portal.owner.query(
      `update accounts set level = 'unlimited', ends_on = null, ended_at = null, suspended_at = null, ` +
        'suspended_until = null, suspended_reason = null where id = $1',
      [id],
    );
    await portal.owner.query(
      `insert into account_duties (account_id, duty) values ($1, 'administrator') on conflict do nothing`,
      [id],
    );
  }
  [first, other] = [await still(first, 'wco.admin'), await still(other, second.login)];
});

/** The same window, or another where the test before ended its session: proving a password is slow on purpose. */
async function still(browser: Browser | undefined, login: string): Promise<Browser> {
  return browser && (await browser.get('/reference')).status === 200 ? browser : signedIn(login);
}

async function signedIn(login: string): Promise<Browser> {
  const browser = portal.visitor();
  expect((await browser.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status).toBe(303);
  return browser;
}

const lessening: readonly [string, Record<string, string | string[]>][] = [
  ['access', { level: 'unlimited', duties: [] }],
  ['access', { level: 'limited' }],
  ['suspension', { until: '' }],
  ['ending', {}],
  ['end-date', { endsOn: new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10) }],
];

describe('the last administrator', () => {
  test.each(lessening)('cannot remove himself: %s %j', async (path, fields) => {
    await portal.owner.query('update accounts set ended_at = now() where id = $1', [second.id]);
    const before = await stored(portal, firstId);
    const answer = await act(first, portal, firstId, path, fields);
    expect([answer.status, problemsOn(answer).join('')]).toEqual([422, expect.stringContaining('last administrator')]);
    expect(await stored(portal, firstId)).toEqual(before);
  });

  test.each(['suspended', 'ended', 'expired', 'demoted', 'unactivated'])(
    'one who is %s does not count as another',
    async how => {
      const change = {
        suspended: `suspended_at = now(), suspended_reason = 'x'`,
        ended: 'ended_at = now()',
        expired: 'ends_on = current_date - 1',
        demoted: `level = 'limited'`,
        unactivated: 'password_hash = null',
      }[how];
      const hash = (await portal.owner.query('select password_hash from accounts where id = $1', [second.id])).rows[0]
        .password_hash;
      await portal.owner.query(`update accounts set ${change} where id = $1`, [second.id]);
      expect((await act(first, portal, firstId, 'ending')).status).toBe(422);
      await portal.owner.query('update accounts set password_hash = $2 where id = $1', [second.id, hash]);
    },
  );

  test('with another there he may go', async () => {
    expect((await act(first, portal, firstId, 'access', { level: 'unlimited' })).status).toBe(303);
    expect((await stored(portal, firstId)).duties).toEqual([]);
    expect((await first.get('/access/accounts')).headers.location).toMatch(/^\/sign-in/);
  });

  test('is left when two are to be demoted at once, each with a second person', async () => {
    const rilo = await portal.as('rilo.esa');
    for (let round = 0; round < 3; round += 1) {
      await act(first, portal, second.id, 'access', { level: 'limited' });
      await act(other, portal, firstId, 'access', { level: 'limited' });
      const { rows } = await portal.owner.query('select id, account_id from account_proposals where outcome is null');
      const token = await rilo.token();
      const answers = await Promise.all(
        rows.map(({ id, account_id: account }) =>
          rilo.postRaw(`/access/accounts/${account}/proposals/${id}/confirmation`, { reason: 'agreed', _csrf: token }),
        ),
      );
      const levels = [(await stored(portal, firstId)).level, (await stored(portal, second.id)).level].sort();
      expect({ round, levels }).toEqual({ round, levels: ['limited', 'unlimited'] });
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
      await portal.owner.query(`delete from account_proposals`);
      await portal.owner.query(`update accounts set level = 'unlimited' where id = any ($1)`, [[firstId, second.id]]);
      await portal.owner.query(
        `insert into account_duties (account_id, duty) select unnest($1::int[]), 'administrator' on conflict ` +
          'do nothing',
        [[firstId, second.id]],
      );
      [first, other] = [await still(first, 'wco.admin'), await still(other, second.login)];
    }
  });

  test('an end date may not outlast the only other one', async () => {
    await portal.owner.query('update accounts set ends_on = current_date + 30 where id = $1', [second.id]);
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect((await act(first, portal, firstId, 'end-date', { endsOn: day(60) })).status).toBe(422);
    expect((await act(first, portal, firstId, 'end-date', { endsOn: day(20) })).status).toBe(303);
  });
});

describe('another administrator', () => {
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  test.each([
    ['access', { level: 'unlimited' }, { duties: [] }],
    ['suspension', { until: '' }, { suspended_at: expect.any(Date) }],
    ['end-date', { endsOn: soon }, { ends_on: soon }],
    ['ending', {}, { ended_at: expect.any(Date) }],
  ])('is taken away by two only: %s', async (path, fields, becomes) => {
    const before = await stored(portal, second.id);
    const third = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
    expect((await act(first, portal, second.id, path, fields)).headers.location).toMatch(/\?done=proposed$/);
    expect(await stored(portal, second.id)).toEqual(before);
    const { rows } = await portal.owner.query('select id from account_proposals where outcome is null');
    const page = `/access/accounts/${second.id}/proposals/${rows[0].id}/confirmation`;
    for (const [by, status] of [
      [first, 403],
      [other, 403],
      [await portal.as('rilo.esa'), 404],
      [await signedIn(third.login), 303],
    ] as const)
      expect([status, (await by.post(page, { reason: 'agreed' }, '/access/accounts')).status]).toEqual([
        status,
        status,
      ]);
    expect(await stored(portal, second.id)).toMatchObject(becomes);
    await portal.owner.query('update accounts set ended_at = now() where id = $1', [third.id]);
  });

  test('where there are two, a RILO officer is the second person; a reset shuts the suspect out at once', async () => {
    expect((await act(first, portal, second.id, 'reset', { atOnce: 'yes' })).status).toBe(303);
    expect((await other.get('/account')).headers.location).toMatch(/^\/sign-in/);
    await act(first, portal, second.id, 'ending');
    const { rows } = await portal.owner.query('select id from account_proposals where outcome is null');
    const rilo = await portal.as('rilo.esa');
    expect(textOf(await rilo.get('/access/proposals'))).toContain(second.login);
    const page = `/access/accounts/${second.id}/proposals/${rows[0].id}/confirmation`;
    expect(textOf(await rilo.get(page))).toContain('end the account');
    expect((await rilo.post(page, { reason: 'agreed' }, page)).headers.location).toBe('/access/proposals');
    expect((await stored(portal, second.id)).ended_at).toBeInstanceOf(Date);
    await portal.owner.query(
      `update accounts a set password_hash = b.password_hash from accounts b where b.login_id = 'ke.ncp' and a.id = $1`,
      [second.id],
    );
  });
});

describe('two people', () => {
  const proposalOf = async (id: number): Promise<number> =>
    (await portal.owner.query('select id from account_proposals where account_id = $1 and outcome is null', [id]))
      .rows[0]?.id;
  const decide = async (by: Browser, id: number, proposal: number, verb: string) =>
    by.post(
      `/access/accounts/${id}/proposals/${proposal}/${verb}`,
      { version: '1', reason: 'seen and agreed' },
      '/access/accounts',
    );

  const needing: readonly [string, { office: string; level?: string }, Record<string, string | string[]>][] = [
    [
      'the duty of administrator',
      { office: 'WCO', level: 'unlimited' },
      { level: 'unlimited', duties: 'administrator' },
    ],
    ['Unlimited at a RILO', { office: 'RILO-ESA' }, { level: 'unlimited', duties: 'rilo' }],
    ['Unlimited at the Secretariat', { office: 'WCO' }, { level: 'unlimited' }],
  ];
  test.each(needing)('%s: one proposes, another confirms, never the same', async (_name, who, fields) => {
    const { id } = await officer(portal, who);
    const before = await stored(portal, id);
    const asked = await act(first, portal, id, 'access', { ...fields, reason: 'needed from May on' });
    expect(asked.headers.location).toBe(`/access/accounts/${id}?done=proposed`);
    expect(await stored(portal, id)).toEqual(before);
    const proposal = await proposalOf(id);
    expect(
      (await letters(portal)).filter(({ kind }) => kind === 'accessProposed').map(({ recipient }) => recipient),
    ).toContain(`${second.login}@post.example`);
    expect((await first.get(`/access/accounts/${id}/proposals/${proposal}/confirmation`)).status).toBe(403);
    expect((await decide(first, id, proposal, 'confirmation')).status).toBe(403);
    expect(await stored(portal, id)).toEqual(before);
    expect(textOf(await other.get(`/access/accounts/${id}`))).toContain('Waiting for a second person');
    expect(
      (await other.post(`/access/accounts/${id}/proposals/${proposal}/confirmation`, { version: '1', reason: '' }))
        .status,
    ).toBe(422);
    expect((await decide(other, id, proposal, 'confirmation')).headers.location).toBe(
      `/access/accounts/${id}?done=confirmed`,
    );
    expect(await stored(portal, id)).toMatchObject({ level: 'unlimited', duties: [fields.duties ?? []].flat() });
    const { rows } = await portal.owner.query(
      'select c.what, m.login_id from account_changes c join accounts m on m.id = c.made_by where account_id = ' +
        '$1 order by c.id',
      [id],
    );
    expect(rows).toEqual([
      { what: 'proposed', login_id: 'wco.admin' },
      { what: 'access', login_id: second.login },
    ]);
  });

  test('Unlimited in an administration needs one', async () => {
    const { id } = await officer(portal, { office: 'KE' });
    expect((await act(first, portal, id, 'access', { level: 'unlimited' })).headers.location).toBe(
      `/access/accounts/${id}?done=access`,
    );
  });

  test('the person it is for cannot confirm it, nor raise himself', async () => {
    await portal.owner.query(`delete from account_duties where account_id = $1`, [second.id]);
    await act(first, portal, second.id, 'access', { level: 'unlimited', duties: 'administrator' });
    const proposal = await proposalOf(second.id);
    await portal.owner.query(`insert into account_duties (account_id, duty) values ($1, 'administrator')`, [second.id]);
    expect((await decide(other, second.id, proposal, 'confirmation')).status).toBe(403);
    const raise = await act(first, portal, firstId, 'access', {
      level: 'unlimited',
      duties: ['administrator', 'cenmat'],
    });
    expect(problemsOn(raise).join('')).toContain('You cannot give yourself more access');
  });

  test('the database itself refuses one person as two', async () => {
    const { id } = await officer(portal, { office: 'WCO' });
    await act(first, portal, id, 'access', { level: 'unlimited' });
    await expect(
      portal.owner.query(
        `update account_proposals set outcome = 'confirmed', decided_by = made_by, decided_at = now() where ` +
          'account_id = $1',
        [id],
      ),
    ).rejects.toThrow(/account_proposals_two_persons/);
  });

  test('refused, taken back, decided twice, or overtaken: nothing is given', async () => {
    const { id } = await officer(portal, { office: 'WCO' });
    await act(first, portal, id, 'access', { level: 'unlimited' });
    const one = await proposalOf(id);
    expect(problemsOn(await act(first, portal, id, 'access', { level: 'unlimited' })).join('')).toContain(
      'proposal for this account is already waiting',
    );
    expect((await decide(other, id, one, 'refusal')).status).toBe(303);
    expect((await decide(other, id, one, 'confirmation')).status).toBe(409);
    await act(first, portal, id, 'access', { level: 'unlimited' });
    expect((await decide(first, id, await proposalOf(id), 'refusal')).status).toBe(303);
    await act(first, portal, id, 'access', { level: 'unlimited' });
    const three = await proposalOf(id);
    expect((await act(other, portal, id, 'access', { level: 'limited' })).status).toBe(303);
    expect((await decide(other, id, three, 'confirmation')).status).toBe(409);
    expect((await stored(portal, id)).level).toBe('limited');
    await act(first, portal, id, 'access', { level: 'unlimited' });
    const four = await proposalOf(id);
    await act(other, portal, id, 'suspension');
    await act(other, portal, id, 'ending');
    expect((await decide(other, id, four, 'confirmation')).status).toBe(409);
    expect((await stored(portal, id)).level).toBe('limited');
  });

  test('who proposed and is administrator no more is no first person', async () => {
    const { id } = await officer(portal, { office: 'WCO' });
    await act(first, portal, id, 'access', { level: 'unlimited' });
    await portal.owner.query('update accounts set ended_at = now() where id = $1', [firstId]);
    const answer = await decide(other, id, await proposalOf(id), 'confirmation');
    expect([answer.status, problemsOn(answer).join('')]).toEqual([
      422,
      expect.stringContaining('is no longer an administrator'),
    ]);
  });

  test('two who confirm at once give once', async () => {
    const third = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
    const [id, more] = [(await officer(portal, { office: 'WCO' })).id, await signedIn(third.login)];
    await act(first, portal, id, 'access', { level: 'unlimited' });
    const proposal = await proposalOf(id);
    const answers = await Promise.all([
      decide(other, id, proposal, 'confirmation'),
      decide(more, id, proposal, 'confirmation'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    await portal.owner.query('update accounts set ended_at = now() where id = $1', [third.id]);
  });
});
