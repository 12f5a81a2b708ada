import { beforeAll, describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { namesFor, namesIn, type Names } from '../../src/seizures/search/pages/presenter-names.ts';
import { keptRowsOf } from '../../src/seizures/search/pages/presenter-rows.ts';
import type { ListRow } from '../../src/seizures/search/result-page.ts';
import { sampleRecord } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let names: Readonly<Record<'en' | 'fr', Names>>;
beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  const texts = await loadTexts();
  names = { en: namesIn('en', { ...ground, texts }), fr: namesIn('fr', { ...ground, texts }) };
});

describe('a unit after a number', () => {
  test.each([
    ['en', 1, 'piece', 'piece'],
    ['en', 37, 'piece', 'pieces'],
    ['en', 0.5, 'tablet', 'tablets'],
    ['en', 12, 'head', 'head'],
    ['en', 2, 'thousand-tablet', 'thousand tablets'],
    ['fr', 1, 'piece', 'pièce'],
    ['fr', 37, 'piece', 'pièces'],
    ['fr', 1.5, 'tablet', 'comprimé'],
    ['fr', 2, 'quintal', 'quintaux'],
    ['fr', 1_000_000, 'pack20', 'paquets (20)'],
    ['en', 37, 'kg', 'kg'],
    ['fr', 37, 'L', 'L'],
    ['en', 3, 'm3', 'm³'],
    ['fr', 2, 'viss', 'viss'],
    ['en', 500, 'USD', 'USD'],
  ] as const)('in %s: %d %s is "%s"', (lang, quantity, code, name) => {
    expect(names[lang].unit(code, quantity)).toBe(name);
  });

  test('no sign takes a plural, and what is counted is called by a name of its own in both languages', () => {
    for (const { code } of ground.lists.all('unit')) {
      for (const lang of ['en', 'fr'] as const) {
        const [one, many] = [names[lang].unit(code, 1), names[lang].unit(code, 37)];
        expect([code, one]).not.toEqual([code, '']);
        if (/^(k?g|mg|lb|oz|m?L|hL|k?Bq|[MGT]Bq|m?Ci|c?m|ft|ha|t)$/.test(code))
          expect([code, one, many]).toEqual([code, code, code]);
        if (!names[lang].isSymbol(code) && code !== 'amount') expectName(lang, code, one, many);
      }
    }
  });

  test.each([
    ['en', '37 pieces'],
    ['fr', '37 pièces'],
  ] as const)('in the list and on the record, in %s', async (lang, said) => {
    const [ref] = await ground.put([
      sampleRecord('CITES', { facts: { nationalRef: `U/26/${lang}`, release: 'all', releaseOffices: undefined } }),
    ]);
    await portal.owner.query('update accounts set lang = $1 where login_id = $2', [lang, 'ke.ncp']);
    const officer = await portal.as('ke.ncp');
    expect(textOf(await officer.get('/seizures?heading=CITES'))).toContain(said);
    expect(textOf(await officer.get(`/seizures/${ref}`))).toContain(said);
  });

  test('of a single one', async () => {
    const [ref] = await ground.put([sampleRecord('NUC', { facts: { release: 'all', releaseOffices: undefined } })]);
    await portal.owner.query("update accounts set lang = 'en' where login_id = 'ke.ncp'");
    expect(textOf(await (await portal.as('ke.ncp')).get(`/seizures/${ref}`))).toMatch(/\b1 piece\b/);
  });
});

function expectName(lang: 'en' | 'fr', code: string, one: string, many: string): void {
  expect([lang, code, many]).toEqual([lang, code, expect.not.stringMatching(/ or | ou |-/)]);
  if (lang === 'fr') expect([code, many]).not.toEqual([code, one]);
}

test('a row of the list is drawn again once it, its language or a code list is another', async () => {
  const named = namesFor({ ...ground, texts: await loadTexts() });
  const row = { ref: 'KE-2026-000001', goods: [{ product: 'IVORY', quantity: 1 }] } as unknown as ListRow;
  const keyOf = (lang: 'en' | 'fr', one: ListRow) => keptRowsOf([one], named(lang))[0]?.key;
  const first = keyOf('en', row);
  expect(keyOf('en', structuredClone(row))).toBe(first);
  const others = [
    keyOf('fr', row),
    keyOf('en', { ...row, status: 'withdrawn' }),
    keyOf('en', { ...row, goods: [{ ...row.goods[0], quantity: 2 }] } as unknown as ListRow),
  ];
  await ground.lists.reload();
  expect(new Set([first, ...others, keyOf('en', row)]).size).toBe(5);
});
