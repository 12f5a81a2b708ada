import { beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { BadRequest } from '../../src/errors.ts';
import { activeFilters, isEntry } from '../../src/seizures/search/active-filters.ts';
import { plain, queryString, readCriteria, type Criteria } from '../../src/seizures/search/criteria.ts';
import { writeCursor } from '../../src/seizures/search/cursor.ts';
import { facetPanel } from '../../src/seizures/search/pages/presenter-facets.ts';
import type { FacetSources } from '../../src/seizures/search/pages/facet-shapes.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf, parameters, type Ground } from '../support/seizures.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
});

const read = (query: string | Record<string, unknown>): Criteria =>
  readCriteria(typeof query === 'string' ? parameters(query) : query, ground.lists, ground.offices);

function refused(query: string | Record<string, unknown>): string[] {
  try {
    read(query);
  } catch (error) {
    if (error instanceof BadRequest)
      return error.fields.map(({ path, key }) => `${path} ${key.replace('search:', '')}`);
    throw error;
  }
  return [];
}

describe('what is read', () => {
  test('nothing asked for: everything in force, newest first', () => {
    expect(read('')).toMatchObject({ q: '', sort: 'newest', view: 'table', rows: 25, country: [], status: [] });
  });

  test('an empty input of the form is no filter', () => {
    expect(plain(read('q=&from=&to=&country=&min=&unit=&origin='))).toEqual({});
  });

  test('repeated parameters are a list, each value once', () => {
    expect(read('country=KE&country=TZ&country=KE').country).toEqual(['KE', 'TZ']);
  });

  test('words are ordered by relevance unless another order is asked for', () => {
    expect(read('q=heroin').sort).toBe('relevance');
    expect(read('q=heroin&sort=oldest').sort).toBe('oldest');
    expect(read('q=***').sort).toBe('newest');
  });

  test('ticking just the statuses in force is no filter', () => {
    expect(plain(read('status=verified&status=queried&status=submitted'))).toEqual({});
    expect(read('status=verified&status=queried').status).toEqual(['verified', 'queried']);
  });

  test('quantities take a comma', () => {
    expect(read('min=2,5&max=1000&unit=g')).toMatchObject({ min: 2.5, max: 1000, unit: 'g' });
  });
});

