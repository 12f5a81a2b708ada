import { beforeAll, describe, expect, test } from 'vitest';
import { open, raw } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'F/1' } }));
});

const files = [
  '/seizures/export.csv',
  '/seizures/export.xlsx',
  '/seizures/imports/template.xlsx?heading=DRUG',
  '/seizures/imports/template.xlsx?heading=CITES',
];

describe('a file that is handed out', () => {
  test.each(['en', 'fr'])('has a name of ours, told as RFC 6266 asks, and cannot run as a page: %s', async lang => {
    await officer.post('/language', { lang, back: '/' });
    for (const path of files) {
      const { status, headers } = await raw(portal.url, { path, headers: officer.headers() });
      const ending = path.includes('.csv') ? 'csv' : 'xlsx';
      expect([path, status]).toEqual([path, 200]);
      expect(headers['content-disposition']).toMatch(
        new RegExp(
          `^attachment; filename="?[\\w .?()-]+\\.${ending}"?(?:; filename\\*=UTF-8''[\\w.%()-]+\\.${ending})?$`,
        ),
      );
      expect(headers['content-type']).toMatch(
        ending === 'csv'
          ? /^text\/csv; charset=utf-8$/
          : /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/,
      );
      expect([
        headers['x-content-type-options'],
        headers['cache-control'],
        headers['cross-origin-resource-policy'],
      ]).toEqual(['nosniff', 'no-store', 'same-origin']);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
    await officer.post('/language', { lang: 'en', back: '/' });
  });

  test.each([
    '%0D%0ASet-Cookie:%20x=1',
    '%22%3B%20filename=evil.html',
    '..%2F..%2Fetc%2Fpasswd',
    '%00',
    '%F0%9F%8E%92',
  ])('never takes its name from the address: %s', async odd => {
    for (const path of [
      `/seizures/imports/template.xlsx?heading=${odd}`,
      `/seizures/export.csv?q=${odd}`,
      `/seizures/export.csv?heading=${odd}`,
    ]) {
      const { status, headers } = await raw(portal.url, { path, headers: officer.headers() });
      expect([path, [200, 400, 404].includes(status) || status]).toEqual([path, true]);
      expect(headers['set-cookie']).toBeUndefined();
      if (status === 200)
        expect(headers['content-disposition']).toMatch(/^attachment; filename="?cen-seizures-\d{4}-\d\d-\d\d\.csv"?$/);
    }
  });
});

describe('what was uploaded', () => {
  test.each([
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'],
    ['a.jpg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a.html', '<!doctype html><script>alert(1)</script>'],
    ['a.php', '<?php system($_GET[0]); ?>'],
    ['a.js', 'alert(1)'],
    ['CON', 'x'],
    [`${'n'.repeat(300)}.html`, '<b>'],
    ['.htaccess', 'AddType text/html .csv'],
  ])('%s is no page, and lies nowhere under its own name', async (name, content) => {
    const answer = await officer.upload('/seizures/imports', { name, content }, {}, '/seizures/imports/new');
    expect(answer.status).toBeLessThan(500);
    for (const path of [
      `/${name}`,
      `/files/${name}`,
      `/uploads/${name}`,
      `/assets/${name}`,
      `/seizures/imports/${name}`,
    ]) {
      const { status, headers } = await raw(portal.url, { path, headers: officer.headers() });
      expect([path, [400, 404].includes(status) || status]).toEqual([path, true]);
      expect(headers['content-type']).toMatch(/^text\/html; charset=utf-8$/);
    }
  });

  test('is served by no route: an import hands out only what the portal writes itself', async () => {
    const routes = (await (await import('../support/routes.ts')).routesOf(portal))
      .filter(({ answers, method }) => answers === 'data' && method === 'get')
      .map(({ path }) => path);
    expect(routes.filter(path => /imports/.test(path)).sort()).toEqual([
      '/seizures/imports/:id/progress',
      '/seizures/imports/:id/rejected.csv',
      '/seizures/imports/:id/rejected.xlsx',
      '/seizures/imports/products',
      '/seizures/imports/template.xlsx',
    ]);
  });
});
