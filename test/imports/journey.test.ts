import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { idOf, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';
import { fixture } from './vocabulary.ts';

let portal: TestPortal;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
});

describe('a file from upload to records', () => {
  let page: Page;
  let id: number;

  test('shows what was recognised', async () => {
    page = await upload(admin, 'unodc-excerpt-300.csv', readFileSync(fixture('unodc-excerpt-300.csv')));
    id = idOf(page);
    expect(page.status).toBe(200);
    expect(page.path).toBe(`/seizures/imports/${id}/read`);
    expect(plain(page)).toContain('Semicolons, UTF-8, header in line 1, 16 columns, about 300 rows');
  });

  test('proposes the columns and says why', async () => {
    page = await send(admin, page, 'read', {}, 'right');
    expect(page.path).toBe(`/seizures/imports/${id}/columns`);
    expect(plain(page)).toContain('says “hiding place”');
    expect(page.text).toMatch(/name="c\.6"[\s\S]*?value="product" selected/);
  });

  test('asks few questions, one of them for all that is nearly sure', async () => {
    await send(admin, page, 'columns');
    page = await settled(admin, id);
    expect(page.path).toBe(`/seizures/imports/${id}/words`);
    expect(plain(page)).toContain('14 words we think we understand');
    expect(questionsOn(page).map(({ word }) => word)).toEqual(['Acetone/Ethyl Ether']);
    page = await send(admin, page, 'words', {}, 'confirm');
    const [question] = questionsOn(page);
    await send(admin, page, 'words', { [`a.${question?.id}`]: `code:${question?.candidates[0]}` }, 'save');
    page = await settled(admin, id);
  });

  test('checks every row before anything is saved', async () => {
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    expect(plain(page)).toContain('Nothing has been saved yet.');
    expect(plain(page)).toContain('Save 300 records now');
    const { rows } = await portal.pool.query('select count(*)::int as n from seizures');
    expect(rows[0].n).toBe(0);
  });

  test('saves, and shows what came of it', async () => {
    page = await send(admin, page, 'commit');
    page = await settled(admin, id);
    expect(page.path).toBe(`/seizures/imports/${id}/result`);
    expect(plain(page)).toContain('300 records are in the database.');
    expect(plain(page)).toContain('15 words remembered');
    const found = await admin.get(`/seizures?import=${id}`);
    expect(found.text).toContain('300');
  });
});
