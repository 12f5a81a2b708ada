import { beforeAll, describe, expect, test } from 'vitest';
import {
  convert,
  kgEquivalent,
  loadLists,
  loadOffices,
  reloadOnChange,
  sameKind,
  toBase,
  usdRate,
  type Lists,
  type LookUp,
  type Offices,
  type ReferenceFact,
} from '../../src/reference/index.ts';
import type { LookUp as HeadingLookUp, ReferenceFact as HeadingFact } from '../../src/seizures/goods/heading.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { noNews } from '../support/no-news.ts';

let database: TestDatabase;
let lists: Lists;
let offices: Offices;
beforeAll(async () => {
  database = await ownDatabase();
  [lists, offices] = await Promise.all([loadLists(database.pool), loadOffices(database.pool)]);
});

describe('contract', () => {
  test('what reference gives is what the headings ask for', () => {
    const given: HeadingFact = {} as ReferenceFact;
    const asked: ReferenceFact = {} as HeadingFact;
    const lookUp: HeadingLookUp = (() => undefined) as LookUp;
    expect([given, asked, typeof lookUp]).toHaveLength(3);
  });
});

describe('looking up', () => {
  test('a code, and not what is none', () => {
    expect(lists.lookUp('country', 'KE')).toMatchObject({
      code: 'KE',
      nameEn: 'Kenya',
      nameFr: 'Kenya',
      parent: null,
      details: { iso3: 'KEN' },
    });
    for (const [list, code] of [
      ['country', 'ke'],
      ['country', ''],
      ['country', '__proto__'],
      ['nothing', 'KE'],
      ['constructor', 'name'],
    ] as const) {
      expect(lists.lookUp(list, code)).toBeUndefined();
    }
  });

  test('a retired code is known, yet not valid after its last day', () => {
    expect(lists.lookUp('basel', 'A1180')?.successor).toBe('A1181');
    expect(lists.lookUp('basel', 'A1180', '2024-12-31')).toBeDefined();
    expect(lists.lookUp('basel', 'A1180', '2025-01-01')).toBeUndefined();
    expect(lists.lookUp('basel', 'A1181', '2024-12-31')).toBeUndefined();
    expect(lists.lookUp('basel', 'A1181', '2025-01-01')).toBeDefined();
  });

  test.each([
    ['Manis javanica', '2017-01-01', 'II'],
    ['Manis javanica', '2017-01-02', 'I'],
    ['Giraffa camelopardalis', '2019-11-25', 'NC'],
    ['Giraffa camelopardalis', '2019-11-26', 'II'],
    ['Panthera tigris', '1999-01-01', 'I'],
    ['Loxodonta africana', '1995-06-01', 'I'],
    ['Anguilla anguilla', '2009-03-12', 'NC'],
    ['Anguilla anguilla', '2009-03-13', 'II'],
    ['Swietenia macrophylla', '2003-11-14', 'III'],
  ])('%s was on %s in appendix %s', (species, date, appendix) => {
    expect(lists.lookUp('cites_listing', species, date)?.details.appendix).toBe(appendix);
  });

  test('without a date a species answers with its listing of today', () => {
    expect(lists.lookUp('cites_listing', 'Manis javanica')?.details.appendix).toBe('I');
    expect(lists.lookUp('cites_listing', 'Homo sapiens')).toBeUndefined();
  });

  test('may be handed on alone', () => {
    const { lookUp } = lists;
    expect(lookUp('unit', 'kg')?.code).toBe('kg');
  });

  test('offices answer as a list', () => {
    expect(lists.lookUp('office', 'RILO-ESA')?.details.kind).toBe('rilo');
  });
});

