import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql, type Sql } from '../../db/sql.ts';
import {
  isFirstOfHeading,
  monthOfSeizure,
  productOfLine,
  recordsAndLines,
  whereOf,
  type Criteria,
  type Searching,
} from '../../seizures/index.ts';
import { dimensionOf, isOwn, type ColumnName, type DimensionName, type Value } from './dimension.ts';
import { inOrder } from './in-order.ts';

// Statements that PostgreSQL and the copy in columns both take (src/db/columnar): no search documents, no JSON.

/** Cases of one combination of values, in the order of the dimensions asked for. */
export interface CaseCell {
  readonly values: readonly Value[];
  readonly cases: number;
}

/** Lines of one combination of values in one unit, money in 'USD'; lines without a quantity have no unit. */
export interface LineCell {
  readonly values: readonly Value[];
  readonly unit: string | null;
  readonly lines: number;
  /** In base units; null where no line counts. */
  readonly quantity: number | null;
  /** Of one line. */
  readonly largest: number | null;
  /** Lines that count in no sum: more than their goods can be, and not confirmed. */
  readonly held: number;
}

/** A country, where one is stated. */
const known = (column: Sql): Sql => sql`nullif(${column}, 'ZZ')`;

const columns: Readonly<Record<Exclude<ColumnName, 'heading' | 'product' | 'own'>, Sql>> = {
  country: sql`s.country`,
  region: sql`s.region_id::text`,
  office: sql`s.office_id::text`,
  transport: sql`s.transport`,
  concealment: sql`s.concealment`,
  detection: sql`s.detection`,
  location: sql`s.location`,
  direction: sql`s.direction`,
  origin: known(sql`s.origin`),
  departure: known(sql`s.departure`),
  transit: sql`nullif(array_to_string(s.transit, '>'), '')`,
  destination: known(sql`s.destination`),
  way: sql`${known(sql`s.departure`)} || '>' || ${known(sql`s.destination`)}`,
  status: sql`s.status`,
  month: monthOfSeizure,
  week: sql`date_trunc('week', s.seizure_date)::date`,
  day: sql`s.seizure_date`,
  weekday: sql`extract(isodow from s.seizure_date)::int::text`,
};

/** The column a dimension is read from; of goods, of the line joined as `g`. */
export function columnOf(name: DimensionName): Sql {
  if (isOwn(name)) return sql`own_value(g.own, ${`${name.toLowerCase()}=`}::text)`;
  const { column } = dimensionOf(name);
  if (column === 'heading') return sql`g.heading`;
  return column === 'product' ? productOfLine : columns[column as keyof typeof columns];
}

export function isOfGoods(name: DimensionName): boolean {
  return ['heading', 'product', 'own'].includes(dimensionOf(name).column);
}

/** Conditions on the lines themselves, where goods were asked for. */
function linesAsked({ heading, product }: Criteria, line: Sql = sql`g`): Sql {
  const parts: Sql[] = [];
  if (heading.length > 0) parts.push(sql`${line}.heading = any(${[...heading]}::text[])`);
  if (product.length > 0) parts.push(sql`${line}.product = any(${[...product]}::text[])`);
  return parts.length > 0 ? join(parts, ' and ') : sql`true`;
}

/**
 * `from … where …` of the cases of a search, each with the line `g` it counts under: its first, or the first of those
 * that were asked for.
 */
export function casesWithLine(searching: Searching): Sql {
  return sql`from ${recordsAndLines} where ${whereOf(searching)} and ${isMainLine(searching.criteria)}`;
}

function isMainLine(criteria: Criteria): Sql {
  if (criteria.heading.length === 0 && criteria.product.length === 0) return sql`g.line_no = 1`;
  if (criteria.heading.length === 1 && criteria.product.length === 0)
    return sql`${linesAsked(criteria)} and ${isFirstOfHeading}`;
  return sql`(g.seizure_id, g.line_no) in (
    select m.seizure_id, min(m.line_no) from goods_lines m where ${linesAsked(criteria, sql`m`)} group by 1)`;
}

/** Names of the columns of a row, in the order of the dimensions. */
const valueNames = ['v1', 'v2', 'v3', 'v4'] as const;
const places = [sql`v1`, sql`v2`, sql`v3`, sql`v4`];

/** The values of some dimensions in the list of a select, and the columns to group by. */
function listed(names: readonly DimensionName[]): { readonly list: Sql; readonly by: readonly Sql[] } {
  const by = places.slice(0, names.length);
  const values = names.map((name, at) => sql`${columnOf(name)} as ${by[at] ?? empty}, `);
  return { list: values.length > 0 ? join(values, '') : empty, by };
}

type Row = Readonly<Record<string, Value | number>>;

function valuesOf(row: Row, count: number): Value[] {
  return valueNames.slice(0, count).map(name => (row[name] ?? null) as Value);
}

/** The cases of a search with the values of some dimensions as `v1`, `v2` …, to count more of than their number. */
export function casesBy(searching: Searching, names: readonly DimensionName[]) {
  const from = names.some(isOfGoods) ? casesWithLine(searching) : sql`from seizures s where ${whereOf(searching)}`;
  return { ...listed(names), from };
}

/** Cases by the values of some dimensions, four at most; of none, all in one cell. */
export async function countCases(
  on: Queryable,
  searching: Searching,
  names: readonly DimensionName[],
): Promise<CaseCell[]> {
  const { list, by, from } = casesBy(searching, names);
  const rows = await queryRows<Row>(
    on,
    sql`select ${list}count(*)::int as n ${from} ${by.length > 0 ? sql`group by ${join(by)}` : empty}`,
  );
  return inOrder(rows, valueNames).map(row => ({ values: valuesOf(row, names.length), cases: Number(row.n) }));
}

/** Lines and their quantities by unit and by the values of some dimensions, four at most. */
export async function sumLines(
  on: Queryable,
  searching: Searching,
  names: readonly DimensionName[],
): Promise<LineCell[]> {
  const { list, by } = listed(names);
  const quantity = sql`
    case when g.held then null when g.base_unit = 'amount' then g.usd
      when g.base_unit is not null then g.base_quantity end`;
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${list}case when g.base_unit = 'amount' then 'USD' else g.base_unit end as measured_in,
        count(*)::int as lines,
        sum(${quantity})::float8 as quantity, max(${quantity})::float8 as largest,
        (count(*) filter (where g.held))::int as held
      from ${recordsAndLines}
      where ${whereOf(searching)} and ${linesAsked(searching.criteria)}
      group by ${join([...by, sql`measured_in`])}`,
  );
  return inOrder(rows, [...valueNames, 'measured_in']).map(row => ({
    values: valuesOf(row, names.length),
    unit: row.measured_in as string | null,
    lines: Number(row.lines),
    quantity: row.quantity as number | null,
    largest: row.largest as number | null,
    held: Number(row.held),
  }));
}
