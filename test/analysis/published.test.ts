import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { countPublished } from '../../src/analysis/index.ts';
import { readQuestion } from '../../src/analysis/question/question.ts';
import { readRoutes } from '../../src/analysis/flows/read.ts';
import { routeFields } from '../../src/analysis/flows/fields.ts';
import { trendFields } from '../../src/analysis/trends/fields.ts';
import { unitsOf } from '../../src/analysis/trends/presenter-quantities.ts';
import { readTrends } from '../../src/analysis/trends/read.ts';
import { plainFigures } from '../../src/db/columnar/index.ts';
import { isPortable } from '../../src/db/columnar/dialect.ts';
import { openEngine } from '../../src/db/columnar/engine.ts';
import { follow } from '../../src/db/columnar/follow.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { seizureCopyOf } from '../../src/seizures/index.ts';
import type { BadRequest } from '../../src/errors.ts';
import { periodOf } from '../../src/seizures/figures/period.ts';
import { publishedFigures } from '../../src/seizures/index.ts';
import type { PublishedFigures, SeizureFigures } from '../../src/seizures/index.ts';
import type { SeizuresContext } from '../../src/seizures/context.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, parameters, type Ground } from '../support/seizures.ts';

const today = '2026-11-20';
const open = { release: 'all', releaseOffices: undefined, embargoUntil: undefined };
let database: TestDatabase;
let ground: Ground;
let figures: PublishedFigures;
let count: ReturnType<typeof countPublished>;
let reader: Viewer;
let number = 0;
const drug = (facts: object = {}, more: object = {}) =>
  sampleRecord('DRUG', { facts: { ...open, nationalRef: `D/${(number += 1)}`, ...facts }, ...more });
const kilograms = (quantity: number) => ({ line: { product: 'OPI-HER', quantity, unit: 'kg' } });

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  reader = await ground.viewer('ke.reader');
  const context = { lists: ground.lists, offices: ground.offices, texts: await loadTexts(), pool: ground.pool };
  figures = publishedFigures({ context: context as unknown as SeizuresContext }, () => new Date(`${today}T09:00:00Z`));
  count = countPublished({ ...ground, seizures: { words: indexWords(ground.lists) } });
  await ground.put([
    drug({ seizureDate: '2026-01-10' }, kilograms(10)),
    drug({ seizureDate: '2026-01-31' }, kilograms(2.5)),
    drug(
      { seizureDate: '2026-03-01', transport: 'SEA-YACHT', concealment: undefined },
      { line: { product: 'OPI-HER', quantity: 2500, unit: 'g' } },
    ),
    drug(
      {
        seizureDate: '2026-11-02',
        country: 'TZ',
        place: undefined,
        departure: undefined,
        origin: 'PK',
        destination: 'KE',
        transport: 'AIR-PAX',
      },
      { line: { product: 'ATS-MDMA', quantity: 300, unit: 'tablet' } },
    ),
    drug(
      { seizureDate: '2026-02-01', departure: undefined, origin: 'ZZ' },
      {
        lines: [
          { heading: 'DRUG', product: 'OPI-HER', quantity: 1, unit: 'kg', details: {} },
          { heading: 'TOB', product: 'CIG', quantity: 5000, unit: 'stick', details: {} },
        ],
      },
    ),
    drug({ seizureDate: '2025-01-15' }, kilograms(4)),
    drug({ seizureDate: '2025-12-01' }, kilograms(99)),
    drug({ seizureDate: '2024-01-15' }, kilograms(99)),
  ]);
});

const of = (query: string, viewer = reader): Promise<SeizureFigures> =>
  count(ground.pool, viewer, figures.read(parameters(query)), today);
const year = 'heading=DRUG&from=2026-01-01&to=2026-12-31';

