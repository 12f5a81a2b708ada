import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import { portRole, whereOf, type PortRole, type Searching } from '../../seizures/index.ts';
import { inOrder } from '../cells/in-order.ts';
import type { Ends } from './fields.ts';

// Statements that PostgreSQL and the copy in columns both take (src/db/columnar).

/** Cases from one point of the route to another; a point is null where the record does not state it. */
export interface FlowCell {
  readonly from: string | null;
  readonly to: string | null;
  /** Countries of transit in the order stated, joined by ">"; null for none, and where nobody asked. */
  readonly via: string | null;
  readonly cases: number;
  /** Seized in the country of the one end, of the other. */
  readonly atFrom: number;
  readonly atTo: number;
}

/** Cases of one flow before a day and from it on. */
export interface ChangeCell extends Pick<FlowCell, 'from' | 'to' | 'via'> {
  readonly before: number;
  readonly after: number;
}

/** What cases do in a country: they end, begin or pass there, were seized or made there and nothing else. */
export interface RoleCell {
  readonly role: 'comes' | 'leaves' | 'passes' | 'seized' | 'made';
  readonly from: string | null;
  readonly to: string | null;
  readonly cases: number;
  /** Of them, those that name the country as transit. */
  readonly named: number;
}

const known = (column: Sql): Sql => sql`nullif(${column}, 'ZZ')`;

/** Both ends, and the way between where it is asked for. */
function pointsOf(ends: Ends): { readonly from: Sql; readonly to: Sql; readonly via: Sql } {
  return {
    from: known(ends === 'origin' ? sql`s.origin` : sql`s.departure`),
    to: known(ends === 'seizure' ? sql`s.country` : sql`s.destination`),
    via: ends === 'seizure' ? sql`null::text` : sql`nullif(array_to_string(s.transit, '>'), '')`,
  };
}

export async function countFlows(on: Queryable, searching: Searching, ends: Ends): Promise<FlowCell[]> {
  const { from, to, via } = pointsOf(ends);
  const rows = await queryRows<FlowCell>(
    on,
    sql`
      select ${from} as "from", ${to} as "to", ${via} as via, count(*)::int as cases,
        (count(*) filter (where s.country = ${from}))::int as "atFrom",
        (count(*) filter (where s.country = ${to}))::int as "atTo"
      from seizures s where ${whereOf(searching)} group by 1, 2, 3`,
  );
  return inOrder(rows, ['from', 'to', 'via']);
}

/** The same over a longer period, told apart by a day. */
export async function countChanges(
  on: Queryable,
  searching: Searching,
  ends: Ends,
  since: string,
): Promise<ChangeCell[]> {
  const { from, to, via } = pointsOf(ends);
  const way = ends === 'steps' ? via : sql`null::text`;
  const rows = await queryRows<ChangeCell>(
    on,
    sql`
      select ${from} as "from", ${to} as "to", ${way} as via,
        (count(*) filter (where s.seizure_date < ${since}::date))::int as before,
        (count(*) filter (where s.seizure_date >= ${since}::date))::int as after
      from seizures s where ${whereOf(searching)} group by 1, 2, 3`,
  );
  return inOrder(rows, ['from', 'to', 'via']);
}

/** What the cases do in one country, each once: where it ends before where it begins, and so on. */
export async function countRoles(on: Queryable, searching: Searching, country: string): Promise<RoleCell[]> {
  const passes = sql`s.transit && ${[country]}::text[]`;
  const rows = await queryRows<RoleCell>(
    on,
    sql`
      select case when s.destination = ${country} then 'comes' when s.departure = ${country} then 'leaves'
          when ${passes} then 'passes' when s.country = ${country} then 'seized' else 'made' end as role,
        ${known(sql`s.departure`)} as "from", ${known(sql`s.destination`)} as "to", count(*)::int as cases,
        (count(*) filter (where ${passes}))::int as named
      from seizures s where ${whereOf(searching)} group by 1, 2, 3`,
  );
  return inOrder(rows, ['role', 'from', 'to']);
}

/** Cases of a port by what they do there; those only seized there by the direction they state. */
export interface PortCell extends Pick<FlowCell, 'from' | 'to' | 'cases'> {
  readonly role: Exclude<PortRole, 'unknown'>;
  readonly direction: string | null;
}

/** What the cases do at one port, each once. The words of ports are in PostgreSQL alone. */
export async function countPortRoles(on: Queryable, searching: Searching, port: string): Promise<PortCell[]> {
  const rows = await queryRows<PortCell>(
    on,
    sql`
      select role, case when role = 'seized' then direction end as direction, "from", "to", count(*)::int as cases
      from (select ${portRole(port, searching.lists)} as role, s.direction, ${known(sql`s.departure`)} as "from",
          ${known(sql`s.destination`)} as "to"
        from seizures s where ${whereOf(searching)}) c group by 1, 2, 3, 4`,
  );
  return inOrder(rows, ['role', 'direction', 'from', 'to']);
}
