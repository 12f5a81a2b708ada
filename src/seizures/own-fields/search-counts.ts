import { sql, type Sql } from '../../db/sql.ts';
import { linesOfIds } from '../copy/store-ready.ts';
import { headingsWith, ownFields, type OwnField } from './declared.ts';
import { fieldKey } from './values.ts';

/** Records by value of each own field. Field names and values are in lower case, as they are found. */
export type OwnCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Values are counted over this many records of a result, the newest of them: each line must be fetched. */
export const ownCountedTo = 5_000;

/** Types whose values are counted one by one. */
const counted: readonly OwnField['type'][] = ['choice', 'code', 'yesno'];

/** The fields shown beside the list: those that all chosen headings have, or one alone. */
export function sharedFields(headings: readonly string[]): OwnField[] {
  if (headings.length === 0) return [];
  return [...ownFields.values()].filter(field => headingsWith(field, headings).length === headings.length);
}

/** Every own field that can be counted by its values, with its heading, in lower case: "drug.form". */
export function countedKeys(): string[] {
  return [...ownFields.values()]
    .filter(({ type }) => counted.includes(type))
    .flatMap(({ name, byHeading }) => [...byHeading.keys()].map(heading => fieldKey(heading, name).toLowerCase()));
}

/** Names of the shown fields whose values are counted. */
export function countedFields(headings: readonly string[]): string[] {
  return sharedFields(headings)
    .filter(({ type }) => counted.includes(type))
    .map(({ name }) => name);
}

/**
 * Rows ('own', "<heading>.<field>=<value>", records, null) over some records, whose ids `of` selects. A record with two
 * lines of one value counts once.
 */
export function ownCounts(of: Sql, names: readonly string[], headings: readonly string[]): Sql {
  const keys = names.flatMap(name => headings.map(heading => fieldKey(heading, name).toLowerCase()));
  return sql`
    with ids as materialized (${of}),
    -- Taken apart in the list of a select: joined, the copy in columns takes ten times as long.
    stated as (select distinct g.seizure_id, unnest(tsvector_to_array(g.own)) as lexeme
      from ids, ${linesOfIds} where g.seizure_id = ids.id and g.heading = any(${[...headings]}::text[]))
    select 'own', lexeme, count(*)::int, null from stated where split_part(lexeme, '=', 1) = any(${keys}::text[])
    group by 2`;
}

/** Reads the rows back. Two headings' counts of one value are added: a record with lines of both counts in each. */
export function readCounts(rows: readonly { code: string | null; n: number }[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { code, n } of rows) {
    const [key = '', value = ''] = split(code ?? '');
    const name = key.slice(key.indexOf('.') + 1);
    const values = counts.get(name) ?? new Map<string, number>();
    counts.set(name, values.set(value, (values.get(value) ?? 0) + n));
  }
  return counts;
}

function split(lexeme: string): [string, string] {
  const at = lexeme.indexOf('=');
  return [lexeme.slice(0, at), lexeme.slice(at + 1)];
}
