import { describe, expect, test } from 'vitest';
import { seedFiles, type SeedRow } from '../../src/reference/seed/seed-files.ts';
import { columnsOf, groups, parentList } from '../../src/reference/pages/catalogue.ts';
import { headingCodes, unitKinds } from '../../src/seizures/goods/heading.ts';
import { isPlainDate } from '../../src/text/plain-date.ts';

const files = new Map(seedFiles().map(file => [file.kind, file.rows()]));
const lists = [...files].filter(([kind]) => kind !== 'offices' && kind !== 'rilo_memberships');
const rowsOf = (kind: string): readonly SeedRow[] => files.get(kind) ?? [];
const codesOf = (kind: string): ReadonlySet<string> => new Set(rowsOf(kind).map(row => row.code ?? ''));
const column = (kind: string, name: string): string[] =>
  rowsOf(kind)
    .map(row => row[name] ?? '')
    .filter(value => value !== '');
/** Where both languages share a name by nature: proper names, international codes, names of substances. */
const sameByNature = new Set([
  'place',
  'hs',
  'cites_species',
  'ods_blend',
  'fx_rate',
  'drug',
  'country',
  'unit',
  'precursor',
  'ods',
]);

describe('every list', () => {
  test('there are the lists the architecture names', () => {
    expect(lists.map(([kind]) => kind)).toEqual(
      expect.arrayContaining([
        'country',
        'place',
        'currency',
        'unit',
        'hs',
        'transport',
        'concealment',
        'detection',
        'location',
        'direction',
        'heading',
        'kg_factor',
        'fx_rate',
        'drug',
        'tobacco',
        'beverage',
        'cites_species',
        'cites_term',
        'cites_listing',
        'ipr',
        'precursor',
        'tax_fraud',
        'tax_goods',
        'weapon',
        'currency_form',
        'nuclear',
        'hazardous',
        'pornography',
        'other_prohibition',
        'ods',
        'ods_blend',
        'basel',
        'hazard_class',
        'ipr_right',
        'tobacco_fraud',
        'link_subject',
      ]),
    );
    expect(lists).toHaveLength(36);
  });

  test.each(lists)('%s: codes are unique and clean, both names are there', (_kind, rows) => {
    const codes = rows.map(row => row.code ?? '');
    expect(new Set(codes).size).toBe(codes.length);
    for (const row of rows) {
      expect(row.code).toMatch(/^\S(.{0,78}\S)?$/);
      for (const name of [row.name_en, row.name_fr]) {
        expect(name).toBeTruthy();
        expect(name).toBe(name?.trim());
        expect(name).not.toMatch(/\s{2}|�|[ÃÂ]©/);
      }
    }
  });

  test.each(lists)('%s: parents, successors and dates hold', (kind, rows) => {
    const [own, above] = [codesOf(kind), codesOf(parentList(kind))];
    for (const { code, parent, successor, valid_from: from = '', valid_to: to = '' } of rows) {
      if (parent) expect([code, parent, above.has(parent)]).toEqual([code, parent, true]);
      if (successor) expect([code, successor, own.has(successor)]).toEqual([code, successor, true]);
      expect([from, to].filter(date => date !== '' && !isPlainDate(date))).toEqual([]);
      if (from && to) expect(from <= to).toBe(true);
    }
  });

  test.each(lists.filter(([kind]) => !sameByNature.has(kind)))('%s: French is French', (_kind, rows) => {
    const different = rows.filter(row => row.name_fr !== row.name_en).length;
    const share = different / rows.length;
    expect(share).toBeGreaterThan(rows.length < 20 ? 0.7 : 0.85);
  });

  test('over all small lists together, nine names in ten differ', () => {
    const rows = lists
      .filter(([kind]) => !['place', 'hs', 'fx_rate', 'ods_blend'].includes(kind))
      .flatMap(([, own]) => own);
    const different = rows.filter(row => row.name_fr !== row.name_en).length;
    expect(different / rows.length).toBeGreaterThan(0.9);
  });

  test.each(lists)('%s: a detail with a French twin has both or neither', (_kind, rows) => {
    const twins = Object.keys(rows[0] ?? {}).filter(name => name.endsWith('_fr') && name !== 'name_fr');
    for (const row of rows)
      for (const twin of twins) {
        const word = row[twin.replace(/_fr$/, '')] ?? '';
        expect([row.code, twin, row[twin] === '']).toEqual([row.code, twin, word === '']);
      }
  });

  test('every list has its place on the reference page, and its columns exist', () => {
    const shown: string[] = Object.values(groups).flat();
    expect(shown.filter(kind => kind !== 'office').sort()).toEqual(lists.map(([kind]) => kind).sort());
    for (const [kind, rows] of lists) {
      const present = Object.keys(rows[0] ?? {});
      for (const { key, fr } of columnsOf(kind))
        expect([kind, present]).toEqual([kind, expect.arrayContaining(fr === undefined ? [key] : [key, fr])]);
    }
  });
});

