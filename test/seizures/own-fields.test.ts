import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { BadRequest } from '../../src/errors.ts';
import type { Field, FieldValue, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { headingList } from '../../src/seizures/headings/index.ts';
import { plain } from '../../src/seizures/search/criteria.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import { countSearches, searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { queriesFor, ownValue } from '../support/own-values.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let ground: Ground;
let reader: Viewer;
/** The records of each heading: every own field with its first value, and with its second. */
const refs = new Map<string, string>();
const open = { release: 'all', releaseOffices: undefined };

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  reader = await ground.viewer('ke.reader');
  const places = headingList.flatMap(({ code }) => ([0, 1] as const).map(at => ({ code, at })));
  const records = places.map(({ code, at }) =>
    sampleRecord(code, { facts: { ...open, nationalRef: `${code}/${at}` }, line: { details: filled(code, at) } }),
  );
  const made = await ground.put(records);
  for (const [index, { code, at }] of places.entries()) refs.set(`${code}/${at}`, made[index] ?? '');
});

function filled(code: HeadingCode, at: 0 | 1): Record<string, FieldValue> {
  const { fields } = headingList.find(heading => heading.code === code) ?? { fields: [] };
  return Object.fromEntries(fields.map(field => [field.name, ownValue(field, at, ground.lists)]));
}