describe('names and order', () => {
  test('a name in each language, the code where there is none', () => {
    expect([lists.name('transport', 'AIR', 'en'), lists.name('transport', 'AIR', 'fr')]).toEqual(['Air', 'Aérien']);
    expect([lists.name('transport', 'XYZ', 'fr'), lists.name('nothing', 'X', 'en')]).toEqual(['XYZ', 'X']);
  });

  test('a hundred thousand names take well under a second', () => {
    const start = performance.now();
    for (let count = 0; count < 100_000; count += 1) lists.name('hs', '240220', 'fr');
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('lists keep the order of their file; countries stand by name, in the language, the unknown last', () => {
    expect(
      lists
        .all('heading')
        .map(({ code }) => code)
        .slice(0, 3),
    ).toEqual(['DRUG', 'TOB', 'BEV']);
    expect(lists.all('country')[0]?.code).toBe('AF');
    const french = lists.all('country', { lang: 'fr' }).map(({ nameFr }) => nameFr);
    expect(french.slice(0, 3)).toEqual(['Afghanistan', 'Afrique du Sud', 'Albanie']);
    expect(french.indexOf('Émirats arabes unis')).toBeLessThan(french.indexOf('Espagne'));
    expect(french.at(-1)).toBe('Non connu');
  });

  test('children and dates narrow a list', () => {
    expect(lists.children('transport', 'AIR').map(({ code }) => code)).toContain('AIR-PAX');
    expect(lists.children('place', 'KE', { lang: 'en' }).map(({ nameEn }) => nameEn)).toContain('Mombasa');
    expect(lists.all('basel', { on: '2020-06-01' }).map(({ code }) => code)).toEqual(
      expect.not.arrayContaining(['Y49', 'A1181', 'B3011']),
    );
  });
});

describe('finding', () => {
  const codes = (list: string, text: string, lang: 'en' | 'fr' = 'en') =>
    lists.find(list, text, lang).map(({ code }) => code);

  test.each([
    ['country', 'emirats', 'en', 'AE'],
    ['country', 'ÉMIRATS', 'fr', 'AE'],
    ['country', 'cote d', 'fr', 'CI'],
    ['country', 'de', 'en', 'DE'],
    ['hs', '2402.20', 'en', '240220'],
    ['hs', '2402 20', 'fr', '240220'],
    ['hs', 'cigarettes contenant', 'fr', '240220'],
    ['cites_species', 'pangolin', 'fr', 'Manis javanica'],
    ['cites_species', 'manis jav', 'en', 'Manis javanica'],
    ['drug', 'haschich', 'en', 'CAN-RESIN'],
    ['drug', 'miraa', 'fr', 'KHAT'],
    ['unit', 'oeuf', 'fr', 'egg'],
    ['place', 'mombasa', 'en', 'KEMBA'],
    ['cites_species', 'african elephant', 'en', 'Loxodonta africana'],
  ] as const)('in %s, "%s" (%s) leads to %s', (list, text, lang, code) => {
    expect(codes(list, text, lang).slice(0, 8)).toContain(code);
  });

  test('a code stands first, a name that begins so before one that holds it', () => {
    expect(codes('country', 'ni')[0]).toBe('NI');
    expect(
      lists
        .find('country', 'guinea', 'en')
        .map(({ nameEn }) => nameEn)
        .slice(0, 2),
    ).toEqual(['Guinea', 'Guinea-Bissau']);
  });

  test('nothing fits nonsense, signs or patterns', () => {
    for (const text of ['zzzzqq', '.*', '%', '((', '\\']) expect(codes('country', text)).toEqual([]);
  });
});

describe('reload', () => {
  test('shows what changed, under a new version', async () => {
    const before = lists.version;
    await database.owner.query(
      "update reference_codes set name_en = 'Aerial', edited_at = now() where kind = 'transport' and code = 'AIR'",
    );
    expect(lists.name('transport', 'AIR', 'en')).toBe('Air');
    await lists.reload();
    expect(lists.name('transport', 'AIR', 'en')).toBe('Aerial');
    expect(lists.version).toBeGreaterThan(before);
  });
});

describe('units', () => {
  test('convert within a kind, exactly', () => {
    expect(toBase(lists.lookUp, 3, 'g')).toEqual({ quantity: 0.003, unit: 'kg', kind: 'mass' });
    expect(convert(lists.lookUp, 0.1 + 0.2, 'kg', 'g')).toBe(300);
    expect(convert(lists.lookUp, 1, 'mastercase', 'carton200')).toBe(50);
  });

  test('never across', () => {
    for (const [a, b] of [
      ['kg', 'L'],
      ['stick', 'piece'],
      ['tablet', 'piece'],
      ['bottle', 'cylinder'],
      ['egg', 'head'],
      ['kg', 'nothing'],
    ] as const) {
      expect([a, b, sameKind(lists.lookUp, a, b), convert(lists.lookUp, 1, a, b)]).toEqual([a, b, false, undefined]);
    }
  });

  test('kilogram equivalents: a mass as it is, else the product’s factor, else its group’s, else none', () => {
    expect(kgEquivalent(lists.lookUp, 'CAN-HERB', 250, 'g')).toEqual({ kg: 0.25, version: 'measured', basis: 'mass' });
    expect(kgEquivalent(lists.lookUp, 'ATS-MDMA', 10_000, 'tablet')).toEqual({
      kg: 1,
      version: '2026.1',
      basis: 'active substance',
    });
    expect(kgEquivalent(lists.lookUp, 'ATS-OTH', 2, 'thousand-tablet')?.kg).toBe(0.5);
    expect(kgEquivalent(lists.lookUp, 'TOB-CIG', 1, 'mastercase')?.kg).toBe(10);
    expect(kgEquivalent(lists.lookUp, 'COC-LIQ', 500, 'mL')?.kg).toBe(0.5);
    for (const [product, unit] of [
      ['WPN-PIST', 'piece'],
      ['CAN-HERB', 'L-no'],
      ['CAN-HERB', 'piece'],
    ] as const) {
      expect(kgEquivalent(lists.lookUp, product, 1, unit)).toBeUndefined();
    }
  });

  test('dollars by the year’s average, after the last year by the last, before the first not at all', () => {
    expect(usdRate(lists.lookUp, 'EUR', '2012-05-01')).toEqual({ usdPerUnit: 1.285, year: 2012, approximate: true });
    expect(usdRate(lists.lookUp, 'EUR', '2026-11-24')?.year).toBe(2025);
    expect(usdRate(lists.lookUp, 'USD', '2019-01-01')).toEqual({ usdPerUnit: 1, year: 2019, approximate: false });
    expect(usdRate(lists.lookUp, 'EUR', '1999-01-01')).toBeUndefined();
    expect(usdRate(lists.lookUp, 'XXX', '2020-01-01')).toBeUndefined();
  });
});

describe('offices', () => {
  test('by code and by id, with both names', () => {
    const kenya = offices.byCode('KE');
    expect(kenya).toMatchObject({ kind: 'administration', country: 'KE', defaultRelease: 'all' });
    expect(offices.byId(kenya?.id ?? 0)).toBe(kenya);
    expect([offices.name('RILO-WA', 'en'), offices.name('RILO-WA', 'fr'), offices.name('NONE', 'en')]).toEqual([
      'RILO West Africa',
      'BRLR Afrique de l’Ouest',
      'NONE',
    ]);
  });

  test('the RILO of a country depends on the date', () => {
    expect(offices.riloOf('KE', '2010-01-01')?.code).toBe('RILO-ESA');
    expect(offices.riloOf('GT', '2015-01-01')).toBeUndefined();
    expect(offices.riloOf('GT', '2022-01-01')?.code).toBe('RILO-CAM');
    expect(offices.riloOf('US')).toBeUndefined();
    expect(offices.membersOf(offices.byCode('RILO-CAM')?.id ?? 0)).toEqual(['CR', 'GT', 'HN', 'NI', 'PA', 'SV']);
  });

  test('a country that is no Member has its records with the Secretariat', () => {
    expect(offices.owning('KE').code).toBe('KE');
    expect(offices.owning('LI').code).toBe('WCO');
  });
});

test('what is changed between the reading of the lists and the first news is read as well', async () => {
  const before = offices.all;
  reloadOnChange(database.pool, noNews, { lists, offices, version: -1 });
  await expect.poll(() => offices.all, { timeout: 20_000 }).not.toBe(before);
});