describe('units and factors', () => {
  test('every unit has a kind the headings know, a base of the same kind and a positive factor', () => {
    const kinds = new Map(rowsOf('unit').map(row => [row.code, row.kind]));
    for (const { code, kind, base_unit: base, factor_to_base: factor } of rowsOf('unit')) {
      expect(unitKinds).toContain(kind);
      expect([code, kinds.get(base ?? '')]).toEqual([code, kind]);
      expect(Number(factor)).toBeGreaterThan(0);
    }
    for (const base of new Set(column('unit', 'base_unit')))
      expect(rowsOf('unit').find(({ code }) => code === base)?.factor_to_base).toBe('1');
  });

  test('kilogram factors name a base unit that is no mass, a product, and what they weigh', () => {
    const bases = new Set(column('unit', 'base_unit'));
    const products = new Set(lists.flatMap(([, rows]) => rows.map(({ code = '' }) => code)));
    for (const row of rowsOf('kg_factor')) {
      expect(row.code).toBe(`${row.product}:${row.unit}`);
      expect(bases.has(row.unit ?? '') && row.unit !== 'kg').toBe(true);
      expect(row.product?.endsWith('-*') || products.has(row.product ?? '')).toBe(true);
      expect(Number(row.kg_per_unit)).toBeGreaterThan(0);
      expect([row.basis, row.version]).toEqual([
        expect.stringMatching(/^(active substance|gross weight|typical weight|density)$/),
        '2026.1',
      ]);
    }
  });

  test('exchange rates are positive, one a year, and the newest is open-ended', () => {
    for (const [currency, rows] of Map.groupBy(rowsOf('fx_rate'), row => row.parent)) {
      expect(rows.every(row => Number(row.usd_per_unit) > 0 && row.code === `${currency}-${row.year}`)).toBe(true);
      expect(rows.map(row => row.valid_to === '')).toEqual(rows.map((_, at) => at === rows.length - 1));
    }
  });
});

describe('classification', () => {
  test('the Harmonized System is whole: 96 chapters, 1,228 headings, 5,612 subheadings, each under its own', () => {
    const counts = Map.groupBy(rowsOf('hs'), row => row.level);
    expect([...counts].map(([level, rows]) => [level, rows.length])).toEqual(
      expect.arrayContaining([
        ['chapter', 96],
        ['heading', 1228],
        ['subheading', 5612],
      ]),
    );
    for (const { code = '', parent } of rowsOf('hs')) expect(parent).toBe(code.slice(0, -2));
  });

  test('every chapter and heading is in French; what is not is marked', () => {
    for (const row of rowsOf('hs')) {
      expect(row.fr_status).toMatch(/^(full|draft|en)$/);
      expect(row.level === 'subheading' || row.fr_status === 'full').toBe(true);
      expect(row.fr_status === 'en' ? row.name_fr === row.name_en : true).toBe(true);
    }
  });

  test.each(['tobacco', 'beverage', 'weapon', 'precursor', 'ods'])('HS codes of %s exist', kind => {
    const known = codesOf('hs');
    for (const hs of column(kind, 'hs_code')) expect([kind, hs, known.has(hs)]).toEqual([kind, hs, true]);
  });

  test.each(lists.filter(([, rows]) => rows[0]?.unit !== undefined))('usual units of %s exist', (_kind, rows) => {
    const known = codesOf('unit');
    for (const row of rows) if (row.unit) expect(known.has(row.unit)).toBe(true);
  });

  test('headings are the fourteen, in order', () => {
    expect([...codesOf('heading')]).toEqual(headingCodes);
  });
});

