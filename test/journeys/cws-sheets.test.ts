import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { daysAgo } from '../support/journey-form.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 200 });
});

const words = {
  en: { cases: 'Cases per month', coverage: 'Coverage of this figure', counted: 'What was counted', table: 'Table' },
  fr: {
    cases: 'Affaires par mois',
    coverage: 'Portée de ce chiffre',
    counted: 'Ce qui a été compté',
    table: 'Tableau',
  },
} as const;

describe('a situation sheet', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: written with its query, looked at, published, read', async (lang, width) => {
    const say = words[lang];
    const desk = await portal.page('rilo.esa', { lang, width });
    await desk.go('/cws/documents/new/sheet');
    const field = (name: string) => desk.page.locator(`[name="${name}"]`);
    if (lang === 'fr') await desk.page.locator('[name="original"][value="fr"]').check();
    await field(`${lang}.title`).fill('Six months');
    await field(`${lang}.summary`).fill('What was counted in six months.');
    await field(`${lang}.body`).fill('Read the figures with their coverage.');
    await desk.page.locator('[name="headings"][value="DRUG"]').check();
    await field('query').fill(`from=${daysAgo(180)}&to=${daysAgo(1)}`);
    await desk.press(desk.page.locator('button[name="then"][value="review"], .form-actions .is-primary').first());
    expect(await desk.text()).toContain(say.cases);
    await desk.page.locator('form[action$="/publish"] [name="audience"][value="region"]').check();
    await desk.press(desk.page.locator('form[action$="/publish"] button').last());
    const ref = /SHEET-\d{4}-\d+/.exec(desk.page.url())?.[0] ?? '';

    const reader = await portal.page('ke.limited', { lang, width });
    expect(await reader.go(`/cws/situation-sheets/${ref}`)).toBe(200);
    const text = await reader.text();
    for (const part of [say.cases, say.coverage, say.counted]) expect(text).toContain(part);
    await reader.page.locator('.figure-table summary').first().click();
    expect(await reader.page.locator('.figure-table table').first().isVisible()).toBe(true);
    await reader.check();
  });
});
