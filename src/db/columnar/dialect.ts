import { listValue } from '@duckdb/node-api';
import type { DuckDBValue } from '@duckdb/node-api';

/** What the copy cannot answer: it has no search documents. */
const beyondCopy = /@@|tsquery|tsvector(?!_to_array)|json_agg|jsonb|pg_/;

/** Whether a statement can be asked of the copy: it reads nothing but what the copy has. */
export function isPortable(text: string): boolean {
  return !beyondCopy.test(text);
}

/**
 * A statement of PostgreSQL as the columnar engine takes it. Both read the same words but for these: the day is the
 * one the portal goes by, exact numbers are double, the fence that keeps PostgreSQL's planner from joining is none, one
 * value is looked for in a list by a function made for it, and what a column holds `ready` is not worked out again.
 */
export function toColumnar(text: string, today: string, ready: ReadonlyMap<string, string>): string {
  let columnar = text;
  for (const [expression, column] of ready) columnar = columnar.replaceAll(expression, column);
  return columnar
    .replaceAll(/(\w+\.\w+) @> array\[([^\]]+)\]/g, 'list_contains($1, $2)')
    .replaceAll(/\bcurrent_date\b/gi, `(date '${today}')`)
    .replaceAll(/::numeric\b/g, '::double')
    .replaceAll(/\boffset 0\b/g, '');
}

/** A parameter as the engine binds it. */
export function toValue(value: unknown): DuckDBValue {
  if (Array.isArray(value)) return listValue(value.map(toValue));
  if (value === undefined) return null;
  return value as DuckDBValue;
}