describe('what is refused, by name', () => {
  test.each([
    ['bogus=1', ['bogus unknownParameter']],
    ['page=2', ['page unknownParameter']],
    ['constructor=1', ['constructor unknownParameter']],
    ['__proto__=1', ['__proto__ unknownParameter']],
    ['toString=1&hasOwnProperty=2', ['toString unknownParameter', 'hasOwnProperty unknownParameter']],
    ['country=kenya', ['country unknownValue']],
    ['country=KE&country=XX', ['country unknownValue']],
    ['heading=DRUGS', ['heading unknownValue']],
    ['status=draft', ['status unknownValue']],
    ['office=NOWHERE', ['office unknownValue']],
    ['product=NOTHING', ['product unknownValue']],
    ['from=2026-02-30', ['from malformed']],
    ['from=0000-01-01', ['from malformed']],
    ['from=2026-3-1', ['from malformed']],
    ['from=2026-05-01&to=2026-04-01', ['to datesReversed']],
    ['min=-1&unit=kg', ['min malformed']],
    ['min=NaN&unit=kg', ['min malformed']],
    ['min=1e5&unit=kg', ['min malformed']],
    ['min=5&max=4&unit=kg', ['max quantitiesReversed']],
    ['min=5', ['unit unitMissing']],
    ['unit=furlong', ['unit unknownValue']],
    ['sort=fastest', ['sort malformed']],
    ['sort=relevance', ['sort relevanceNeedsWords']],
    ['sort=relevance&q=***', ['sort relevanceNeedsWords']],
    ['view=map3d', ['view malformed']],
    ['rows=1000000', ['rows malformed']],
    ['q=a&q=b', ['q malformed']],
    ['q=a%00b', ['q malformed']],
    ['q=a%E2%80%AEb', ['q malformed']],
    [`q=${'x'.repeat(301)}`, ['q malformed']],
    [`q=${'ab+'.repeat(31)}`, ['q tooManyWords']],
    ['place=', []],
    ['port=Mombasa&portAs=comes', []],
    ['portAs=comes', ['portAs portMissing']],
    ['port=Mombasa&portAs=sideways', ['portAs malformed']],
    ['place=***', ['place malformed']],
    ['place=a%00b', ['place malformed']],
    [`place=${'x'.repeat(81)}`, ['place malformed']],
    ['container=SUDU', []],
    ['container=sudu 123-4567', []],
    ['container=SU', ['container malformed']],
    ['container=SUDU12345678', ['container malformed']],
    ['concealment=Vehicle', []],
    ['concealment=Nowhere', ['concealment unknownValue']],
    ['import=0', ['import malformed']],
    ['import=1%20or%201=1', ['import malformed']],
    ['after=garbage', ['after malformed']],
    ['bogus=1&from=x&country=zz', ['bogus unknownParameter', 'from malformed', 'country unknownValue']],
  ])('%s', (query, problems) => {
    expect(refused(query)).toEqual(problems);
  });

  test('a lone surrogate', () => {
    expect(refused({ q: '\ud800' })).toEqual(['q malformed']);
    expect(refused({ country: '\ud800' })).toEqual(['country unknownValue']);
  });

  test.each([
    ['newest', ['2026-05-01', 5, 25], []],
    ['newest', ['2026-05-32', 5, 25], ['after malformed']],
    ['newest', ["2026-05-01'", 5, 25], ['after malformed']],
    ['newest', ['2026-05-01', -5, 25], ['after malformed']],
    ['newest', ['2026-05-01', 5, 1.5], ['after malformed']],
    ['newest', ['2026-05-01', '5', 25], ['after malformed']],
    ['recorded', ['2026-05-01', 5, 25], ['after malformed']],
    ['recorded', ['0000-05-01T10:00:00.000000Z', 5, 25], ['after malformed']],
    ['recorded', ['2026-05-01T10:00:00.123456Z', 5, 25], []],
  ])('a cursor of %s that says %j', (sort, place, problems) => {
    expect(refused({ sort, after: Buffer.from(JSON.stringify(place)).toString('base64url') })).toEqual(problems);
  });

  test.each(['1e400', '1e-300', 'Infinity', '', '0x10', '9e99'])('a rank of %s', value => {
    expect(refused({ q: 'heroin', after: writeCursor({ value, id: 1, position: 1 }) })).toEqual(['after malformed']);
  });

  test('two cursors at once', () => {
    const place = writeCursor({ value: '2026-05-01', id: 1, position: 1 });
    expect(refused({ after: place, before: place })).toEqual(['before malformed']);
  });

  test('whatever is typed is read or refused, never worse', () => {
    const names = fc.constantFrom(
      'q',
      'from',
      'to',
      'min',
      'max',
      'unit',
      'country',
      'heading',
      'after',
      'before',
      'sort',
      'rows',
      'import',
      'office',
      'x',
    );
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(text, fc.array(text, { maxLength: 3 }))), query => {
        refused(query);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the way back', () => {
  test('a query string reads as what it was written from', () => {
    const query =
      'q=heroin+-base&country=KE&country=TZ&from=2026-01-01&to=2026-11-24&min=0.000001&max=999999999999&' +
      'unit=kg&origin=PK&transit=AE&sort=newest&view=cards&rows=50&import=7';
    expect(parameters(queryString(read(query)))).toEqual(parameters(query));
  });

  test('a place in the list does not travel with a changed filter', () => {
    const after = writeCursor({ value: '2026-05-01', id: 9, position: 25 });
    const criteria = read({ after, country: 'KE' });
    expect(criteria.after).toEqual({ value: '2026-05-01', id: 9, position: 25 });
    expect(queryString(criteria)).toBe('country=KE');
    expect(queryString(criteria, { after })).toBe(`country=KE&after=${after}`);
  });

  test('each filter that is on can be taken off alone', () => {
    const criteria = read(
      'q=heroin&from=2026-01-01&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&' +
        'product=OPI-HER&import=3',
    );
    expect(activeFilters(criteria).map(({ name, value, without }) => [name, value, queryString(without)])).toEqual(
      [
        [
          'q',
          undefined,
          'from=2026-01-01&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'date',
          undefined,
          'q=heroin&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'country',
          'KE',
          'q=heroin&from=2026-01-01&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'country',
          'TZ',
          'q=heroin&from=2026-01-01&country=KE&status=withdrawn&min=1&unit=kg&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'product',
          'OPI-HER',
          'q=heroin&from=2026-01-01&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&import=3',
        ],
        [
          'status',
          undefined,
          'q=heroin&from=2026-01-01&country=KE&country=TZ&min=1&unit=kg&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'origin',
          'PK',
          'q=heroin&from=2026-01-01&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&product=OPI-HER&import=3',
        ],
        [
          'quantity',
          undefined,
          'q=heroin&from=2026-01-01&country=KE&country=TZ&status=withdrawn&origin=PK&product=OPI-HER&import=3',
        ],
        [
          'import',
          undefined,
          'q=heroin&from=2026-01-01&country=KE&country=TZ&status=withdrawn&min=1&unit=kg&origin=PK&product=OPI-HER',
        ],
      ].map(([name, value, query]) => [name, value, reordered(String(query))]),
    );
  });
});

/** The same parameters in the order criteria keep them. */
function reordered(query: string): string {
  return queryString(read(query));
}

describe('a list as it is first opened', () => {
  test('is that of all records, or of one heading', () => {
    expect(['', 'heading=CITES', 'heading=CITES&view=cards'].map(query => isEntry(read(query)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('is none with words, another filter, order, page or number of rows: their plans hang on what is asked', () => {
    const after = writeCursor({ value: '2026-01-01', id: 5, position: 25 });
    const others = [
      'q=ivory',
      'heading=CITES&heading=DRUG',
      'country=KE',
      'status=verified',
      'sort=recorded',
      'rows=50',
    ];
    expect([...others, `after=${after}`, 'held=yes', 'from=2026-01-01'].filter(query => isEntry(read(query)))).toEqual(
      [],
    );
  });
});

test('a panel is drawn anew for other counts, words, codes, days and filters, and never kept with what cannot be read', () => {
  const usual = {
    criteria: read('heading=CITES'),
    facets: {},
    names: { lang: 'en' },
    lists: { version: 1 },
    now: new Date('2026-11-30T08:00:00Z'),
  };
  const keyOf = (more: object): string | undefined => facetPanel({ ...usual, ...more } as unknown as FacetSources).key;
  const key = keyOf({});
  expect(key).toBeTypeOf('string');
  expect(keyOf({ now: new Date('2026-11-30T23:00:00Z') })).toBe(key);
  const others = [
    { facets: {} },
    { names: { lang: 'fr' } },
    { lists: { version: 2 } },
    { now: new Date('2026-12-01T00:00:00Z') },
    { criteria: read('heading=CITES&country=KE') },
    { criteria: read('heading=CITES&sort=recorded') },
  ];
  expect(new Set([key, ...others.map(keyOf)]).size).toBe(others.length + 1);
  expect(keyOf({ refusals: new Map([['min', { typed: 'x', text: 'no number' }]]) })).toBeUndefined();
});
