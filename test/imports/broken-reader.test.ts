import { beforeAll, expect, test, vi } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { madeWorkbook } from '../support/workbooks.ts';
import { facts, table } from './generate.ts';
import { plain, upload } from './officer.ts';

// The real reader in its real process, which is given no time.
vi.mock('../../src/spreadsheets/open-workbook.ts', async importOriginal => {
  const { openWorkbook } = await importOriginal<typeof import('../../src/spreadsheets/open-workbook.ts')>();
  return {
    openWorkbook: (...[path, reading]: Parameters<typeof openWorkbook>) =>
      openWorkbook(path, reading, { limits: { seconds: 0 } }),
  };
});

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await testPortal();
  browser = await portal.as('ke.ncp');
});

test('a workbook that breaks its reader is refused at the form, and the portal goes on', async () => {
  const page = await upload(browser, 'hard.xlsx', await madeWorkbook({ Data: table(facts(12, 9)) }));
  expect(page.status).toBe(422);
  expect(plain(page)).toContain('took more time or memory than a file may');
  expect((await browser.get('/seizures/imports')).status).toBe(200);
});

test('a course of officers likewise', async () => {
  const form = '/access/applications/bulk';
  const content = await madeWorkbook({ Officers: [['Family name', 'Given name']] });
  const fields = { office: 'KE', course: 'Course', reason: '', endsOn: '2027-11-24', level: '' };
  const answer = await browser.upload(`${form}/check`, { name: 'course.xlsx', content }, fields, form);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('took more time or memory than a list of officers needs');
  expect((await browser.get(form)).status).toBe(200);
});
