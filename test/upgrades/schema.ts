import type { Queryable } from '../../src/db/pool.ts';

/**
 * What migrations made, as PostgreSQL tells it, one line each: columns, constraints, indexes, functions, triggers,
 * grants. Without the months of the trail, which follow the day.
 */
export async function schemaOf(on: Queryable): Promise<string[]> {
  const ours = `relnamespace = 'public'::regnamespace and not c.relispartition`;
  const { rows } = await on.query<{ line: string }>(`
    select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || case a.attidentity when '' then '' else ' identity' end
        || coalesce(case a.attgenerated when '' then ' default ' else ' as ' end || pg_get_expr(d.adbin, d.adrelid), '')
        as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid
        and d.adnum = a.attnum
      where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
    union all select 'constraint ' || c.relname || '.' || conname || ' ' || pg_get_constraintdef(k.oid)
      from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours}
    union all select 'index ' || pg_get_indexdef(c.oid) from pg_class c where ${ours} and c.relkind in ('i', 'I')
    union all select 'function ' || pg_get_functiondef(p.oid) from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and p.probin is null
    union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where ${ours} and not t.tgisinternal
    union all select 'grants ' || c.relname || ' ' || c.relacl::text from pg_class c
      where ${ours} and c.relacl is not null
    union all select 'grants ' || c.relname || '.' || a.attname || ' ' || a.attacl::text
      from pg_class c join pg_attribute a on a.attrelid = c.oid where ${ours} and a.attacl is not null
    order by 1`);
  return rows.map(({ line }) => line);
}

/** Type of each column of a schema: `table.column` to `integer not null`. */
export function columnsIn(schema: readonly string[]): Map<string, string> {
  return new Map(
    schema
      .map(line => /^column (\S+) ([\s\S]*?)( identity| default [\s\S]*| as [\s\S]*)?$/.exec(line))
      .filter(found => found !== null)
      .map(([, name = '', type = '']) => [name, type]),
  );
}