describe('treaties', () => {
  test(
    'CITES listings of a species follow each other without gap, and the last is the appendix the species ' + 'shows',
    () => {
      const listings = Map.groupBy(rowsOf('cites_listing'), row => row.parent ?? '');
      for (const species of rowsOf('cites_species')) {
        const rows = listings.get(species.code ?? '') ?? [];
        if (species.higher_taxon === 'yes') continue;
        expect(rows.at(-1)?.appendix).toBe(species.appendix);
        expect(rows.at(-1)?.valid_to).toBe('');
        expect(rows[0]?.valid_from).toBe('');
        for (const [at, row] of rows.entries())
          if (at > 0) expect(nextDay(rows[at - 1]?.valid_to ?? '')).toBe(row.valid_from);
      }
    },
  );

  test.each(['I', 'II', 'III', 'I/II', 'NC'])('appendix %s is used', appendix => {
    expect(column('cites_listing', 'appendix')).toContain(appendix);
  });

  test('controlled substances have their potentials, annex and group', () => {
    for (const row of rowsOf('ods').filter(({ family }) => family !== 'other')) {
      expect(Number(row.odp)).toBeGreaterThanOrEqual(0);
      expect(row.annex).toMatch(/^[A-F]$/);
      expect(row.annex === 'F' ? Number(row.gwp) > 0 : Number(row.odp) > 0).toBe(true);
    }
  });

  test('CAS numbers of precursors and substances check', () => {
    for (const cas of [...column('precursor', 'cas'), ...column('ods', 'cas')]) {
      const digits = cas.replaceAll('-', '');
      const sum = [...digits.slice(0, -1)]
        .reverse()
        .reduce((total, digit, place) => total + Number(digit) * (place + 1), 0);
      expect([cas, sum % 10]).toEqual([cas, Number(digits.at(-1))]);
    }
  });
});

describe('the network', () => {
  test('187 Members, twelve RILOs, the Secretariat and a partner', () => {
    const kinds = Map.groupBy(rowsOf('offices'), row => row.kind);
    expect([...kinds].map(([kind, rows]) => [kind, rows.length])).toEqual(
      expect.arrayContaining([
        ['administration', 187],
        ['rilo', 12],
        ['secretariat', 1],
        ['partner', 1],
      ]),
    );
    const countries = codesOf('country');
    for (const row of rowsOf('offices')) if (row.country) expect(countries.has(row.country)).toBe(true);
  });

  test('a country has one RILO at a time, and it is the one its own line names', () => {
    const offices = codesOf('offices');
    const named = new Map(rowsOf('country').map(row => [row.code, row.rilo]));
    const members = rowsOf('rilo_memberships');
    expect(new Set(members.map(row => row.country)).size).toBe(members.length);
    for (const { rilo = '', country } of members)
      expect([country, offices.has(rilo), rilo]).toEqual([country, true, named.get(country)]);
  });

  test('places lie on the globe', () => {
    for (const row of rowsOf('place')) {
      expect(Math.abs(Number(row.lat))).toBeLessThanOrEqual(90);
      expect(Math.abs(Number(row.lon))).toBeLessThanOrEqual(180);
      expect(row.code).toMatch(/^[A-Z]{2}[A-Z0-9]{3}$/);
      expect(row.code?.slice(0, 2)).toBe(row.parent);
    }
  });
});

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