const asked = (query: Record<string, string | string[]>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();

async function found(query: Record<string, string | string[]>, viewer = reader): Promise<string[]> {
  const page = await searchSeizures(ground.pool, ground.searching(viewer, asked({ rows: '100', ...query })));
  expect(page.rows).toHaveLength(page.total);
  return page.rows.map(({ ref }) => ref);
}

describe.each(headingList.map(({ code, fields }) => ({ code, fields })))('$code', ({ code, fields }) => {
  test.each(fields.map(field => ({ name: field.name, field })))('$name', async ({ field }) => {
    for (const at of [0, 1] as const)
      for (const query of queriesFor(field, ownValue(field, at, ground.lists)))
        expect(await found({ heading: code, ...query }), asked(query)).toEqual([refs.get(`${code}/${at}`)]);
  });

  test('the complete sample is found by each of its values', async () => {
    const [ref] = await ground.put([
      sampleRecord(code, { facts: { ...open, nationalRef: `${code}/sample`, seizureDate: '2026-01-02' } }),
    ]);
    for (const [name, value] of Object.entries(sampleLines[code].details)) {
      const field = fields.find(one => one.name === name) as Field;
      const typed = field.type === 'text' ? { [name]: String(value) } : queriesFor(field, value)[0];
      expect(await found({ heading: code, to: '2026-01-31', ...typed }), name).toEqual([ref]);
    }
  });
});

describe('what is worked out for a heading is found too', () => {
  test('tonnes of a gas, the appendix in force, pure alcohol', async () => {
    const query = { heading: 'ODS', 'odpTonnes.min': '0.179', 'odpTonnes.max': '0.18', to: '2026-01-31' };
    expect(await found(query)).toHaveLength(1);
    expect(await found({ ...query, 'co2eTonnes.max': '1' })).toEqual([]);
    expect(await found({ heading: 'CITES', citesAppendix: ['I', 'I_II'], to: '2026-01-31' })).toHaveLength(1);
    expect(await found({ heading: 'BEV', 'pureAlcoholLitres.min': '336', to: '2026-01-31' })).toHaveLength(1);
  });
});

describe('several filters', () => {
  test('values of one field widen, fields narrow, and all are asked of one line', async () => {
    const pistol = {
      ...sampleLines.WEAP,
      details: { make: 'Beretta', madeYear: 1999, calibre: '9 mm', marking: 'removed' },
    };
    const rifle = {
      ...sampleLines.WEAP,
      details: { make: 'Zastava', madeYear: 1970, calibre: '7.62 mm', marking: 'marked' },
    };
    const facts = { ...open, seizureDate: '2020-05-05' };
    const [both, alone] = await ground.put([
      sampleRecord('WEAP', { facts: { ...facts, nationalRef: 'W/1' }, lines: [pistol, rifle] }),
      sampleRecord('WEAP', { facts: { ...facts, nationalRef: 'W/2' }, lines: [{ ...pistol, details: rifle.details }] }),
    ]);
    const weapons = { heading: 'WEAP', to: '2020-12-31' };
    expect(await found({ ...weapons, marking: ['marked', 'removed'] })).toEqual([alone, both]);
    expect(await found({ ...weapons, make: 'beretta', 'madeYear.min': '1999' })).toEqual([both]);
    expect(await found({ ...weapons, make: 'beretta', 'madeYear.max': '1980' })).toEqual([]);
    expect(await found({ ...weapons, make: 'zastava', marking: 'removed' })).toEqual([]);
    expect(await found({ ...weapons, make: 'zastava', calibre: '7.62' })).toEqual([alone, both]);
  });

  test('a field that several headings have is asked of those that are chosen', async () => {
    expect(await found({ heading: ['TOB', 'BEV', 'DRUG'], brand: 'masse' })).toEqual(
      expect.arrayContaining([refs.get('TOB/0'), refs.get('BEV/0')]),
    );
    expect(await found({ heading: ['BEV', 'DRUG'], brand: 'masse' })).toEqual([refs.get('BEV/0')]);
  });
});

describe('counts and scope', () => {
  const countsOf = async (viewer: Viewer, query: Record<string, string | string[]>) =>
    (await countFacets(ground.pool, ground.searching(viewer, asked(query)))).own;

  test('each value is counted with the other filters on, a record once', async () => {
    const line = { ...sampleLines.PORN, details: { kind: 'child_abuse', policeTold: true } };
    const facts = { ...open, seizureDate: '2019-01-01', nationalRef: 'P/1' };
    await ground.put([sampleRecord('PORN', { facts, lines: [line, line] })]);
    const query = { heading: 'PORN', to: '2019-12-31', policeTold: 'no' };
    expect(await found(query)).toEqual([]);
    expect((await countsOf(reader, query)).get('policetold')).toEqual(new Map([['yes', 1]]));
    expect((await countsOf(reader, query)).get('kind')).toBeUndefined();
  });

  test('a record the viewer may not open is neither found nor counted', async () => {
    const facts = {
      release: 'named',
      releaseOffices: ['VN'],
      nationalRef: 'N/1',
      seizureDate: '2018-01-01',
      country: 'VN',
    };
    const [ref] = await ground.put([
      sampleRecord('TOB', { facts, line: { details: { brand: 'Hidden', traceCode: true } } }),
    ]);
    const query = { heading: 'TOB', to: '2018-12-31' };
    const owner = await ground.viewer('vn.reader');
    for (const own of [{ brand: 'hidden' }, { traceCode: 'yes' }]) {
      expect(await found({ ...query, ...own }, owner)).toEqual([ref]);
      expect(await found({ ...query, ...own })).toEqual([]);
      expect(await countSearches(ground.pool, [ground.searching(reader, asked({ ...query, ...own }))])).toEqual([0]);
    }
    expect((await countsOf(owner, query)).get('tracecode')).toEqual(new Map([['yes', 1]]));
    expect((await countsOf(reader, query)).size).toBe(0);
  });
});

describe('the query string', () => {
  const problemsOf = (query: string) => {
    try {
      ground.searching(reader, query);
    } catch (error) {
      if (error instanceof BadRequest) return error.fields.map(({ path, key }) => `${path} ${key}`);
      throw error;
    }
    return [];
  };

  test.each([
    ['brand=x', 'brand search:needsHeading'],
    ['heading=DRUG&brand=x', 'brand search:needsHeading'],
    ['heading=DRUG&fields=WEAP&brand=x', 'brand search:needsHeading'],
    ['heading=TOB&brand=--', 'brand search:malformed'],
    ['heading=TOB&brand=a&brand=b', 'brand search:malformed'],
    ['heading=TOB&brand=%00', 'brand search:malformed'],
    ['heading=TOB&taxStamp=gold', 'taxStamp search:malformed'],
    ['heading=TOB&traceCode=true', 'traceCode search:malformed'],
    ['heading=TOB&marketCountry=XX', 'marketCountry search:malformed'],
    ['heading=TOB&brand.min=1', 'brand.min search:unknownParameter'],
    ['heading=DRUG&purity=5', 'purity search:unknownParameter'],
    ['heading=DRUG&purity.min=many', 'purity.min search:malformed'],
    ['heading=DRUG&purity.min=1&purity.min=2', 'purity.min search:malformed'],
    ['heading=DRUG&purity.min=60&purity.max=50', 'purity.max search:quantitiesReversed'],
    ['heading=DRUG&fields=XX', 'heading search:unknownValue'],
  ])('%s is refused', (query, problem) => {
    expect(problemsOf(query)).toEqual([problem]);
  });

  test(
    'what the form showed for a heading that is chosen no longer is dropped with it; empty inputs are no ' + 'filters',
    () => {
      const { criteria } = ground.searching(
        reader,
        'heading=DRUG&fields=TOB&brand=Camel&taxStamp=none&purity.min=&brandOwner=',
      );
      expect(plain(criteria)).toEqual({ heading: ['DRUG'] });
    },
  );

  test('is the same however it was typed', () => {
    const one = ground.searching(
      reader,
      'heading=DRUG&purity.max=70&physicalForm=rock&purity.min=62,5&pressMark=Camel',
    );
    expect(plain(one.criteria)).toEqual({
      heading: ['DRUG'],
      physicalForm: ['rock'],
      'purity.min': 62.5,
      'purity.max': 70,
      pressMark: 'Camel',
    });
  });
});
