import type { Queryable } from '../../src/db/pool.ts';
import type { Dump } from './dump.ts';

type Row = Readonly<Record<string, unknown>>;
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Every field of every row of some tables, by table and primary key. */
export async function rowsOf(on: Queryable, tables: Dump['tables']): Promise<Rows> {
  const all = new Map<string, ReadonlyMap<string, Row>>();
  for (const { name, columns } of tables) {
    const key = await keyOf(on, name);
    const { rows } = await on.query<Row>(`select ${columns.map(column => `"${column}"::text`).join()} from "${name}"`);
    const keyed = rows.map(
      row => [JSON.stringify(key.length > 0 ? key.map(column => row[column]) : row), row] as const,
    );
    all.set(name, new Map(keyed));
  }
  return all;
}

async function keyOf(on: Queryable, table: string): Promise<string[]> {
  const { rows } = await on.query<{ name: string }>(
    `select a.attname as name
     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indisprimary and i.indrelid = $1::regclass order by 1`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** What is not as it was: "table -2" for rows that are gone, "table +2" for new ones, "table.column 2" for changed. */
export function differences(before: Rows, after: Rows): string[] {
  return [...before].flatMap(([table, was]) => {
    const is = after.get(table) ?? new Map<string, Row>();
    const gone = [...was.keys()].filter(key => !is.has(key)).length;
    const come = [...is.keys()].filter(key => !was.has(key)).length;
    const changed = [...was].flatMap(([key, row]) => {
      const now = is.get(key);
      return now ? Object.keys(row).filter(column => row[column] !== now[column]) : [];
    });
    return [
      ...(gone > 0 ? [`${table} -${gone}`] : []),
      ...(come > 0 ? [`${table} +${come}`] : []),
      ...[...Map.groupBy(changed, column => column)].map(([column, { length }]) => `${table}.${column} ${length}`),
    ];
  });
}
