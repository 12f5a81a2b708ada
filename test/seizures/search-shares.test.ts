import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { queryRows } from '../../src/db/sql.ts';
import { countedTo, toPage, type ListRow, type ResultPage } from '../../src/seizures/search/result-page.ts';
import { resultStatement, searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let reader: Viewer;
/** Records of each year. */
const years: readonly (readonly [year: number, count: number])[] = [
  [1998, 10],
  [2010, 20],
  [2023, 12],
  [2024, 18],
  [2025, 30],
  [2026, 30],
];
const all = years.reduce((sum, [, count]) => sum + count, 0);

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  reader = await ground.viewer('ke.reader');
  // The oldest last, two a day, each year in another stretch of records.
  for (const [at, [year, count]] of years.toReversed().entries()) {
    await database.owner.query(`select setval(pg_get_serial_sequence('seizures', 'id'), $1)`, [1 + at * 3 * 262_144]);
    await ground.put(
      Array.from({ length: count }, (_one, at) =>
        sampleRecord('DRUG', {
          facts: {
            release: 'all',
            nationalRef: `KE/${year}/${at}`,
            seizureDate: `${year}-01-${String(1 + Math.floor(at / 2)).padStart(2, '0')}`,
          },
        }),
      ),
    );
  }
});

const searching = (query: string) => ground.searching(reader, query);

/** A search that gathers so many matches at most. */
async function search(query: string, gathered?: number): Promise<ResultPage> {
  const asked = searching(query);
  const statement = resultStatement(asked, undefined, [], gathered);
  return toPage(asked.criteria, await queryRows<ListRow & { total: number }>(ground.pool, statement));
}

const refs = ({ rows }: ResultPage): string[] => rows.map(({ ref }) => ref);

describe('more matches than are gathered', () => {
  test.each(['relevance', 'newest', 'oldest', 'recorded'])(
    'by %s are the same page by page, there and back',
    async sort => {
      for (const gathered of [1, 29, 30, 59, 61, 90, 119]) {
        let place = '';
        for (let number = 0; number < 5; number += 1) {
          const query = `q=drugs&sort=${sort}${place}`;
          const [plain, cut] = [await search(query), await search(query, gathered)];
          expect([gathered, number, refs(cut)]).toEqual([gathered, number, refs(plain)]);
          expect([plain.total, cut.total]).toEqual([all, countedTo + 1]);
          if (plain.before) {
            const back = `q=drugs&sort=${sort}&before=${plain.before}`;
            expect(refs(await search(back, gathered))).toEqual(refs(await search(back)));
          }
          place = `&after=${plain.after}`;
        }
      }
    },
  );

  test('are counted to the last where they are no more than that', async () => {
    expect((await search('q=drugs', all)).total).toBe(all);
    expect((await search('q=drugs&heading=DRUG&status=submitted', all)).total).toBe(all);
  });

  test('are those of the days asked for', async () => {
    for (const [days, count] of [
      ['from=2024-01-05', 70],
      ['to=2010-12-31', 30],
      ['from=2010-01-01&to=2024-01-04', 40],
      ['from=1200-01-01&to=9999-12-31', all],
      ['from=2011-01-01&to=2022-12-31', 0],
    ] as const) {
      expect([days, (await search(`q=drugs&${days}`)).total]).toEqual([days, count]);
      expect(refs(await search(`q=drugs&${days}`, 20))).toEqual(refs(await search(`q=drugs&${days}`)));
    }
  });

  test('are found with a filter that has an index of its own', async () => {
    expect(refs(await search('q=drugs&country=KE&sort=newest', 20))).toEqual(refs(await search('q=drugs&sort=newest')));
  });
});

test('words and shares are asked of one index', async () => {
  await inTransaction(database.owner, async client => {
    await client.query('set local enable_seqscan = off; set local enable_indexscan = off');
    const { text, values } = resultStatement(searching('q=drugs&sort=newest'));
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
    const plan = rows.map(row => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(
      /Bitmap Index Scan on seizures_words.*\n +Index Cond: .*id >> 18.* && share.stretches.*document @@/,
    );
  });
  expect((await searchSeizures(ground.pool, searching('q=drugs'))).total).toBe(all);
});
