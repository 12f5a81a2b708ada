import { beforeAll, describe, expect, test } from 'vitest';
import { seedCws } from '../../seeds/demo/cws.ts';
import { publishedDocument } from '../support/documents.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 60 });
  await seedCws(portal.owner, new Date().toISOString().slice(0, 10));
});

const words = {
  en: {
    count: /^\d+ alerts in force$/,
    strip: 'Urgent alert',
    thanks: 'Acknowledged. Thank you.',
    title: 'Pangolin scales under cashew nuts',
    who: 'Who has acknowledged',
    similar: 'Similar alerts',
  },
  fr: {
    count: /^\d+ alertes en vigueur$/,
    strip: 'Alerte urgente',
    thanks: 'Accusé de réception enregistré. Merci.',
    title: 'Écailles de pangolin sous des noix de cajou',
    who: 'Qui a accusé réception',
    similar: 'Alertes semblables',
  },
} as const;

describe('alerts', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280, 'ke.ncp'],
      ['fr', 390, 'rilo.esa'],
    ] as const),
  )('in %s at %i: acknowledged, narrowed, read and printed', async (lang, width, login) => {
    const say = words[lang];
    const visit = await portal.page(login, { lang, width });
    const { page } = visit;
    await visit.go('/cws/alerts?heading=CITES,DRUG');
    expect(await page.locator('h1').innerText()).toMatch(say.count);
    const strip = page.getByRole('region', { name: say.strip });
    await strip.getByRole('button').click();
    await strip.getByText(say.thanks).waitFor();
    await visit.press(page.getByRole('link', { name: say.title }));
    expect(await page.getByRole('region', { name: say.strip }).count()).toBe(0);
    expect(await page.locator('.cws-route svg').filter({ visible: true }).count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header.bar').isVisible()).toBe(false);
    for (const part of ['.print-head .handling', '.print-foot', '.route-strip svg', '.route-words'])
      expect([part, await page.locator(part).isVisible()]).toEqual([part, true]);
    const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
    await page.emulateMedia({ media: 'screen' });
  });

  test('in en at 1280: who has acknowledged, and what is like a draft', async () => {
    const visit = await portal.page('wco.admin', { lang: 'en', width: 1280 });
    const { page } = visit;
    await visit.go('/cws/alerts');
    await visit.press(page.locator('.doc-row.is-urgent a').first());
    await visit.press(page.getByRole('link', { name: words.en.who }));
    expect(await page.locator('h1').innerText()).toMatch(/^\d+ of \d+ have acknowledged$/);
    const rilo = await portal.page('rilo.esa', { lang: 'en', width: 1280 });
    await rilo.go('/cws/documents');
    await rilo.go(
      await rilo.page
        .locator('a.ref', { hasText: 'ALERT' })
        .first()
        .getAttribute('href')
        .then(href => `${href}/edit`),
    );
    await rilo.page.locator('#field-en-title').fill('Pangolin scales under cashew nuts again');
    await rilo.page.locator('[data-saved]', { hasText: 'Saved' }).waitFor();
    expect(await rilo.page.locator('[data-similar] a').first().innerText()).toContain(
      'Pangolin scales under cashew nuts',
    );
  });

  test('in en at 1280: from home, by keyboard, and the focus goes on to the next row', async () => {
    await publishedDocument(portal, { urgent: true, ref: 'ALERT-2026-9001' });
    const visit = await portal.page('ke.limited', { lang: 'en', width: 1280 });
    const { page } = visit;
    await visit.go('/');
    expect(await page.locator('.urgent-strip').count()).toBe(0);
    const rows = page.locator('.waiting li');
    const [all, next] = [await rows.count(), await rows.nth(1).locator('.rows-text').innerText()];
    await rows.first().getByRole('button', { name: 'Acknowledge' }).focus();
    await visit.arrive(() => page.keyboard.press('Enter'));
    await page.waitForFunction('document.activeElement !== document.body');
    expect(await rows.count()).toBe(all - 1);
    expect(await page.locator('li:has(:focus) .rows-text').innerText()).toBe(next);
    expect(page.url()).toBe(`${portal.url}/`);
  });
});

test('every sample of a situation sheet prints on one page of A4, and says the status of what it counts', async () => {
  const visit = await portal.page('ke.reader', { lang: 'en', width: 1280 });
  const { page } = visit;
  const { rows } = await portal.owner.query<{ ref: string }>(
    `select ref from cws_documents where kind = 'sheet' and state = 'published' and audience = 'world'
      or kind = 'sheet' and state = 'published' and region_id = (select id from offices where code = 'RILO-ESA')
      order by ref`,
  );
  expect(rows.length).toBeGreaterThan(1);
  const pages: [string, number | undefined][] = [];
  for (const { ref } of rows) {
    await visit.go(`/cws/situation-sheets/${ref}`);
    expect(await page.locator('.sheet-query').innerText()).toMatch(/\d+ verified, \d+ submitted/);
    // No empty band between the sources and the figures: the rail stands below.
    const [text, figures] = [
      await page.locator('.record').boundingBox(),
      await page.locator('.sheet-figures').boundingBox(),
    ];
    expect((figures?.y ?? 0) - (text?.y ?? 0) - (text?.height ?? 0)).toBeLessThan(40);
    const paper = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    pages.push([ref, paper.match(/\/Type\s*\/Page[^s]/g)?.length]);
  }
  expect(pages).toEqual(rows.map(({ ref }) => [ref, 1]));
});
