import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expireWaiting } from '../../src/access/accounts/commands/expire-proposals.ts';
import { accountsRoom, act, letters, officer, stored } from '../support/accounts.ts';
import { codeOf, factorStep, forgetUse, passwordStep, setUpApp } from '../support/factors.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { problemsOn, textOf } from '../support/entry.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});
beforeEach(async () => {
  await portal.owner.query(`delete from account_proposals; delete from outgoing_letters`);
  await forgetUse(portal);
});

async function signedIn(login: string): Promise<Browser> {
  const { browser, answer } = await passwordStep(portal, login);
  expect(answer.status).toBe(303);
  return browser;
}

/** An officer with an authenticator app, and the window in which it was set up. */
async function withApp(options: Parameters<typeof officer>[1] = {}) {
  const { id, login } = await officer(portal, options);
  const { browser, seed, codes } = await setUpApp(portal, login);
  return { id, login, browser, seed, codes };
}

const ask = (by: Browser, id: number, fields = {}) =>
  act(by, portal, id, 'factor-reset', { identity: 'video', ...fields });
const openOf = async (id: number): Promise<number> =>
  (await portal.owner.query('select max(id) as id from account_proposals where account_id = $1', [id])).rows[0].id;
async function decide(by: Browser, id: number, verb = 'confirmation', fields: Record<string, string> = {}) {
  return by.post(`/access/accounts/${id}/proposals/${await openOf(id)}/${verb}`, {
    version: '1',
    reason: 'I saw her',
    identity: 'in_person',
    ...fields,
  });
}
const factorsOf = async (id: number): Promise<number> =>
  (
    await portal.owner.query(
      `select (select count(*) from account_totp where account_id = $1)
        + (select count(*) from account_recovery_codes where account_id = $1) as n`,
      [id],
    )
  ).rows[0].n;
const lettersNow = async () => (await letters(portal)).map(({ kind, recipient }) => `${kind} ${recipient}`);

