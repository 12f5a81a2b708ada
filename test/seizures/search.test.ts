import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { queryString } from '../../src/seizures/search/criteria.ts';
import { countedTo, type ResultPage } from '../../src/seizures/search/result-page.ts';
import { countSearches, searchSeizures } from '../../src/seizures/search/search.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import { isPlain, mostWords } from '../../src/seizures/copy/words-in-copy.ts';
import { readCommonWords, readWordsForCopy } from '../../src/seizures/search/store-common-words.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let reader: Viewer;
const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  reader = await ground.viewer('ke.reader');
  // 60 of drugs in Kenya, two a day, so that days tie; 5 of ivory in Tanzania.
  await ground.put(
    Array.from({ length: 60 }, (_one, at) =>
      sampleRecord('DRUG', {
        facts: { release: 'all', nationalRef: `KE/${at}`, seizureDate: day(Math.floor(at / 2)) },
      }),
    ),
    { recordedAt: '2026-06-01T08:00:00Z' },
  );
  await ground.put(
    Array.from({ length: 5 }, (_one, at) =>
      sampleRecord('CITES', {
        facts: {
          release: 'all',
          nationalRef: `TZ/${at}`,
          seizureDate: day(100 + at),
          country: 'TZ',
          place: undefined,
          transport: 'AIR-CARGO',
          transit: undefined,
          origin: 'KE',
          destination: 'VN',
          departure: 'TZ',
        },
      }),
    ),
    { loginId: 'wco.admin', recordedAt: '2026-06-02T08:00:00Z' },
  );
});

const search = (query: string, viewer = reader): Promise<ResultPage> =>
  searchSeizures(ground.pool, ground.searching(viewer, query));
const total = async (query: string): Promise<number> => (await search(query)).total;

/** The search with some lexemes said to be common. */
const searchCommon = async (query: string, common: readonly string[]): Promise<ResultPage> =>
  searchSeizures(ground.pool, { ...ground.searching(reader, query), words: indexWords(ground.lists, () => common) });

describe('a common word', () => {
  test('finds what it found, in each order and on each page, and is not counted', async () => {
    const common = ['heading:drug'];
    for (const sort of ['relevance', 'newest', 'oldest', 'recorded']) {
      let place = '';
      for (let page = 0; page < 3; page += 1) {
        const query = `q=drugs&sort=${sort}${place}`;
        const [plain, walked] = await Promise.all([search(query), searchCommon(query, common)]);
        expect(walked.rows.map(row => row.ref)).toEqual(plain.rows.map(row => row.ref));
        expect([plain.total, walked.total]).toEqual([60, countedTo + 1]);
        place = `&after=${walked.after}`;
        expect([walked.after, walked.rows.length]).toEqual(page < 2 ? [plain.after, 25] : [undefined, 10]);
      }
    }
  });

  test('is counted where another word, a filter, or a word left out leaves less', async () => {
    const common = ['heading:drug'];
    for (const [query, count] of [
      ['q=drugs+%22KE/7%22', 1],
      ['q=drugs+-mombasa', 0],
      ['q=drugs&from=2026-01-30', 2],
      ['q=ivory', 5],
      ['q=drugs&sort=newest&rows=100', 60],
    ] as const)
      expect([query, (await searchCommon(query, common)).total]).toEqual([query, count]);
  });

  test('is known by the statistics of the database', async () => {
    await database.owner.query('analyze seizures');
    expect(await readCommonWords(ground.pool, 60)).toContain('heading:drug');
    expect(await readCommonWords(ground.pool, 61)).not.toContain('heading:drug');
    expect(await readCommonWords(ground.pool)).toEqual([]);
    // Of those in the copy, whoever may see the records; none that says what an own field holds.
    const copied = await readWordsForCopy(ground.pool, 60);
    expect(copied).toContain('heading:drug');
    expect(copied.length).toBeLessThanOrEqual(mostWords);
    expect(copied.filter(word => !isPlain(word) || word.includes('='))).toEqual([]);
    expect(await readWordsForCopy(ground.pool)).toEqual([]);
    // What is not for all counts for nobody.
    await inTransaction(database.owner, async client => {
      await client.query("update seizures set release = 'region' where id % 2 = 0");
      await client.query('analyze seizures');
      expect(await readCommonWords(client, 25)).toContain('heading:drug');
      expect(await readCommonWords(client, 40)).not.toContain('heading:drug');
      throw new Error('as it was');
    }).catch((error: Error) => expect(error.message).toBe('as it was'));
  });
});