test('the copy counts them as PostgreSQL does: no statement is beyond it', async () => {
  const engine = await openEngine(seizureCopyOf([]).ready);
  await follow(ground.pool, engine, seizureCopyOf([]));
  const copy = {
    query: async ({ text, values }: { text: string; values: unknown[] }) => {
      expect(isPortable(text)).toBe(true);
      return { rows: await engine.read({ text, values, today: '2026-11-28' }) };
    },
  } as unknown as Queryable;
  for (const query of [year, 'from=2026-01-01&to=2026-12-31', `${year}&country=KE`, 'from=2010-01-01&to=2026-12-31'])
    expect(await count(copy, reader, figures.read(parameters(query)), today)).toEqual(await of(query));
});

test('they are those of the pages of the analysis, where every record counts for everybody', async () => {
  const context = { figures: plainFigures(ground.pool), ...ground, seizures: { words: indexWords(ground.lists) } };
  const asked = { ...parameters(year), step: 'month' };
  const trends = await readTrends(context as never, reader, readQuestion(asked, trendFields, ground), {
    notes: [],
    officeId: 0,
    maySay: false,
  });
  const routes = await readRoutes(context as never, reader, readQuestion(parameters(year), routeFields, ground));
  const sheet = await of(year);
  expect(trends.total.now.slice(0, 11)).toEqual(sheet.buckets.map(({ cases }) => cases));
  expect(trends.coverage).toMatchObject({ cases: sheet.cases, members: sheet.members, delay: sheet.delay });
  expect(sheet.units.map(({ unit, quantity }) => [unit, quantity])).toEqual(
    unitsOf(trends).map(({ unit, total }) => [unit, total]),
  );
  expect(sheet.routes.rows.map(({ code, cases }) => [code, cases])).toEqual(
    routes.flows.map(({ from, to, cases }) => [`${from}>${to}`, cases]),
  );
  expect(sheet.routes.unknown).toBe(routes.cases - routes.drawable - routes.within);
});

