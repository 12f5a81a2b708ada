import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 0 });
});

const words = {
  en: {
    title: 'Reference library',
    montreal: 'Montreal Protocol',
    sheets: 'Refrigerant blends',
    cases: 'Cases in the database',
    exact: 'Exact number',
    search: 'Search',
  },
  fr: {
    title: 'Documentation de référence',
    montreal: 'Protocole de Montréal',
    sheets: 'Mélanges de frigorigènes',
    cases: 'Affaires dans la base',
    exact: 'Numéro exact',
    search: 'Chercher',
  },
} as const;

describe('the reference library', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: tree, page, list, sheet, search', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page(width > 1000 ? 'wco.admin' : 'ke.reader', { lang, width });
    const { page } = visit;
    await visit.go('/cws/reference');
    expect(await page.locator('h1').innerText()).toBe(say.title);
    // A branch folds without script.
    await page.locator('#branch-law > summary').click();
    expect(await page.getByRole('link', { name: say.montreal }).isVisible()).toBe(false);
    await page.locator('#branch-law > summary').click();
    await visit.press(page.getByRole('link', { name: say.montreal }));
    expect(await page.locator('.markup table').count()).toBe(1);
    if (width > 1000) {
      await visit.press(page.getByRole('button', { name: 'Checked: still correct' }));
      expect(await visit.text()).toContain('by wco.admin');
    }
    await visit.go('/cws/reference/products/ods_blend?group=Azeotrope');
    await visit.press(page.locator('main tbody').getByRole('link', { name: 'R-502', exact: true }));
    expect(await page.getByRole('link', { name: say.cases }).count()).toBe(1);
    await visit.go('/cws/reference');
    await page.locator('main input[type=search]').fill('75-45-6');
    await visit.press(page.getByRole('main').getByRole('button', { name: say.search }));
    expect(await page.locator('.cws-results > li').first().innerText()).toMatch(new RegExp(`${say.exact}\\s+HCFC-22`));
    await visit.go('/cws/search?q=permit');
    expect(await page.locator('.cws-results mark').count()).toBeGreaterThan(0);
  });
});
