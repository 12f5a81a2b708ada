import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { queryRow, sql } from '../../src/db/sql.ts';
import { visibleSeizures } from '../../src/seizures/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { search } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';
import { groundOf } from '../support/seizures.ts';
import { windowsOf } from '../support/journey-windows.ts';

let portal: TestBrowser;
let drugs: number;
let ref: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 150 });
  const ground = await groundOf(portal);
  const facts = {
    nationalRef: 'LIB/26/1',
    placeName: 'Libreville-Owendo',
    narrative: 'Trouvé sous le plancher d’une camionnette à Owendo.',
    narrativeLang: 'fr',
    release: 'all',
    releaseOffices: undefined,
  };
  [ref = ''] = await ground.put([
    sampleRecord('DRUG', { facts: { ...facts, seizureDate: new Date().toISOString().slice(0, 10) } }),
  ]);
  const found = await queryRow<{ count: number }>(
    portal.owner,
    sql`
      select count(distinct s.id)::int as count from seizures s join goods_lines g on g.seizure_id = s.id
      where g.heading = 'DRUG' and ${visibleSeizures(await ground.viewer('ke.reader'))}`,
  );
  drugs = found?.count ?? 0;
});

const words = {
  en: {
    apply: 'Apply',
    filters: 'Filters',
    drugs: 'Drugs',
    heading: 'Heading',
    older: 'Older',
    cards: 'Cards',
    recorded: 'Date recorded',
    seizures: (n: number) => `${n} seizures`,
  },
  fr: {
    apply: 'Appliquer',
    filters: 'Filtres',
    drugs: 'Drogues',
    heading: 'Rubrique',
    older: 'Plus anciennes',
    cards: 'Vignettes',
    recorded: 'Date d’enregistrement',
    seizures: (n: number) => `${n} saisies`,
  },
};

async function openFilters(visit: Visit): Promise<void> {
  const summary = visit.page.locator('details.filters > summary');
  if (await summary.isVisible()) await summary.click();
}

function results(visit: Visit): Promise<string[]> {
  return visit.page
    .locator('main .results a[href^="/seizures/"]')
    .evaluateAll(links =>
      links.flatMap(one => /^\/seizures\/([A-Z]{2}-\d{4}-\d+)$/.exec(one.getAttribute('href') ?? '')?.[1] ?? []),
    );
}

describe('searching', () => {
  test.each(
    windowsOf(import.meta.filename, [
      ['en', 1280],
      ['fr', 390],
    ] as const),
  )('filters, chips, order, pages and cards in %s at %i', async (lang, width) => {
    const say = words[lang];
    const visit = await portal.page('ke.reader', { lang, width });
    const { page } = visit;
    await visit.go('/seizures');
    await openFilters(visit);
    await page.getByRole('group', { name: say.heading }).getByLabel(say.drugs).check();
    await visit.press(
      page
        .getByRole('button', { name: say.apply, exact: width > 1000 })
        .filter({ visible: true })
        .first(),
    );
    expect(page.url()).toContain('heading=DRUG');
    expect(await page.locator('h1').innerText()).toBe(say.seizures(drugs));
    expect(await page.locator('.chips').innerText()).toContain(say.drugs);
    const first = await results(visit);
    expect(first).toHaveLength(25);
    await visit.press(page.getByRole('link', { name: say.older }));
    const second = await results(visit);
    expect(second.filter(one => first.includes(one))).toEqual([]);
    await visit.press(page.getByRole('link', { name: say.cards }));
    expect(await page.locator('.card').count()).toBe((await results(visit)).length);
    await visit.press(page.getByRole('link', { name: say.recorded, exact: true }));
    expect(await page.locator('.card').count()).toBe(25);
    await visit.press(page.locator('.chips a').first());
    expect(page.url()).not.toContain('heading=DRUG');
    expect(await page.locator('.chips').count()).toBe(0);
  });

  test('words, with and without their accents, in either language', async () => {
    const visit = await portal.page('vn.reader', { lang: 'fr' });
    const { page } = visit;
    const found: Record<string, string[]> = {};
    await visit.go('/');
    for (const typed of [
      'LIBREVILLE owendo',
      'trouve plancher camionnette',
      'Trouvé plancher',
      'heroin Owendo',
      'héroïne owendo',
    ]) {
      await page.locator('.bar-search input').fill(typed);
      await visit.arrive(() => page.keyboard.press('Enter'));
      await visit.press(page.getByRole('link', { name: 'Toutes les saisies' }));
      found[typed] = await results(visit);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map(typed => [typed, [ref]])));
    await visit.press(page.locator(`a[href="/seizures/${ref}"]`));
    expect(await visit.text()).toContain('Trouvé sous le plancher');
  });

  test('a country from the long list, and what to do when nothing is found', async () => {
    const visit = await portal.page('ke.reader', { width: 390 });
    const { page } = visit;
    await visit.go('/seizures');
    await openFilters(visit);
    await page.locator('summary', { hasText: 'Find another country' }).click();
    await search(page, page.getByRole('combobox', { name: 'Find another country' }), 'Kiribati');
    await visit.press(page.getByRole('button', { name: 'Apply filters' }));
    expect(page.url()).toContain('country=KI');
    expect(await visit.text()).toContain('No seizures match');
    await visit.press(page.locator('.empty a').first());
    expect((await results(visit)).length).toBe(25);
  });

  test('the result as a file', async () => {
    const visit = await portal.page('ke.reader');
    await visit.go('/seizures?heading=DRUG');
    const [file] = await Promise.all([
      visit.page.waitForEvent('download'),
      visit.page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    expect(text).toContain('heading=DRUG');
    expect(text).toContain(ref);
    expect(new Set(text.match(/^"?[A-Z]{2}-\d{4}-\d{6}/gm)).size).toBe(drugs);
  });
});