describe('what is counted', () => {
  test('cases of the period, of the same days a year before, and nothing between', async () => {
    const { cases, before, period, buckets } = await of(year);
    expect({ cases, before }).toEqual({ cases: 5, before: 1 });
    expect(period).toMatchObject({ until: today, step: 'month', before: { from: '2025-01-01', to: '2025-11-20' } });
    expect(buckets.map(({ cases: n }) => n)).toEqual([2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(buckets.map(({ members }) => members)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(buckets.map(one => one.before)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('quantities of each kind for themselves, in its base unit', async () => {
    const { units, measured } = await of(year);
    expect(
      units.map(({ unit, quantity, before, largest, lines }) => ({ unit, quantity, before, largest, lines })),
    ).toEqual([
      { unit: 'kg', quantity: 16, before: 4, largest: 10, lines: 4 },
      { unit: 'tablet', quantity: 300, before: 0, largest: 300, lines: 1 },
    ]);
    expect(units[0]?.buckets.slice(0, 3)).toEqual([12.5, 1, 2.5]);
    expect(measured).toBe(5);
  });

  test('only lines of the heading and product asked for', async () => {
    expect((await of(year)).products.rows.map(({ code }) => code)).not.toContain('TOB/CIG');
    expect((await of('from=2026-01-01&to=2026-12-31')).units.map(({ unit }) => unit)).toContain('stick');
    const heroin = await of(`${year}&product=OPI-HER`);
    expect([heroin.cases, heroin.products.rows.map(({ code, cases, sums }) => [code, cases, sums])]).toEqual([
      4,
      [['DRUG/OPI-HER', 4, [{ unit: 'kg', quantity: 16 }]]],
    ]);
  });

  test('countries, routes, concealments and modes, with what is not stated', async () => {
    const { countries, routes, concealments, transports, steady } = await of(year);
    expect(countries.rows.map(({ code, cases, before }) => [code, cases, before])).toEqual([
      ['KE', 4, 1],
      ['TZ', 1, 0],
    ]);
    expect(routes.rows.map(({ code, cases }) => [code, cases])).toEqual([['AE>UG', 3]]);
    expect([routes.unknown, routes.within, routes.others]).toEqual([2, 0, { codes: 0, cases: 0 }]);
    expect(concealments).toMatchObject({ rows: [{ code: 'CON-FREIGHT-COVER', cases: 4 }], unknown: 1 });
    expect(transports.rows.map(({ code, cases }) => [code, cases])).toEqual([
      ['SEA', 4],
      ['AIR', 1],
    ]);
    expect(transports.rows[0]?.sums).toEqual([{ unit: 'kg', quantity: 16 }]);
    expect(steady).toEqual({ members: 1, cases: 4, before: 1 });
  });

  test('nothing found is a picture of nothing', async () => {
    expect(await of('heading=NUC&from=2026-01-01&to=2026-03-31')).toMatchObject({
      cases: 0,
      before: 0,
      delay: null,
      units: [],
      countries: { rows: [], unknown: 0 },
      routes: { rows: [], unknown: 0 },
    });
  });
});

describe('what may be published', () => {
  const narrower = [
    { release: 'region' },
    { release: 'rilos' },
    { release: 'named', releaseOffices: ['VN'] },
    { embargoUntil: '2199-01-01' },
  ];

  test('a record released more narrowly changes no figure, whoever asks', async () => {
    const plain = await of(year);
    await ground.put(
      narrower.map(facts =>
        drug({ seizureDate: '2026-01-12', destination: 'ET', concealment: 'CON-BODY-INT', ...facts }, kilograms(1000)),
      ),
    );
    for (const login of ['ke.ncp', 'ke.reader', 'rilo.esa', 'wco.admin', 'vn.reader'])
      expect(await of(year, await ground.viewer(login))).toEqual(plain);
  });

  test('one released through its RILO counts as of its region, on no route, and not where a country is asked for', async () => {
    const [plain, ofKenya] = [await of(year), await of(`${year}&country=KE`)];
    await ground.put([
      drug({ seizureDate: '2026-01-12', destination: 'ET', release: 'through_rilo' }, kilograms(7)),
      drug({ seizureDate: '2026-01-13', release: 'through_rilo', embargoUntil: '2199-01-01' }, kilograms(1000)),
    ]);
    for (const login of ['ke.ncp', 'rilo.esa', 'vn.reader', 'wco.admin']) {
      const now = await of(year, await ground.viewer(login));
      expect([now.cases, now.members]).toEqual([plain.cases + 1, plain.members]);
      expect(now.units[0]?.quantity).toBe((plain.units[0]?.quantity ?? 0) + 7);
      expect(now.countries.rows).toEqual([
        ...plain.countries.rows.filter(({ cases }) => cases > 1),
        expect.objectContaining({ code: 'RILO-ESA', cases: 1, before: 0 }),
        ...plain.countries.rows.filter(({ cases }) => cases === 1),
      ]);
      expect(now.routes.rows).toEqual(plain.routes.rows);
      expect(now.steady).toEqual(plain.steady);
      expect(now.buckets.map(({ members }) => members)).toEqual(plain.buckets.map(({ members }) => members));
      for (const asked of ['country=KE', 'office=KE', 'q=Mombasa', 'destination=ET'])
        expect(JSON.stringify(await of(`${year}&${asked}`, await ground.viewer(login)))).not.toContain('RILO');
    }
    expect(await of(`${year}&country=KE`)).toEqual(ofKenya);
    const region = ground.offices.membersOf(ground.offices.byCode('RILO-ESA')?.id ?? 0).map(code => `country=${code}`);
    expect(JSON.stringify(await of(`${year}&${region.join('&')}`))).toContain('RILO-ESA');
    await database.owner.query("update seizures set release = 'rilos' where release = 'through_rilo'");
  });

  test('nor do withdrawn and merged ones; an embargo that has ended counts', async () => {
    const plain = await of(year);
    const [withdrawn, merged] = await ground.put([
      drug({ seizureDate: '2026-01-12' }, kilograms(1)),
      drug({ seizureDate: '2026-01-12' }, kilograms(1)),
    ]);
    await database.owner.query(
      "update seizures set status = case ref when $1 then 'withdrawn' else 'merged' end where ref in ($1, $2)",
      [withdrawn, merged],
    );
    expect(await of(year)).toEqual(plain);
    await ground.put([drug({ seizureDate: '2026-01-12', embargoUntil: '2026-01-13' }, kilograms(1))]);
    expect((await of(year)).cases).toBe(plain.cases + 1);
  });
});

describe('the query', () => {
  const problems = (query: string) => {
    try {
      figures.read(parameters(query));
      return [];
    } catch (error) {
      return (error as BadRequest).fields.map(({ path, key }) => [path, key]);
    }
  };

  test('is read as the search reads it, and needs a period', () => {
    expect(problems('heading=DRUG')).toEqual([
      ['from', 'search:figures.fromMissing'],
      ['to', 'search:figures.toMissing'],
    ]);
    expect(problems(`${year}&colour=red&country=XX`)).toEqual([
      ['colour', 'search:unknownParameter'],
      ['country', 'search:unknownValue'],
    ]);
    expect(problems('from=2026-02-30&to=2026-03-01')[0]).toEqual(['from', 'search:malformed']);
    expect(problems('from=2027-01-01&to=2027-02-01')).toEqual([['from', 'search:figures.ahead']]);
    expect(problems('from=1990-01-01&to=2026-02-01')).toEqual([['to', 'search:figures.tooLong']]);
    expect(problems(`${year}&status=withdrawn`)).toEqual([['status', 'search:figures.notInForce']]);
    expect(problems(`${year}&import=3`)).toEqual([['import', 'search:figures.ofImport']]);
  });

  test('is kept without order, page and view', () => {
    expect(figures.queryString(figures.read(parameters(`${year}&sort=oldest&view=cards&rows=50`)))).toBe(
      new URLSearchParams(year).toString(),
    );
    expect(figures.queryString(figures.read(parameters(`${year}&q=tiles`)))).toContain('q=tiles');
  });

  test('in words of either language', () => {
    const criteria = figures.read(parameters(`${year}&country=KE`));
    expect(figures.words(criteria, 'en')).toEqual([
      { label: 'Date', value: '2026-01-01 – 2026-12-31' },
      { label: 'Country', value: 'Kenya' },
      { label: 'Heading', value: 'Drugs' },
    ]);
    expect(figures.words(criteria, 'fr').at(-1)?.value).not.toBe('Drugs');
    expect(figures.membersAsked(criteria)).toBe(1);
  });
});

describe('periods', () => {
  test('by month, quarter or year, and which column is not whole', () => {
    const quarter = periodOf('2024-02-10', '2026-12-31', today);
    expect([quarter.step, quarter.buckets[0], quarter.buckets.at(-1), quarter.buckets.length]).toEqual([
      'quarter',
      { key: '2024-Q1', first: '2024-02-10', whole: false },
      { key: '2026-Q4', first: '2026-10-01', whole: false },
      12,
    ]);
    expect(quarter.before).toEqual({ from: '2021-02-10', to: '2023-11-20' });
    expect(
      periodOf('2015-01-01', '2025-12-31', today)
        .buckets.map(({ key }) => key)
        .join(),
    ).toContain('2015,2016,');
    expect(periodOf('2026-09-01', '2026-10-31', today).buckets).toEqual([
      { key: '2026-09', first: '2026-09-01', whole: true },
      { key: '2026-10', first: '2026-10-01', whole: true },
    ]);
    expect(periodOf('2024-02-29', '2024-02-29', today).before).toEqual({ from: '2023-02-28', to: '2023-02-28' });
  });
});
