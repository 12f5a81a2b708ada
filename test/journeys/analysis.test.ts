import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { fill } from '../support/journey-form.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 1200 });
});

const words = {
  en: {
    title: 'Obligations: Kenya',
    rooms: 'Obligations',
    report: 'UNODC individual drug seizures',
    take: /^XLSX, \d+ ready lines?$/,
    note: 'Write down that it was sent',
    to: 'To whom',
    save: 'Save',
    unchanged: 'Nothing changed since it was sent',
    all: 'All lines',
    members: 'Obligations of the Members',
  },
  fr: {
    title: 'Obligations : Kenya',
    rooms: 'Obligations',
    report: 'Saisies individuelles de drogues, ONUDC',
    take: /^XLSX, \d+ lignes? prêtes?$/,
    note: 'Noter qu’il a été envoyé',
    to: 'À qui',
    save: 'Enregistrer',
    unchanged: 'Rien n’a changé depuis l’envoi',
    all: 'Toutes les lignes',
    members: 'Obligations des Membres',
  },
} as const;

describe('what a Member owes', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: a report is opened, taken, sent outside and written down', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    await visit.go('/analysis');
    await visit.press(page.locator('main').getByRole('link', { name: say.rooms, exact: true }));
    expect(await visit.text()).toContain(say.title);
    await visit.press(page.getByRole('link', { name: say.report, exact: true }));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: say.take }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^unodc-ke-\d{4}-.*\.xlsx$/);
    await visit.press(page.getByRole('link', { name: say.note }));
    await fill(page, { [say.to]: '' });
    await visit.press(page.getByRole('button', { name: say.save }));
    expect(await page.locator('.error-summary li').count()).toBe(1);
    await fill(page, { [say.to]: 'UNODC' });
    await visit.press(page.getByRole('button', { name: say.save }));
    expect(await visit.text()).toContain(say.unchanged);
    await visit.go('/analysis/obligations?report=unodc');
    await visit.press(page.getByRole('link', { name: say.all }));
  });

  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('in %s at %i: a RILO sees whether and when', async (lang, width) => {
    const visit = await portal.page('rilo.esa', { lang, width });
    await visit.go('/analysis/obligations');
    expect(await visit.text()).toContain(words[lang].members);
    await visit.press(visit.page.locator('main').getByRole('link', { name: 'Kenya' }));
    expect(await visit.page.locator('main a[href^="/seizures/"]').count()).toBe(0);
  });

  test('in dark colours', async () => {
    const visit = await portal.page('ke.ncp', { lang: 'fr', width: 390, dark: true });
    await visit.go('/analysis');
    await visit.go('/analysis/obligations?report=incb');
    await visit.go('/analysis/obligations/KE/unodc/2026');
  });
});

describe('figures of a search', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('in %s at %i: from the list to trends, to the cross-table, and to the cases of a cell', async (lang, width) => {
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    await visit.go('/seizures?heading=DRUG&from=2020-01-01');
    await visit.press(page.getByRole('link', { name: lang === 'en' ? 'Trends' : 'Tendances' }).last());
    expect(page.url()).toContain('/analysis/trends?heading=DRUG');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'PNG' }).first().click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^cen-trends-total-.*\.png$/);
    await visit.go('/analysis/cross-table?heading=DRUG&from=2020-01-01');
    await visit.press(page.locator('.heat td a').first());
    expect(page.url()).toContain('/seizures?');
    await visit.go('/analysis/routes?heading=DRUG&from=2020-01-01');
    await visit.go('/analysis/concealment?heading=DRUG&from=2020-01-01');
    await visit.press(page.locator('.heat td a').first());
    expect(page.url()).toContain('#cell');
  });

  test('in dark colours, by every step and in every view', async () => {
    const visit = await portal.page('rilo.esa', { lang: 'en', width: 1280, dark: true });
    await visit.go('/analysis/trends?from=2022-01-01&step=quarter');
    await visit.go('/analysis/cross-table?from=2022-01-01&show=expected&row=country&column=concealment');
    await visit.go('/analysis/routes?from=2022-01-01&touches=KE');
    await visit.go('/analysis/concealment?from=2022-01-01&show=row');
  });
});
