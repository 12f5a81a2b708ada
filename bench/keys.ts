import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { prepareDatabase } from '../src/cli/prepare.ts';
import { openPool, type Client } from '../src/db/pool.ts';
import { syntheticRecords } from '../seeds/demo/seed.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { insertSeizures } from '../src/seizures/index.ts';
import { startTestServer } from '../test/support/database-server.ts';

/**
 * What keys and checks cost where records are written in bulk: `node bench/keys.ts [rounds] [records]`. The rows of all
 * records are written anew, a statement a table, and PostgreSQL says how long each statement took and each key or
 * trigger in it. Both are slowed alike on a busy machine, so the medians of the shares hold where times do not.
 */
const rounds = Number(process.argv[2] ?? 7);
const records = Number(process.argv[3] ?? 10_000);

const tables = ['seizures', 'seizure_records', 'goods_lines', 'seizure_steps', 'seizure_changes'] as const;

interface Plan {
  readonly 'Execution Time': number;
  readonly Triggers: readonly {
    readonly 'Constraint Name'?: string;
    readonly 'Trigger Name': string;
    readonly Time: number;
  }[];
}

/** Milliseconds of a statement, and of each key and trigger in it by name. */
async function explain(client: Client, statement: string): Promise<{ whole: number; parts: Map<string, number> }> {
  const { rows } = await client.query<{ 'QUERY PLAN': [Plan] }>(`explain (analyze, format json) ${statement}`);
  const plan = rows[0]?.['QUERY PLAN'][0];
  const parts = (plan?.Triggers ?? []).map(one => [one['Constraint Name'] ?? one['Trigger Name'], one.Time] as const);
  return { whole: plan?.['Execution Time'] ?? 0, parts: new Map(parts) };
}

/** Writes every row anew and undoes it: milliseconds of all statements together, and of their keys and triggers. */
async function rewrite(client: Client): Promise<Map<string, number>> {
  const times = new Map<string, number>([['whole', 0]]);
  await client.query('begin');
  for (const table of tables)
    await client.query(`create temp table kept_${table} on commit drop as select * from ${table}`);
  await client.query('truncate seizures cascade');
  for (const table of tables) {
    const { whole, parts } = await explain(
      client,
      `insert into ${table} overriding system value select * from kept_${table}`,
    );
    times.set('whole', (times.get('whole') ?? 0) + whole);
    for (const [name, time] of parts) times.set(name, time);
  }
  await client.query('rollback');
  return times;
}

/** Milliseconds to write the stated quantities into a table of their own, as this type. */
async function writeQuantities(client: Client, type: string): Promise<number> {
  await client.query('begin');
  await client.query(`create table typed (seizure_id bigint, quantity ${type}, base_unit text, base_quantity ${type})`);
  await client.query('create index on typed (base_unit, base_quantity)');
  const { whole } = await explain(
    client,
    'insert into typed select seizure_id, quantity, base_unit, base_quantity from goods_lines',
  );
  await client.query('rollback');
  return whole;
}

/** Milliseconds to sum them by unit, as the figures do. */
async function sumQuantities(client: Client, type: string): Promise<number> {
  await client.query(
    `create temp table typed as select base_unit, base_quantity::${type} as quantity from goods_lines,
      generate_series(1, 10)`,
  );
  const { whole } = await explain(client, 'select base_unit, sum(quantity), max(quantity) from typed group by 1');
  await client.query('drop table typed');
  return whole;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const server = await startTestServer();
try {
  const administrator = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await administrator.connect();
  await administrator.query('create database keys').finally(() => administrator.end());
  const ownerUrl = server.ownerUrl('keys');
  await prepareDatabase({ ownerUrl, demo: { password: randomUUID() }, records: 'none', report: () => undefined });
  const pool = openPool({ url: ownerUrl, max: 1, statementTimeout: 0 });
  const [lists, offices] = [await loadLists(pool), await loadOffices(pool)];
  const seizures = syntheticRecords(lists, offices, () => 1, '2026-11-01', records);
  await inTransaction(pool, async client => insertSeizures(client, seizures));
  const client = await pool.connect();
  await client.query('vacuum analyze');
  const all: Map<string, number>[] = [];
  const ratios: Record<'write' | 'sum', number[]> = { write: [], sum: [] };
  for (let round = 0; round < rounds; round += 1) {
    all.push(await rewrite(client));
    ratios.write.push((await writeQuantities(client, 'numeric')) / (await writeQuantities(client, 'double precision')));
    ratios.sum.push((await sumQuantities(client, 'numeric')) / (await sumQuantities(client, 'double precision')));
  }
  for (const name of all[0]?.keys() ?? []) {
    const each = median(all.map(times => ((times.get(name) ?? 0) / records) * 1000));
    const share = median(all.map(times => ((times.get(name) ?? 0) / (times.get('whole') ?? 1)) * 100));
    process.stdout.write(`${name}: ${each.toFixed(2)} µs a record, ${share.toFixed(1)} %\n`);
  }
  process.stdout.write(
    `numeric to double precision: written ${median(ratios.write).toFixed(2)}, summed ` +
      `${median(ratios.sum).toFixed(2)}\n`,
  );
  client.release();
  await pool.end();
} finally {
  await server.stop();
}