describe('a lost second factor', () => {
  test('is removed when two persons agree, and the officer sets up a new one', async () => {
    const lost = await withApp();
    const ncp = await portal.as('ke.ncp');
    const colleague = await officer(portal, { level: 'unlimited' });
    const other = await officer(portal, { level: 'unlimited', duties: ['ncp'] });
    await portal.owner.query('delete from outgoing_letters');
    expect(problemsOn(await ask(ncp, lost.id, { identity: '' })).join()).toContain('how the officer proved');
    expect((await ask(ncp, lost.id)).headers.location).toBe(`/access/accounts/${lost.id}?done=factorReset`);
    expect(await lettersNow()).toEqual([
      `factorResetWaiting ${other.login}@post.example`,
      `factorResetAsked ${lost.login}@post.example`,
    ]);
    expect(await factorsOf(lost.id)).toBeGreaterThan(0);
    const second = await signedIn(colleague.login);
    expect(textOf(await second.get('/'))).toContain('1 proposal needs you as the second person');
    expect(textOf(await second.get('/access/proposals'))).toContain(lost.login);
    expect((await decide(second, lost.id, 'confirmation', { identity: '' })).status).toBe(422);
    expect((await decide(second, lost.id)).headers.location).toBe('/access/proposals');
    expect(await factorsOf(lost.id)).toBe(0);
    expect((await lost.browser.get('/account')).headers.location).toMatch(/^\/sign-in/);
    expect(await lettersNow()).toContain(`factorsReset ${lost.login}@post.example`);
    const { answer } = await passwordStep(portal, lost.login);
    expect(answer.headers.location).toBe('/');
    const page = textOf(await ncp.get(`/access/accounts/${lost.id}`));
    expect(page).toContain('Second factors removed');
    expect(page).toContain(`(ke.ncp); I saw her`);
    const { rows } = await portal.owner.query(
      `select action, login_id from audit_events where subject = $1 and action like 'account.factor%' order by id`,
      [lost.login],
    );
    expect(rows).toEqual([
      { action: 'account.factorResetAsked', login_id: 'ke.ncp' },
      { action: 'account.factorsReset', login_id: colleague.login },
    ]);
  });

  test('stays for one person, for the officer himself, for strangers, and for one who has none', async () => {
    const lost = await withApp({ level: 'unlimited', duties: ['ncp'] });
    const [ncp, reader, vn] = [await portal.as('ke.ncp'), await portal.as('ke.reader'), await portal.as('vn.ncp')];
    const none = await officer(portal);
    expect((await ask(ncp, none.id)).status).toBe(422);
    expect(
      (await ask(ncp, (await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`)).rows[0].id))
        .status,
    ).toBe(403);
    expect((await ask(reader, lost.id)).status).toBe(403);
    expect((await ask(vn, lost.id)).status).toBe(404);
    expect((await ask(ncp, lost.id)).status).toBe(303);
    const alone = await decide(ncp, lost.id);
    expect(alone.status).toBe(403);
    expect(textOf(alone)).toContain('This takes two people');
    expect((await decide(lost.browser, lost.id)).status).toBe(403);
    expect((await decide(vn, lost.id)).status).toBe(404);
    expect((await decide(reader, lost.id)).status).toBe(403);
    expect((await decide(await portal.as('rilo.ap'), lost.id)).status).toBe(404);
    expect(await factorsOf(lost.id)).toBeGreaterThan(0);
    // The RILO of its region may, and so does an administrator.
    const rilo = await portal.as('rilo.esa');
    expect(textOf(await rilo.get('/access/proposals'))).toContain(lost.login);
    expect((await decide(rilo, lost.id)).status).toBe(303);
    expect(await factorsOf(lost.id)).toBe(0);
  });

  test('the officer objects on his page, and the asker hears of it', async () => {
    const lost = await withApp();
    const ncp = await portal.as('ke.ncp');
    await portal.owner.query(`update accounts set email = 'ncp@post.example' where login_id = 'ke.ncp'`);
    await ask(ncp, lost.id);
    expect(textOf(await lost.browser.get('/account'))).toContain('ke.ncp asked on');
    expect((await lost.browser.post('/account/factor-reset/objection')).headers.location).toBe(
      '/account?done=objection',
    );
    expect(await lettersNow()).toContain('proposalSettled ncp@post.example');
    expect((await decide(await portal.as('wco.admin'), lost.id)).status).toBe(409);
    expect(await factorsOf(lost.id)).toBeGreaterThan(0);
    expect((await lost.browser.post('/account/factor-reset/objection')).status).toBe(404);
  });

  test('is taken back, refused, and lapses after seven days', async () => {
    const lost = await withApp();
    const [ncp, admin] = [await portal.as('ke.ncp'), await portal.as('wco.admin')];
    await ask(ncp, lost.id);
    expect(problemsOn(await ask(admin, lost.id)).join()).toContain('proposal for this account is already waiting');
    expect((await decide(ncp, lost.id, 'refusal')).status).toBe(303);
    await ask(ncp, lost.id);
    expect((await decide(admin, lost.id, 'refusal')).status).toBe(303);
    await ask(ncp, lost.id);
    await portal.owner.query(
      `update account_proposals set expires_at = now() - interval '1 second' where outcome is null`,
    );
    expect((await decide(admin, lost.id)).status).toBe(409);
    expect(await expireWaiting(await accountsRoom(portal))).toBe(1);
    expect(textOf(await ncp.get(`/access/accounts/${lost.id}`))).toContain('Request lapsed');
    expect(await factorsOf(lost.id)).toBeGreaterThan(0);
    expect((await ask(ncp, lost.id)).status).toBe(303);
  });

  test('of an administrator takes two other administrators, or where there is none a RILO', async () => {
    const lost = await withApp({ office: 'WCO', level: 'unlimited', duties: ['administrator'] });
    const third = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
    const staff = await officer(portal, { office: 'WCO', level: 'unlimited' });
    const admin = await portal.as('wco.admin');
    await ask(admin, lost.id);
    for (const login of [staff.login, 'rilo.esa'])
      expect([login, (await decide(await signedIn(login), lost.id)).status]).toEqual([login, 404]);
    expect((await decide(await signedIn(third.login), lost.id)).status).toBe(303);
    const again = await withApp({ office: 'WCO', level: 'unlimited', duties: ['administrator'] });
    await portal.owner.query('update accounts set ended_at = now() where id = any ($1)', [[lost.id, third.id]]);
    await ask(admin, again.id);
    expect((await decide(await portal.as('rilo.esa'), again.id)).status).toBe(303);
    expect((await stored(portal, again.id)).duties).toEqual(['administrator']);
    await portal.owner.query('update accounts set ended_at = now() where id = $1', [again.id]);
  });
});

describe('a locked second factor', () => {
  test('is told to who looks after the office, and unlocking frees it', async () => {
    const locked = await withApp();
    const { browser } = await passwordStep(portal, locked.login);
    for (let tries = 0; tries < 5; tries += 1) await factorStep(browser, { code: '000000' });
    const ncp = await portal.as('ke.ncp');
    expect(textOf(await ncp.get('/access/accounts?state=locked'))).toContain(locked.login);
    const page = textOf(await ncp.get(`/access/accounts/${locked.id}`));
    expect(page).toMatch(/second factor is locked until .* after 5 wrong codes/);
    expect((await factorStep(browser, { code: codeOf(locked.seed, 1) })).status).toBe(429);
    expect((await act(ncp, portal, locked.id, 'unlocking')).status).toBe(303);
    const next = await passwordStep(portal, locked.login);
    expect((await factorStep(next.browser, { code: codeOf(locked.seed, 1) })).status).toBe(303);
  });
});
