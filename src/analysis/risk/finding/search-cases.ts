import type { Queryable } from '../../../db/pool.ts';
import { join, literal, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { whereOf, type Searching } from '../../../seizures/index.ts';
import { columnOf, casesWithLine } from '../../cells/search-cells.ts';
import type { DimensionName, Value } from '../../cells/dimension.ts';
import type { NamedSign, Tally } from './found.ts';

// Statements that PostgreSQL and the copy in columns both take, but for the list of cases, which has references.

/** A case as a search reads it: who reported it, when, in which upload, and the values of the fields asked for. */
export interface ReadCase {
  readonly country: string;
  /** "2026-03". */
  readonly month: string;
  readonly upload: number | null;
  readonly values: readonly Value[];
}

/** Cases alike in all that an indicator is about. */
export interface AlikeCases {
  /** Seized after the period the indicator was found in. */
  readonly isLater: boolean;
  readonly month: string;
  readonly country: string;
  /** Of each sign, then of the outcome: 1 where the case has it, 0 where not, -1 where it is not stated. */
  readonly has: readonly number[];
  readonly cases: number;
}

const places = [sql`v1`, sql`v2`, sql`v3`, sql`v4`, sql`v5`, sql`v6`, sql`v7`, sql`v8`, sql`v9`, sql`v10`];
const month = columnOf('month');

export async function countRead(on: Queryable, searching: Searching): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`select count(*)::int as n from seizures s where ${whereOf(searching)}`,
  );
  return Number(row?.n ?? 0);
}

/** The cases of a search, each once under its main line, with the values of some fields, ten at most. */
export async function readCases(
  on: Queryable,
  searching: Searching,
  names: readonly DimensionName[],
): Promise<ReadCase[]> {
  const values = names.map((name, at) => sql`${columnOf(name)} as ${places[at] ?? sql`v1`}`);
  const rows = await queryRows<Record<string, Value | number>>(
    on,
    sql`
      select s.country as country, ${month} as month, s.import_id::float8 as upload, ${join(values)}
      ${casesWithLine(searching)}`,
  );
  return rows.map(row => ({
    country: String(row.country),
    month: String(row.month),
    upload: row.upload === null || row.upload === undefined ? null : Number(row.upload),
    values: names.map((_name, at) => (row[`v${at + 1}`] ?? null) as Value),
  }));
}

/** The values as they are read from the database that a sign stands for: a group of products is all of these. */
export type CodesOf = (sign: NamedSign) => readonly string[];

function has(sign: NamedSign, codesOf: CodesOf): Sql {
  const column = columnOf(sign.field);
  return sql`case when ${column} is null then -1 when ${column} = any(${[...codesOf(sign)]}::text[]) then 1 else 0 end`;
}

/** The cases of a search by whether they have each of some signs and the outcome, up to and after a day. */
export async function countAlike(
  on: Queryable,
  searching: Searching,
  signs: readonly NamedSign[],
  { until, codesOf }: { readonly until: string; readonly codesOf: CodesOf },
): Promise<AlikeCases[]> {
  const own = signs.map((sign, at) => sql`${has(sign, codesOf)} as ${places[at] ?? sql`v1`}`);
  const rows = await queryRows<Record<string, string | number | boolean>>(
    on,
    sql`
      select s.seizure_date > ${until}::date as later, ${month} as month, s.country as country, ${join(own)},
        count(*)::int as n
      ${casesWithLine(searching)}
      group by 1, 2, 3, ${join(places.slice(0, signs.length))}`,
  );
  return rows.map(row => ({
    isLater: row.later === true,
    month: String(row.month),
    country: String(row.country),
    has: signs.map((_sign, at) => Number(row[`v${at + 1}`])),
    cases: Number(row.n),
  }));
}

/** A case of an indicator in a list. */
export interface ListedCase {
  readonly ref: string;
  readonly date: string;
  readonly country: string;
  readonly departure: string | null;
  readonly destination: string | null;
  readonly transport: string | null;
  readonly concealment: string | null;
  readonly heading: string;
  readonly product: string;
  /** Null too where it is held back as more than the goods can be. */
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly isHit: boolean;
}

/**
 * Cases that have all signs and state the outcome, hits and misses, the newest first. Few have all signs: they are
 * sought where figures are, and read where references are.
 */
export async function listCases(
  { pool, figures }: { readonly pool: Queryable; readonly figures: Queryable },
  searching: Searching,
  { signs, outcome }: { readonly signs: readonly NamedSign[]; readonly outcome: NamedSign },
  { most, codesOf }: { readonly most: number; readonly codesOf: CodesOf },
): Promise<ListedCase[]> {
  const all = signs.map(sign => sql`${columnOf(sign.field)} = any(${[...codesOf(sign)]}::text[])`);
  const having = sql`
    ${casesWithLine(searching)} and ${join(all, ' and ')} and ${columnOf(outcome.field)} is not null`;
  const newest = sql`order by s.seizure_date desc, s.id desc limit ${literal(most)}`;
  const found = await queryRows<{ id: number }>(figures, sql`select s.id ${having} ${newest}`);
  if (found.length === 0) return [];
  return queryRows<ListedCase & { readonly [name: string]: unknown }>(
    pool,
    sql`
      select s.ref, s.seizure_date::text as date, s.country, s.departure, s.destination, s.transport, s.concealment,
        g.heading, g.product, case when g.held then null else g.quantity::float8 end as quantity, g.unit,
        ${has(outcome, codesOf)} = 1 as "isHit"
      ${having} and s.id = any(${found.map(({ id }) => Number(id))}::bigint[]) ${newest}`,
  );
}

/** Cases with a field stated, of all: what nobody wrote down is no sign. */
export async function countStated(
  on: Queryable,
  searching: Searching,
  names: readonly DimensionName[],
): Promise<readonly Tally[]> {
  const stated = names.map(
    (name, at) => sql`(count(*) filter (where ${columnOf(name)} is not null))::int as ${places[at] ?? sql`v1`}`,
  );
  const row = await queryRow<Record<string, number>>(
    on,
    sql`select count(*)::int as n, ${join(stated)} ${casesWithLine(searching)}`,
  );
  return names.map((_name, at) => ({ cases: Number(row?.n ?? 0), hits: Number(row?.[`v${at + 1}`] ?? 0) }));
}
