import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
let page: Page;
let id: number;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
  page = await upload(
    kenya,
    'kenya.csv',
    csvText(table(facts(20, 1).map(fact => ({ ...fact, country: 'KE', unit: 'kg' })))),
  );
  id = idOf(page);
});

const pages = [
  '',
  '/read',
  '/columns',
  '/styles',
  '/words',
  '/check',
  '/result',
  '/history',
  '/progress',
  '/rejected.csv',
  '/rejected.xlsx',
];
const sent = ['read', 'columns', 'styles', 'words', 'check', 'result', 'stop', 'commit', 'undo', 'discard'];

describe('another office', () => {
  test.each(pages)('finds nothing at %s', async path => {
    for (const login of ['vn.ncp', 'wco.admin', 'rilo.esa'])
      expect((await (await portal.as(login)).get(`/seizures/imports/${id}${path}`)).status).toBe(404);
  });
  test.each(sent)('changes nothing by %s', async path => {
    const vietnam = await portal.as('vn.ncp');
    expect(
      (await vietnam.post(`/seizures/imports/${id}/${path}`, { version: '1', action: 'right', reason: 'none' })).status,
    ).toBe(404);
  });
  test('a colleague of the same office sees it and goes on', async () => {
    const colleague = await portal.as('ke.officer');
    expect((await colleague.get('/seizures/imports')).text).toContain('kenya.csv');
    expect((await open(colleague, `/seizures/imports/${id}`)).path).toBe(`/seizures/imports/${id}/read`);
  });
});

describe('levels', () => {
  test.each(['ke.limited', 'ke.reader', 'unep.partner'])('%s may not enter', async login => {
    const browser = await portal.as(login);
    for (const path of [
      '/seizures/imports',
      '/seizures/imports/new',
      '/seizures/imports/shapes',
      `/seizures/imports/${id}`,
      '/seizures/imports/template.xlsx?heading=DRUG',
    ])
      expect((await browser.get(path)).status).toBe(403);
    expect((await browser.upload('/seizures/imports', { name: 'a.csv', content: 'a;b\n1;2\n' })).status).toBe(403);
  });
  test('signed out, data answers 401', async () => {
    expect((await portal.visitor().get(`/seizures/imports/${id}/progress`)).status).toBe(401);
  });
});

describe('addresses', () => {
  test.each(['0', '-1', '1e3', 'abc', '01', '99999999999999999999', '1;drop', '%00'])('no import %s', async wrong => {
    expect((await kenya.get(`/seizures/imports/${wrong}`)).status).toBe(404);
    expect((await kenya.get(`/seizures/imports/${wrong}/check`)).status).toBe(404);
  });
  test.each([
    '/seizures/imports?x=1',
    '/seizures/imports/new?x=1',
    `ID?x=1`,
    `ID/read?x=1`,
    'ID/columns?column=abc',
    'ID/columns?row=-1',
    'ID/styles?x=1',
    'ID/words?kind=nothing',
    'ID/words?from=x',
    'ID/check?view=all',
    'ID/check?zzz=1',
    'ID/history?x=1',
    'ID/progress?x=1',
    'ID/rejected.csv?x=1',
    '/seizures/imports/template.xlsx',
    '/seizures/imports/template.xlsx?heading=XXX',
    '/seizures/imports/products?z=1',
    'ID/read?x=1&x=2',
  ])('%s is refused', async path => {
    expect((await kenya.get(path.replace('ID', `/seizures/imports/${id}`))).status).toBe(400);
  });
  test('a form without its version is refused', async () => {
    expect((await kenya.post(`/seizures/imports/${id}/read`, { action: 'right' })).status).toBe(400);
    expect((await kenya.post(`/seizures/imports/${id}/check`, { version: '1', action: 'nothing' })).status).toBe(400);
  });
  test('pages not yet due lead to where the import waits', async () => {
    for (const path of ['words', 'check', 'result'])
      expect((await open(kenya, `/seizures/imports/${id}/${path}`)).path).toBe(`/seizures/imports/${id}/read`);
  });
});

describe('two people at one import', () => {
  test('the second is told who was faster, and loses nothing', async () => {
    const colleague = await portal.as('ke.officer');
    const seen = await open(colleague, `/seizures/imports/${id}`);
    await send(kenya, page, 'read', {}, 'right');
    const late = await send(colleague, seen, 'read', {}, 'right');
    expect(late.status).toBe(409);
    expect(plain(late)).toMatch(/ke\.ncp changed it on \d+ \w+ \d{4}, \d\d:\d\d UTC, after you opened the page/);
    expect(late.text).toContain(`href="/seizures/imports/${id}"`);
  });

  test('a button pressed twice does its work once', async () => {
    let now = await open(kenya, `/seizures/imports/${id}`);
    const form = formOn(now, `/seizures/imports/${id}/columns`);
    await send(kenya, now, 'columns');
    const twice = await kenya.postRaw(`/seizures/imports/${id}/columns`, form);
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('by you on another page');
    now = await settled(kenya, id);
    expect(now.path).toMatch(/words|check/);
  });
});

test('the trail names upload and saving', async () => {
  const { rows } = await portal.owner.query(`select action from audit_events where subject = $1 order by id`, [
    `import:${id}`,
  ]);
  expect(rows.map(row => row.action)).toContain('import.uploaded');
});
