import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AccountsContext } from '../../src/access/accounts/context.ts';
import { lapseReviews } from '../../src/access/review/lapse.ts';
import { openReviews } from '../../src/access/review/open.ts';
import { remindReviews } from '../../src/access/review/remind.ts';
import { accountsRoom, act, letters, officer, stored } from '../support/accounts.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let context: AccountsContext;
let ncp: Browser;
let admin: Browser;
const year = new Date().getUTCFullYear();
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  context = await accountsRoom(portal);
  [ncp, admin] = [await portal.as('ke.ncp'), await portal.as('wco.admin')];
});
beforeEach(async () => {
  await portal.owner.query(`delete from access_review_letters; delete from access_review_extensions; delete from
    access_review_officers; delete from access_reviews;
    update review_settings set month = extract(month from current_date); delete from outgoing_letters;
    update accounts set ended_at = now() where login_id like 'x.%' and ended_at is null; update accounts set
      email = null where login_id like 'x.%'`);
});

/** Opens Kenya's review; `due` moves its date, days from today. */
async function opened(due?: number): Promise<number> {
  await openReviews(context);
  const {
    rows: [row],
  } = await portal.owner.query<{ id: number }>(
    `select r.id from access_reviews r join offices o on o.id = r.office_id where o.code = 'KE' order by r.id ` +
      'desc limit 1',
  );
  if (due !== undefined)
    await portal.owner.query('update access_reviews set due_on = current_date + $2::int where id = $1', [row?.id, due]);
  return row?.id ?? 0;
}

/** The last reminder went out, so many days ago. */
async function reminded(review: number, daysAgo: number): Promise<void> {
  await portal.owner.query(
    `insert into access_review_letters (review_id, kind, due_on, sent_at) select id, 'days10', due_on, now() - ` +
      'make_interval(days => $2) from access_reviews where id = $1',
    [review, daysAgo],
  );
}

const outcomes = async (review: number): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    (
      await portal.owner.query<{ login_id: string; outcome: string | null }>(
        'select a.login_id, x.outcome from access_review_officers x join accounts a on a.id = x.account_id ' +
          'where x.review_id = $1',
        [review],
      )
    ).rows.map(({ login_id: login, outcome }) => [login, outcome]),
  );
const confirm = (by: Browser, review: number, ids: readonly number[]) =>
  by.post(`/access/review/${review}/confirmations`, { officers: ids.map(String) }, '/access/review');

test('officers are asked about their post; what they say is shown to who decides, and decides nothing', async () => {
  await portal.owner.query(`update accounts set unit = 'Port of Mombasa' where login_id = 'ke.limited'`);
  const limited = await portal.as('ke.limited');
  expect(textOf(await limited.get('/account/post'))).toContain('You are not being asked.');
  await officer(portal, { made: 100 });
  const review = await opened();
  const {
    rows: [place],
  } = await portal.owner.query<{ id: number }>(
    `insert into access_review_officers (review_id, account_id)
     select $1, id from accounts where login_id = 'ke.limited' on conflict do nothing returning account_id as id`,
    [review],
  );
  expect(textOf(await limited.get('/'))).toMatch(/Is this still your post\? Port of Mombasa · asked once a year/);
  expect((await limited.post('/account/post', { says: 'perhaps' })).status).toBe(400);
  for (const says of ['left', 'stays', 'left'])
    expect((await limited.post('/account/post', { says })).headers.location).toBe('/account/post?done=said');
  expect(textOf(await limited.get('/'))).not.toContain('Is this still your post?');
  expect(textOf(await ncp.get(`/access/review/${review}`))).toContain('Says: has left this post');
  expect(await outcomes(review)).toMatchObject({ 'ke.limited': null });
  if (place) await portal.owner.query('delete from access_review_officers where account_id = $1', [place.id]);
});

describe('opening', () => {
  test('once a year, in its month, for offices with somebody to confirm', async () => {
    const [old, young] = [await officer(portal, { made: 100 }), await officer(portal, { made: 20 })];
    await portal.owner.query('update review_settings set month = 12');
    const isDecember = new Date().getUTCMonth() === 11;
    if (!isDecember) expect(await openReviews(context)).toBe(0);
    await portal.owner.query('update review_settings set month = extract(month from current_date)');
    const counts = await Promise.all([openReviews(context), openReviews(context), openReviews(context)]);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await openReviews(context)).toBe(0);
    const { rows } = await portal.owner.query(
      'select r.id, o.code, r.year, (r.due_on - current_date)::int as days from access_reviews r join offices ' +
        'o on o.id = r.office_id',
    );
    expect(rows).toEqual([{ id: expect.any(Number), code: 'KE', year, days: 60 }]);
    const listed = await outcomes(rows[0].id);
    expect(listed).toHaveProperty([old.login], null);
    expect(listed).not.toHaveProperty([young.login]);
    expect(listed).not.toHaveProperty(['ke.officer']);
    expect(await letters(portal)).toEqual([{ kind: 'reviewOpened', recipient: 'a.sample@customs.ke.example' }]);
  });
});

