import { beforeAll, expect, test } from 'vitest';
import type { Queryable } from '../../src/db/pool.ts';
import { queryRows, sql, type Sql } from '../../src/db/sql.ts';
import { together } from '../../src/db/together.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

/** The database, with what it is sent. */
function noted(): { readonly on: Queryable; readonly sent: string[] } {
  const sent: string[] = [];
  const query = (statement: { text: string }) => {
    sent.push(statement.text);
    return database.owner.query(statement);
  };
  return { on: { query } as unknown as Queryable, sent };
}

const each: readonly (readonly [name: string, statement: Sql])[] = [
  [
    'numbers',
    sql`select 1::int as a, 9007199254740991::bigint as b, 1.50::numeric as c, 0.1::float8 as d, ${7}::int2 as e`,
  ],
  ['texts', sql`select ${'é "q" \\ \n'}::text as a, 'KE'::char(3) as b, 'x'::varchar c, null::text as d, true as e`],
  [
    'times',
    sql`select ${'2026-02-03T04:05:06.789123Z'}::timestamptz as at, date '2026-01-31' as on, null::timestamptz as no`,
  ],
  [
    'lists',
    sql`select array['a', null, '{}']::text[] as a, ${[1, 2]}::int[] as b, gen.n
    from generate_series(3, 1, -1) gen (n)`,
  ],
  [
    'documents',
    sql`select '{"b": [1, null], "a": "2026-02-03T04:05:06Z"}'::jsonb as a, json_build_object('n', 1) as b`,
  ],
  ['bytes', sql`select '\\x00ff'::bytea as a, null::bytea as b`],
  ['nothing', sql`select 1 as a where false`],
  ['no column', sql`select from generate_series(1, 2)`],
];

const ask = (on: Queryable) => Promise.all(each.map(([name, statement]) => queryRows(on, statement, name)));

test('reads asked in one go are one statement, each with the rows it has alone', async () => {
  const { on, sent } = noted();
  const alone = await ask(database.owner);
  // At first each is asked alone, and its columns are learned.
  expect(await ask(together(on))).toEqual(alone);
  expect(sent.length).toBe(each.length);
  sent.length = 0;
  expect(await ask(together(on))).toEqual(alone);
  expect(sent.length).toBe(1);
});

test('what writes, what has no name and what JSON cannot carry stay by themselves', async () => {
  const { on, sent } = noted();
  const asked: readonly (readonly [string | undefined, Sql])[] = [
    [undefined, sql`select 1 as unnamed`],
    ['written', sql`with w as (delete from sessions where false returning sid) select count(*)::int as n from w`],
    ['long numbers', sql`select '{1}'::bigint[] as c`],
    ['twice', sql`select 1 as a, 2 as a`],
    ['first', sql`select 1 as first`],
    ['second', sql`select 2 as second`],
  ];
  const askAll = () => {
    const at = together(on);
    return Promise.all(asked.map(([name, statement]) => queryRows(at, statement, name)));
  };
  const first = await askAll();
  sent.length = 0;
  expect(await askAll()).toEqual(first);
  expect(sent.length).toBe(5);
});

test('a part that fails fails all, and none waits for ever', async () => {
  const { on } = noted();
  const fails = (by: number) => sql`select 1 / ${by}::int as of_nothing`;
  const good = sql`select 1 as good`;
  await Promise.all([queryRows(together(on), fails(1), 'fails'), queryRows(together(on), good, 'good')]);
  const at = together(on);
  const asked = await Promise.allSettled([queryRows(at, fails(0), 'fails'), queryRows(at, good, 'good')]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
