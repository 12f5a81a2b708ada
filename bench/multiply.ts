import type { Client, Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';

/** Records made one by one; more are copies of them, which the database writes a hundred times as fast. */
export const mostMade = 250_000;

/** Tables of a record with the column that says which it belongs to. `seizures` comes first. */
const tables: readonly (readonly [table: string, record: string])[] = [
  ['seizures', 'id'],
  ['seizure_records', 'seizure_id'],
  ['goods_lines', 'seizure_id'],
  ['goods_line_numbers', 'seizure_id'],
  ['seizure_steps', 'seizure_id'],
];

/** What another copy of a row has of its own: `$1` is the number of the copy. Others keep the value of the row. */
const ownValues: Readonly<Record<string, string>> = {
  'seizures.ref': `substr(ref, 1, 8) || lpad((substr(ref, 9)::int + $1 * 100000)::text, 6, '0')`,
  'seizures.client_uuid': 'gen_random_uuid()',
};

/**
 * Copies the records of a filled database until there are `count`: ten times as many are ten times as much to count and
 * to search, with the same shares. At most ten times, as far as references reach. Returns the seconds it took.
 */
export async function multiply(pool: Pool, count: number, report: (line: string) => void): Promise<number> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const { made, last } = await readCounts(pool);
  const copies = Math.ceil(count / made) - 1;
  const indexes = await dropIndexes(pool);
  for (let copy = 1; copy <= copies; copy += 1) {
    await inTransaction(pool, async client => {
      await client.query('set local session_replication_role = replica');
      for (const [table, record] of tables) await copyRows(client, { table, record, copy, last });
    });
    report(`${(copy + 1) * made} records, ${seconds().toFixed(0)} s`);
  }
  for (const index of indexes) await pool.query(index);
  await pool.query(`select setval(pg_get_serial_sequence('seizures', 'id'), (select max(id) from seizures))`);
  await pool.query('vacuum analyze');
  return seconds();
}

async function readCounts(pool: Pool): Promise<{ readonly made: number; readonly last: number }> {
  const { rows } = await pool.query<{ made: number; last: number }>(
    'select count(*)::int as made, max(id)::int as last from seizures',
  );
  const [found = { made: 0, last: 0 }] = rows;
  return found;
}

/** Indexes of records are made anew afterwards: row by row they would take most of the time. */
async function dropIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = any($1::regclass[]) and not indisunique`,
    [tables.map(([table]) => table)],
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

interface Copied {
  readonly table: string;
  readonly record: string;
  readonly copy: number;
  readonly last: number;
}

async function copyRows(client: Client, { table, record, copy, last }: Copied): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
      and attgenerated = '' and (attidentity = '' or attname = $2) order by attnum`,
    [table, record],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map(name =>
    name === record ? `${name} + ${copy * last}` : (ownValues[`${table}.${name}`] ?? name).replace('$1', String(copy)),
  );
  await client.query(
    `insert into ${table} (${names.join(', ')}) overriding system value
    select ${values.join(', ')} from ${table} where ${record} <= ${last}`,
  );
}
