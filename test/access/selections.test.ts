import { beforeAll, expect, test } from 'vitest';
import { officer, stored } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let ncp: Browser;
const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  ncp = await portal.as('ke.ncp');
});

const hidden = (text: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...text
        .slice(text.indexOf('action="/access/accounts/selections"'))
        .matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g),
    ].map(([, name = '', value = '']) => [name, value]),
  );

async function plan(browser: Browser, accounts: readonly number[], fields: Record<string, string>) {
  return browser.post('/access/accounts/selection', {
    accounts: accounts.map(String),
    endsOn: '',
    reason: 'The course is over',
    ...fields,
  });
}

test('many accounts get another end date: said before, done once, with history and letters', async () => {
  const made = [];
  for (let n = 0; n < 4; n += 1) made.push(await officer(portal, { ends: 5 }));
  const ids = made.map(({ id }) => id);
  const [ncpId] = (await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`)).rows.map(
    row => row.id,
  );
  const stranger = await officer(portal, { office: 'VN', ends: 5 });
  const [, , , same] = ids as [number, number, number, number];
  await portal.owner.query('update accounts set ends_on = $1 where id = $2', [inDays(90), same]);
  const planned = await plan(ncp, [...ids, ncpId, stranger.id], { act: 'extend', endsOn: inDays(90) });
  expect(planned.status).toBe(200);
  expect(textOf(planned)).toContain('Will be done: 3 · cannot be done: 2');
  expect(textOf(planned)).toMatch(/ke.ncp .*not yours to change/);
  expect(textOf(planned)).toContain('already has this date');
  expect(planned.text).not.toContain(stranger.login);
  // Another window is faster with one of them.
  await portal.owner.query('update accounts set version = version + 1 where id = $1', [ids[0]]);
  const form = hidden(planned.text);
  const events = await eventsOf(portal, async () => {
    const token = await ncp.token();
    const answers = await Promise.all(
      [1, 2].map(() => ncp.postRaw('/access/accounts/selections', { ...form, _csrf: token })),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  });
  expect(events.filter(({ action }) => action === 'account.endDateChanged')).toHaveLength(2);
  expect(events.filter(({ action }) => action === 'account.selectionDone')).toHaveLength(1);
  const shown = textOf(await ncp.get(`/access/accounts/selections/${form.formId}`));
  expect(shown).toContain('Done: 2 · not done: 1');
  expect(shown).toContain('has changed in the meantime');
  expect((await (await portal.as('wco.admin')).get(`/access/accounts/selections/${form.formId}`)).status).toBe(404);
  expect((await stored(portal, ids[1] as number)).ends_on).toBe(inDays(90));
  expect((await stored(portal, ids[0] as number)).ends_on).toBe(inDays(5));
  const { rows } = await portal.owner.query(
    `select count(*)::int as n from outgoing_letters where kind = 'endChanged' and recipient = any($1)`,
    [made.map(({ login }) => `${login}@post.example`)],
  );
  expect(rows[0].n).toBe(2);
});

test('many are ended, and first links sent again to those who never signed in', async () => {
  const { rows } = await portal.owner.query<{ id: number }>(
    `insert into accounts (login_id, office_id, level, email)
     select 'ke.course' || n, o.id, 'limited', 'course' || n || '@customs.ke.example'
     from offices o, generate_series(1, 3) n where o.code = 'KE' returning id`,
  );
  const pending = rows.map(({ id }) => id);
  const { id: live } = await officer(portal);
  const planned = await plan(ncp, [...pending, live], { act: 'resend' });
  expect(textOf(planned)).toContain('Will be done: 3 · cannot be done: 1');
  await ncp.post('/access/accounts/selections', hidden(planned.text));
  const links = await portal.owner.query('select count(*)::int as n from account_links where account_id = any($1)', [
    pending,
  ]);
  expect(links.rows[0].n).toBe(3);
  const ending = await plan(ncp, [...pending, live], { act: 'end' });
  await ncp.post('/access/accounts/selections', hidden(ending.text));
  expect((await stored(portal, live)).end_reason).toBe('The course is over');
});

test('what is missing is said at its field, and nothing typed or ticked is lost', async () => {
  const { id, login } = await officer(portal);
  const cases: readonly [Record<string, string>, string][] = [
    [{ act: 'extend' }, 'Fill in'],
    [{ act: 'extend', endsOn: '2027-02-30' }, 'valid date'],
    [{ act: 'extend', endsOn: inDays(2000) }, 'up to'],
    [{ act: '' }, 'Fill in'],
    [{ act: 'end', reason: '' }, 'Enter the reason'],
  ];
  for (const [fields, problem] of cases) {
    const answer = await plan(ncp, [id], fields);
    expect([fields, answer.status, problemsOn(answer).join()]).toEqual([fields, 422, expect.stringContaining(problem)]);
    expect(answer.text).toMatch(new RegExp(`value="${id}"\\s+aria-label="Select ${login}"\\s+checked`));
  }
  expect(problemsOn(await plan(ncp, [], { act: 'end' }))).toEqual(['Choose at least one account.']);
});

test('accounts as a file: of the own office, safe in a spreadsheet, counted and noted', async () => {
  const { login } = await officer(portal, { email: 'file@customs.ke.example' });
  await portal.owner.query(`update accounts set person_name = '=cmd()', unit = 'A, B' where login_id = $1`, [login]);
  const events = await eventsOf(portal, async () => {
    const answer = await ncp.get('/access/accounts/file.csv?level=read_only');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/csv')]);
    expect(answer.text).toContain(`${login},'=cmd(),"A, B",file@customs.ke.example,KE,read_only,,live,`);
    expect(answer.text).not.toMatch(/vn\.|rilo\./);
  });
  expect(events.find(({ action }) => action === 'account.exported')?.detail).toMatchObject({ level: 'read_only' });
});

test('who was not seen for so long is found', async () => {
  const [old, fresh] = [await officer(portal), await officer(portal)];
  await portal.owner.query(`update accounts set last_sign_in_at = now() - interval '100 days' where id = $1`, [old.id]);
  const found = async (days: string) => textOf(await ncp.get(`/access/accounts?dormant=${days}`));
  expect(await found('90')).toContain(old.login);
  expect(await found('90')).not.toContain(`${fresh.login} `);
  expect(await found('180')).not.toContain(old.login);
  expect((await ncp.get('/access/accounts?dormant=7')).status).toBe(400);
});
