import { setTimeout as sleep } from 'node:timers/promises';
import knexFactory from 'knex';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { knexConfig, migrate } from '../../src/db/migrate.ts';
import { makeSmallIndex } from '../../src/db/large-indexes.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

/** As the migration leaves a large table. */
beforeEach(() =>
  database.owner.query(`drop index if exists seizures_words, seizures_document;
    create index seizures_document on seizures using gin (document)`),
);

async function indexes(): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select indexrelid::regclass || case when indisvalid then '' else ', broken off' end as name from pg_index
     where indrelid = 'seizures'::regclass and pg_get_indexdef(indexrelid) like '%gin (%document%' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Somebody writes until `work` is over. */
async function whileWritten(work: () => Promise<void>): Promise<void> {
  const writer = await database.owner.connect();
  try {
    await writer.query('begin; update seizures set place_name = place_name where id = -1');
    await work();
  } finally {
    await writer.query('commit');
    writer.release();
  }
}

async function waiting(): Promise<number> {
  for (;;) {
    const { rows } = await database.owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like 'create index concurrently%'
       and wait_event_type = 'Lock'`,
    );
    if (rows[0]) return rows[0].pid;
    await sleep(50);
  }
}

test('are made while others write, and what they replace goes then', async () => {
  let made: Promise<unknown> = Promise.resolve();
  await whileWritten(async () => {
    made = migrate(database.ownerUrl);
    await waiting();
    expect(await indexes()).toContain('seizures_document');
    await database.owner.query(`set lock_timeout = '1s'; update seizures set place_name = '' where id = -2`);
  });
  expect(await made).toEqual([]);
  expect(await indexes()).toEqual(['seizures_words']);
});

test('are made anew where that was broken off', async () => {
  await whileWritten(async () => {
    const made = migrate(database.ownerUrl);
    await database.owner.query('select pg_cancel_backend($1)', [await waiting()]);
    await expect(made).rejects.toThrow('canceling statement');
  });
  expect(await indexes()).toEqual(['seizures_document', 'seizures_words, broken off']);
  await Promise.all(Array.from({ length: 12 }, () => migrate(database.ownerUrl)));
  expect(await indexes()).toEqual(['seizures_words']);
});

test.each([
  [100_000, true],
  [100_001, false],
])('of %i records are made in the migration: %s', async (records, is) => {
  await database.owner.query(`drop table if exists counted;
    create table counted as select n from generate_series(1, ${records}) n`);
  const knex = knexFactory(knexConfig(database.ownerUrl));
  await makeSmallIndex(knex, { name: 'counted_n', table: 'counted', definition: '(n)' });
  await knex.destroy();
  const { rows } = await database.owner.query(`select to_regclass('counted_n') is not null as made`);
  expect(rows).toEqual([{ made: is }]);
});