describe('confirming', () => {
  test('keeps those ticked; history, progress and the account say so', async () => {
    const [one, two] = [await officer(portal), await officer(portal)];
    const review = await opened();
    await portal.owner.query('update accounts set confirmed_on = current_date - 300 where id = $1', [one.id]);
    expect(textOf(await ncp.get('/access/review'))).toMatch(
      new RegExp(`Review of ${year}: Kenya Due on .* 2 to decide`),
    );
    const answer = await confirm(ncp, review, [one.id]);
    expect(answer.headers.location).toBe(`/access/review/${review}?done=confirmed&n=1&already=0`);
    expect(textOf(await ncp.get(answer.headers.location ?? ''))).toContain('1 officer has been confirmed.');
    expect(await outcomes(review)).toEqual({ [one.login]: 'confirmed', [two.login]: null });
    expect((await stored(portal, one.id)).confirmed_on).toBe(inDays(0));
    expect(textOf(await ncp.get(`/access/accounts/${one.id}`))).toContain('Confirmed as still needed by ke.ncp');
    await confirm(ncp, review, [two.id]);
    expect(textOf(await ncp.get('/access/review'))).toContain('Closed on');
  });

  test('changing the end or ending the account decides too', async () => {
    const [one, two] = [await officer(portal), await officer(portal)];
    const review = await opened();
    await act(ncp, portal, one.id, 'end-date', { endsOn: inDays(60) });
    await act(ncp, portal, two.id, 'ending', { reason: 'Left' });
    expect(await outcomes(review)).toEqual({ [one.login]: 'changed', [two.login]: 'ended' });
    expect(
      (await portal.owner.query('select closed_at from access_reviews where id = $1', [review])).rows[0].closed_at,
    ).not.toBeNull();
  });

  test('nobody, a stranger, oneself, or another office’s: refused', async () => {
    const [mine, theirs] = [await officer(portal), await officer(portal, { office: 'VN' })];
    await portal.owner.query(`update accounts set created_at = now() - interval '1 year' where login_id = 'ke.ncp'`);
    const review = await opened();
    const {
      rows: [{ id: self }],
    } = await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`);
    const none = await confirm(ncp, review, []);
    expect([none.status, problemsOn(none).join('')]).toEqual([422, 'Select at least one officer.']);
    for (const [ids, status] of [
      [[theirs.id], 400],
      [[mine.id, 999_999], 400],
      [[self], 403],
      [[mine.id, self], 403],
    ] as const)
      expect([ids, (await confirm(ncp, review, ids)).status]).toEqual([ids, status]);
    expect(
      (await ncp.post(`/access/review/${review}/confirmations`, { officers: String(mine.id), level: 'unlimited' }))
        .status,
    ).toBe(400);
    const vn = await portal.as('vn.ncp');
    expect((await vn.get(`/access/review/${review}`)).status).toBe(404);
    expect((await confirm(vn, review, [mine.id])).status).toBe(404);
    expect(Object.values(await outcomes(review))).toEqual([null, null]);
    expect((await confirm(admin, review, [self])).status).toBe(303);
    await portal.owner.query(`update accounts set created_at = now() where login_id = 'ke.ncp'`);
  });

  test('two who confirm the same at once: one does, the other is told', async () => {
    const { id } = await officer(portal);
    await officer(portal);
    const review = await opened();
    const answers = await Promise.all([confirm(ncp, review, [id]), confirm(admin, review, [id])]);
    expect(answers.map(({ headers }) => headers.location?.replace(/.*\?/, '')).sort()).toEqual([
      'done=confirmed&n=0&already=1',
      'done=confirmed&n=1&already=0',
    ]);
    const { rows } = await portal.owner.query(
      `select count(*)::int as n from account_changes where account_id = $1 and what = 'confirmed'`,
      [id],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe('reminding', () => {
  test('30 and 10 days before, once each; a moved date is another', async () => {
    await officer(portal);
    const review = await opened(31);
    await portal.owner.query('delete from outgoing_letters');
    const at = async (days: number): Promise<number> => {
      await portal.owner.query('update access_reviews set due_on = current_date + $2::int where id = $1', [
        review,
        days,
      ]);
      return remindReviews(context);
    };
    expect(await at(31)).toBe(0);
    expect(await at(30)).toBe(1);
    expect(await Promise.all([remindReviews(context), remindReviews(context)])).toEqual([0, 0]);
    expect(await at(10)).toBe(1);
    expect(await remindReviews(context)).toBe(0);
    expect(await letters(portal)).toEqual(
      Array(2).fill({ kind: 'reviewDue', recipient: 'a.sample@customs.ke.example' }),
    );
  });
});

describe('lapsing', () => {
  test('ends who was not confirmed, with sessions, letters and history', async () => {
    const [kept, gone] = [await officer(portal), await officer(portal)];
    const review = await opened();
    await confirm(ncp, review, [kept.id]);
    await portal.owner.query('update access_reviews set due_on = current_date - 1 where id = $1', [review]);
    const browser = portal.visitor();
    await browser.post('/sign-in', { loginId: gone.login, password: castPassword }, '/sign-in');
    expect(await lapseReviews(context)).toBe(0);
    await reminded(review, 10);
    await portal.owner.query('delete from outgoing_letters');
    expect((await Promise.all([lapseReviews(context), lapseReviews(context)])).reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await stored(portal, gone.id)).toMatchObject({
      ended_at: expect.any(Date),
      end_reason: `not confirmed in the review of ${year}`,
    });
    expect((await stored(portal, kept.id)).ended_at).toBeNull();
    expect((await browser.get('/seizures')).headers.location).toMatch(/^\/sign-in/);
    expect((await letters(portal)).map(({ kind }) => kind)).toEqual(['lapsed', 'reviewLapsed']);
    const { rows } = await portal.owner.query(
      `select login_id, account_id from audit_events where action = 'account.lapsed' and subject = $1 order by id`,
      [gone.login],
    );
    expect(rows).toEqual([{ login_id: 'portal', account_id: null }]);
    expect(textOf(await ncp.get(`/access/accounts/${gone.id}`))).toContain(
      `Reason: not confirmed in the review of ${year}`,
    );
  });

  test('not on the day it is due, nor eight days after the last reminder', async () => {
    const { id } = await officer(portal);
    const review = await opened(0);
    await reminded(review, 30);
    expect(await lapseReviews(context)).toBe(0);
    await portal.owner.query('update access_reviews set due_on = current_date - 1 where id = $1', [review]);
    expect(await lapseReviews(context)).toBe(0);
    await reminded(review, 8);
    expect(await lapseReviews(context)).toBe(0);
    expect((await stored(portal, id)).ended_at).toBeNull();
  });

  test('not before the last reminder is nine days old, though the clock jumped', async () => {
    const { id } = await officer(portal);
    const review = await opened(-40);
    expect(await remindReviews(context)).toBe(1);
    expect(await lapseReviews(context)).toBe(0);
    expect((await stored(portal, id)).ended_at).toBeNull();
    await portal.owner.query(
      `update access_review_letters set sent_at = now() - interval '10 days' where review_id = $1`,
      [review],
    );
    expect(await lapseReviews(context)).toBe(1);
  });

  test('never the last administrator, nor the cast of an evaluation', async () => {
    await portal.owner.query(
      `update accounts set demo = login_id <> 'wco.admin', created_at = now() - interval '1 year' where ` +
        `login_id not like 'x.%'`,
    );
    await openReviews(context);
    await portal.owner.query('update access_reviews set due_on = current_date - 1');
    await portal.owner.query(
      `insert into access_review_letters (review_id, kind, due_on, sent_at) select id, 'days10', due_on, now() ` +
        `- interval '10 days' from access_reviews`,
    );
    expect(await lapseReviews(context)).toBe(0);
    const { rows } = await portal.owner.query(`select distinct outcome from access_review_officers`);
    expect(rows).toEqual([{ outcome: 'spared' }]);
    await portal.owner.query(`update accounts set demo = true, created_at = now() where login_id not like 'x.%'`);
  });
});

describe('extending', () => {
  const extend = (by: Browser, review: number, fields: Record<string, string>) =>
    by.post(`/access/review/${review}/extension`, { reason: 'Strike at the ports', ...fields }, '/access/review');

  test('is the administrator’s, with a reason; the contact point is told', async () => {
    await officer(portal);
    const review = await opened(20);
    expect((await extend(ncp, review, { version: inDays(20), dueOn: inDays(50) })).status).toBe(403);
    await portal.owner.query('delete from outgoing_letters');
    expect((await extend(admin, review, { version: inDays(20), dueOn: inDays(50) })).headers.location).toBe(
      `/access/review/${review}?done=extended`,
    );
    expect(textOf(await ncp.get('/access/review'))).toMatch(new RegExp(`Due on ${inDays(50)}.*Strike at the ports`));
    expect(await letters(portal)).toEqual([{ kind: 'reviewExtended', recipient: 'a.sample@customs.ke.example' }]);
    expect(textOf(await admin.get('/access/review'))).toContain('Kenya');
  });

  test.each([
    ['2027-02-30', 422],
    [inDays(20), 422],
    [inDays(500), 422],
    ['', 422],
  ])('to %s: refused', async (dueOn, status) => {
    await officer(portal);
    const review = await opened(20);
    expect((await extend(admin, review, { version: inDays(20), dueOn })).status).toBe(status);
    expect((await extend(admin, review, { version: inDays(20), dueOn: inDays(40), reason: '' })).status).toBe(422);
  });

  test('a form of before another’s extension is told so', async () => {
    await officer(portal);
    const review = await opened(20);
    await extend(admin, review, { version: inDays(20), dueOn: inDays(40) });
    const late = await extend(admin, review, { version: inDays(20), dueOn: inDays(30), reason: 'written in vain' });
    expect([late.status, late.text.includes('written in vain')]).toEqual([409, true]);
    expect((await extend(admin, review, { version: 'x', dueOn: inDays(60) })).status).toBe(409);
  });
});

test.each(['year=20', 'year=2026&year=2025', 'colour=red', 'year=abcd'])('/access/review?%s: 400', async query => {
  expect((await admin.get(`/access/review?${query}`)).status).toBe(400);
});
