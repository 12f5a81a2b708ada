import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { queryRow, sql } from '../../src/db/sql.ts';
import { canDateMove, moveDate, movedDays } from '../../src/text/clock.ts';
import { today } from '../../src/text/plain-date.ts';
import { officer, stored } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { setUpApp } from '../support/factors.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

const real = new Date().toISOString().slice(0, 10);
const inDays = (days: number): string => new Date(Date.parse(real) + days * 86_400_000).toISOString().slice(0, 10);

afterEach(() => moveDate(0));

describe.each([
  ['server', false],
  ['server', true],
  ['evaluation', true],
] as const)('in mode %s, in production: %s', (mode, production) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await testPortal({ mode, production });
  });

  test('there is no such page and no such place in the menu, whatever the table says', async () => {
    const admin = production ? (await setUpApp(portal, 'wco.admin')).browser : await portal.as('wco.admin');
    await portal.owner.query('update evaluation_clock set days = 400');
    expect((await admin.get('/access/date')).status).toBe(404);
    expect((await admin.post('/access/date', { date: inDays(30) }, '/access/applications/new')).status).toBe(404);
    const page = await admin.get('/access/applications');
    expect([page.status, page.text.includes('/access/date')]).toEqual([200, false]);
    expect(canDateMove()).toBe(false);
    expect(() => moveDate(1)).toThrow('in an evaluation only');
    expect(today()).toBe(real);
  });
});

describe('in an evaluation', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await testPortal({ mode: 'evaluation' });
  });

  test('an administrator moves the date: SQL and Node follow, the trail and the sessions do not', async () => {
    const admin = await portal.as('wco.admin');
    const { id, login } = await officer(portal, { ends: 5 });
    const reader = portal.visitor();
    await reader.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in');
    const wrong = await admin.post('/access/date', { date: inDays(-1) });
    expect([wrong.status, problemsOn(wrong).join()]).toEqual([422, expect.stringContaining('from')]);
    expect((await (await portal.as('ke.ncp')).post('/access/date', { date: inDays(2) })).status).toBe(403);

    const events = await eventsOf(portal, async () => {
      expect((await admin.post('/access/date', { date: inDays(40) })).status).toBe(303);
    });
    const moved = events.find(({ action }) => action === 'evaluation.dateMoved');
    expect(moved?.detail).toMatchObject({ date: inDays(40), days: 40 });
    expect([movedDays(), today()]).toEqual([40, inDays(40)]);
    const now = await queryRow<{ at: Date; day: string }>(portal.pool, sql`select now() as at, current_date as day`);
    expect([now?.at.toISOString().slice(0, 10), now?.day]).toEqual([inDays(40), inDays(40)]);
    const { rows } = await portal.owner.query(
      `select max(at)::date as day from audit_events where action = 'evaluation.dateMoved'
       union all select max(opened_at)::date from account_sessions`,
    );
    expect(rows.map(({ day }) => day)).toEqual([real, real]);

    // Every page says so, the administrator is not signed out, and the account has run out.
    expect(textOf(await admin.get('/'))).toContain('The date of this evaluation has been moved');
    expect(textOf(await portal.visitor().get('/sign-in'))).toContain('The date of this evaluation has been moved');
    expect((await reader.get('/')).status).toBe(303);
    expect(textOf(await admin.get(`/access/accounts/${id}`))).toContain('Expired on');
    expect((await stored(portal, id)).ended_at).toBeNull();

    expect((await admin.post('/access/date', { date: inDays(0) })).status).toBe(303);
    expect(today()).toBe(real);
    expect(textOf(await admin.get('/access/date?done=moved'))).toContain('The portal’s date is now');
    expect(textOf(await admin.get('/'))).not.toContain('The date of this evaluation has been moved');
    expect(textOf(await admin.get(`/access/accounts/${id}`))).not.toContain('Expired on');
  });
});