describe('filters', () => {
  test.each([
    ['', 65],
    ['heading=DRUG', 60],
    ['heading=DRUG&heading=CITES', 65],
    ['heading=NUC', 0],
    ['country=TZ', 5],
    ['country=TZ&country=KE', 65],
    ['from=2026-01-01&to=2026-01-02', 4],
    ['from=2026-04-11', 5],
    ['transport=AIR', 5],
    ['transport=AIR-CARGO', 5],
    ['transport=SEA', 60],
    ['transport=SEA-BULK', 0],
    ['origin=KE', 5],
    ['origin=KE&origin=PK', 65],
    ['transit=OM', 60],
    ['touches=OM', 60],
    ['leg=AE%3EOM', 60],
    ['leg=OM%3EAE', 0],
    ['leg=TZ%3EVN', 5],
    ['destination=VN', 5],
    ['departure=TZ&destination=VN', 5],
    ['office=TZ', 5],
    ['office=KE&office=TZ', 65],
    ['location=LOC-SEAPORT', 65],
    ['direction=IMP', 65],
    ['direction=EXP', 0],
    ['status=submitted', 65],
    ['status=withdrawn', 0],
    ['q=kenya&country=TZ', 5],
    ['q=***', 0],
  ])('%s', async (query, count) => {
    expect(await total(query)).toBe(count);
  });

  test('quantities compare within their kind only', async () => {
    const {
      rows: [line],
    } = await database.owner.query<{ base_quantity: number; base_unit: string }>(
      "select base_quantity, base_unit from goods_lines where heading = 'DRUG' limit 1",
    );
    expect(line?.base_unit).toBe('kg');
    const kg = line?.base_quantity ?? 0;
    expect(await total(`heading=DRUG&min=${kg}&unit=kg`)).toBe(60);
    expect(await total(`heading=DRUG&min=${kg * 1000}&max=${kg * 1000}&unit=g`)).toBe(60);
    expect(await total(`heading=DRUG&min=${kg + 1}&unit=kg`)).toBe(0);
    expect(await total(`heading=DRUG&min=${kg}&unit=L`)).toBe(0);
  });
});

