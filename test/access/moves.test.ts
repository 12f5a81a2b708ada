import { beforeAll, describe, expect, test } from 'vitest';
import { isTarget, levelsOnArrival, mayAsk, mayDecide } from '../../src/access/moves/permissions.ts';
import { act, officer, stored } from '../support/accounts.ts';
import { castPassword } from '../support/cast.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { viewerOf } from '../support/viewers.ts';

let portal: TestPortal;
let ncp: Browser;
let rilo: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [ncp, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
});

async function asked(options = {}): Promise<{ id: number; login: string; move: number }> {
  const made = await officer(portal, options);
  expect((await act(ncp, portal, made.id, 'move', { office: 'RILO-ESA', reason: 'Seconded' })).status).toBe(303);
  const { rows } = await portal.owner.query(`select id from account_moves where account_id = $1 and state = 'asked'`, [
    made.id,
  ]);
  return { ...made, move: rows[0].id };
}

async function decide(browser: Browser, { id, move }: { id: number; move: number }, fields: Record<string, string>) {
  const { version } = await stored(portal, id);
  return browser.post(`/access/moves/${move}`, { version: String(version), reason: 'As agreed', ...fields });
}

const officeOf = async (id: number): Promise<string> =>
  (await portal.owner.query('select o.code from accounts a join offices o on o.id = a.office_id where a.id = $1', [id]))
    .rows[0].code;

describe('an officer who moves to a RILO', () => {
  test('keeps login, history and password; level is new, duties and sessions end, drafts stay', async () => {
    const one = await asked({ level: 'unlimited' });
    const browser = portal.visitor();
    await browser.post('/sign-in', { loginId: one.login, password: castPassword }, '/sign-in');
    expect((await browser.get('/seizures')).status).toBe(200);
    await portal.owner.query(
      `insert into seizure_drafts (id, account_id, office_id) select gen_random_uuid(), id, office_id from accounts
       where id = $1`,
      [one.id],
    );
    expect(textOf(await ncp.get(`/access/accounts/${one.id}`))).toContain('is waiting for a decision');
    expect(textOf(await rilo.get('/access/moves'))).toContain(one.login);
    expect(textOf(await rilo.get(`/access/moves/${one.move}`))).toContain('for this reason: Seconded');
    const done = await decide(rilo, one, { act: 'agree', level: 'read_only' });
    expect([done.status, done.headers.location]).toEqual([303, '/access/moves?done=agree']);
    expect(await officeOf(one.id)).toBe('RILO-ESA');
    expect(await stored(portal, one.id)).toMatchObject({ level: 'read_only', duties: [] });
    expect((await browser.get('/seizures')).status).toBe(303);
    expect(
      (await portal.visitor().post('/sign-in', { loginId: one.login, password: castPassword }, '/sign-in')).status,
    ).toBe(303);
    expect((await ncp.get(`/access/accounts/${one.id}`)).status).toBe(404);
    expect(textOf(await rilo.get(`/access/accounts/${one.id}`))).toMatch(
      /Moved to another office by rilo.esa: As agreed .*Level: was Unlimited → is now Read-only/,
    );
    const { rows } = await portal.owner.query(
      `select a.login_id as login from seizure_drafts d join accounts a on a.id = d.account_id
       where d.office_id = (select id from offices where code = 'KE') and d.submitted_at is null and a.login_id <> $1`,
      [one.login],
    );
    expect(rows).toContainEqual({ login: 'ke.ncp' });
    // Sent again, it is decided already.
    expect((await decide(rilo, one, { act: 'agree', level: 'read_only' })).status).toBe(404);
  });

  test('is not decided by who asked, nor by others, and not above what the receiver may give', async () => {
    const one = await asked();
    expect((await decide(ncp, one, { act: 'agree', level: 'limited' })).status).toBe(403);
    expect((await decide(await portal.as('vn.ncp'), one, { act: 'agree', level: 'limited' })).status).toBe(404);
    for (const level of ['', 'unlimited', 'partner']) {
      const answer = await decide(rilo, one, { act: 'agree', level });
      expect([answer.status, problemsOn(answer).join()]).toEqual([
        422,
        expect.stringContaining('Choose the officer’s new level'),
      ]);
    }
    const again = await act(ncp, portal, one.id, 'move', { office: 'RILO-ESA' });
    expect([again.status, problemsOn(again).join()]).toEqual([422, expect.stringContaining('is already waiting')]);
    expect((await act(ncp, portal, one.id, 'move', { office: 'VN' })).status).toBe(422);
    const before = String((await stored(portal, one.id)).version);
    await act(ncp, portal, one.id, 'access', { level: 'limited' });
    const late = await rilo.post(`/access/moves/${one.move}`, {
      version: before,
      act: 'agree',
      level: 'limited',
      reason: 'written in vain',
    });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('written in vain')]);
    expect((await decide(ncp, one, { act: 'withdraw' })).headers.location).toBe('/access/moves?done=withdraw');
    expect(await officeOf(one.id)).toBe('KE');
  });

  test('is refused with a reason that who asked is told', async () => {
    const one = await asked();
    expect((await decide(rilo, one, { act: 'refuse' })).status).toBe(303);
    const { rows } = await portal.owner.query(
      `select count(*)::int as n from account_changes
      where account_id = $1 and what = 'move_refused' and reason = 'As agreed'`,
      [one.id],
    );
    expect(rows[0].n).toBe(1);
  });
});

test('who asks, who decides, and where to', () => {
  const ke = viewerOf('ke.ncp').office;
  const account = { id: 999, officeId: ke.id, officeKind: 'administration', state: 'live' } as const;
  const people = ['ke.ncp', 'tz.ncp', 'rilo.esa', 'wco.admin', 'ke.officer'];
  expect(people.filter(one => mayAsk(viewerOf(one), account))).toEqual(['ke.ncp', 'wco.admin']);
  const move = { accountId: 999, toOffice: viewerOf('rilo.esa').office.id, madeBy: viewerOf('ke.ncp').accountId };
  expect(people.filter(one => mayDecide(viewerOf(one), move))).toEqual(['rilo.esa', 'wco.admin']);
  expect(mayDecide(viewerOf('wco.admin'), { ...move, madeBy: viewerOf('wco.admin').accountId })).toBe(false);
  const place = (id: number, kind: 'administration' | 'rilo' | 'secretariat' | 'partner', country: string | null) => ({
    id,
    kind,
    country,
  });
  const from = place(1, 'administration', 'KE');
  expect([
    isTarget(from, place(2, 'administration', 'KE')),
    isTarget(from, place(3, 'administration', 'TZ')),
    isTarget(from, place(4, 'rilo', 'KE')),
    isTarget(from, from),
    isTarget(place(4, 'rilo', 'KE'), place(3, 'administration', 'TZ')),
    isTarget(place(5, 'partner', null), place(4, 'rilo', 'KE')),
    isTarget(from, place(6, 'secretariat', null)),
  ]).toEqual([true, false, true, false, true, false, false]);
  expect(levelsOnArrival(viewerOf('wco.admin'), 'administration')).toContain('unlimited');
  expect(levelsOnArrival(viewerOf('wco.admin'), 'rilo')).not.toContain('unlimited');
});