describe('pages', () => {
  /** Every reference of a search, page after page in one direction. */
  async function walk(query: string): Promise<string[]> {
    const refs: string[] = [];
    for (let page = await search(query), more = true; more; ) {
      expect(page.first).toBe(refs.length + 1);
      refs.push(...page.rows.map(({ ref }) => ref));
      more = page.after !== undefined;
      if (more) page = await search(`${query}&after=${page.after}`);
    }
    return refs;
  }

  test.each([
    'sort=newest',
    'sort=oldest',
    'sort=recorded',
    'q=mombasa',
    'q=kenya',
    'q=kenya&sort=newest',
    'sort=oldest&rows=50',
    'rows=100',
  ])('%s: each record once, and back again', async query => {
    const refs = await walk(query);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toHaveLength(await total(query));
  });

  test('there and back shows the same rows', async () => {
    const first = await search('');
    const second = await search(`after=${first.after}`);
    const third = await search(`after=${second.after}`);
    expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([25, 25, 15]);
    expect(third.after).toBeUndefined();
    const back = await search(`before=${third.before}`);
    expect(back.rows).toEqual(second.rows);
    expect(back.first).toBe(26);
    const start = await search(`before=${back.before}`);
    expect(start.rows).toEqual(first.rows);
    expect(start).toMatchObject({ first: 1, total: 65 });
    expect(start.before).toBeUndefined();
  });

  test('orders', async () => {
    const dates = async (query: string) => (await search(query)).rows.map(row => row.seizureDate);
    const newest = await dates('sort=newest');
    expect(newest).toEqual([...newest].sort().reverse());
    const oldest = await dates('sort=oldest');
    expect(oldest).toEqual([...oldest].sort());
    expect((await search('sort=recorded')).rows.slice(0, 5).every(({ country }) => country === 'TZ')).toBe(true);
  });

  test('records that come in meanwhile neither repeat nor hide a row', async () => {
    const first = await search('country=KE');
    await ground.put([
      sampleRecord('DRUG', { facts: { release: 'all', nationalRef: 'KE/new', seizureDate: '2026-11-01' } }),
    ]);
    const second = await search(`country=KE&after=${first.after}`);
    expect(second.rows.filter(({ ref }) => first.rows.some(row => row.ref === ref))).toEqual([]);
    expect(second.total).toBe(61);
    await database.owner.query("update seizures set status = 'withdrawn' where national_ref = 'KE/new'");
  });
});

describe('who sees what', () => {
  test('the release decides, in list and count alike', async () => {
    await ground.put(
      (['region', 'rilos', 'named', 'through_rilo'] as const).map(release =>
        sampleRecord('NUC', {
          facts: { release, releaseOffices: release === 'named' ? ['VN'] : undefined, nationalRef: `REL/${release}` },
        }),
      ),
    );
    const seen = async (login: string) => (await search('heading=NUC&country=KE', await ground.viewer(login))).total;
    expect(await seen('ke.reader')).toBe(4);
    expect(await seen('rilo.esa')).toBe(4);
    expect(await seen('vn.reader')).toBe(1);
    expect(await seen('rilo.ap')).toBe(1);
    expect(await seen('wco.admin')).toBe(4);
  });
});

describe('the trail', () => {
  test('a search leaves one row saying what was asked', async () => {
    await search('country=KE&q=heroin&rows=50');
    const { rows } = await database.owner.query<{ detail: unknown; login_id: string }>(
      "select detail, login_id from audit_events where action = 'seizure.searched' order by id desc limit 1",
    );
    expect(rows[0]).toEqual({ detail: { country: ['KE'], q: 'heroin', rows: 50 }, login_id: 'ke.reader' });
  });
});

describe('a row', () => {
  test('says what the table shows, with the currency of money', async () => {
    const [ref] = await ground.put([
      sampleRecord('CURR', {
        facts: { release: 'all', nationalRef: 'CURR/1' },
        line: { product: 'CASH-NOTES', quantity: 96400, unit: 'amount', currency: 'EUR' },
      }),
    ]);
    const [row] = (await search('heading=CURR')).rows;
    expect(row).toMatchObject({
      ref,
      status: 'submitted',
      goods: [{ heading: 'CURR', product: 'CASH-NOTES', quantity: 96400, unit: 'amount', currency: 'EUR' }],
      country: 'KE',
      origin: 'PK',
      transit: ['OM', 'SO'],
      lineCount: 1,
      synthetic: false,
    });
  });
});

describe('other searches', () => {
  test('are counted in one statement', async () => {
    const searchings = ['country=TZ', 'heading=PORN', ''].map(query => ground.searching(reader, query));
    expect(await countSearches(ground.pool, searchings)).toEqual([5, 0, await total('')]);
    expect(await countSearches(ground.pool, [])).toEqual([]);
  });

  test('a query string of criteria finds the same', async () => {
    const searching = ground.searching(reader, 'country=TZ&from=2026-04-12');
    expect(await total(queryString(searching.criteria))).toBe(4);
  });
});
