import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, literal, queryRows, sql, type Sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';
import type { Pair } from './clusters.ts';
import { daysApartByContainer, daysApartByGoods, quantityTolerance } from './thresholds.ts';

/** Why two records may be one event. 'said': somebody put them side by side. */
export type Reason = 'goods' | 'reference' | 'container' | 'said';

/** Pairs read at most: what waits counts up to 100 groups. */
export const mostPairs = 300;
/** Records one is compared with at most: a group of more is a series, not one event. */
const most = 8;
const inForce = sql`status in ('submitted', 'queried', 'verified')`;

/**
 * Finds what some records may be the same event as: same country, heading, product, date within 3 days and quantity
 * within 2 %; the same reference at an office of the country; or the same container within 30 days in any country. Rows
 * of one file are apart unless they agree wholly: the office that wrote it listed them as two.
 */
export async function findPairs(client: Client, ids: readonly number[]): Promise<void> {
  const all = [...ids];
  await execute(
    client,
    sql`
      with mine as (select s.* from seizures s where s.id = any(${all}::bigint[]) and s.${inForce}),
      found as (
        select m.id, o.id as with_id, 'goods' as reason from mine m, lateral (${sameGoods()}) o
        union all
        select m.id, o.id, 'reference' from mine m join seizures o on o.country = m.country and o.id <> m.id
          and regexp_replace(upper(o.national_ref), '[^[:alnum:]]', '', 'g')
            = regexp_replace(upper(m.national_ref), '[^[:alnum:]]', '', 'g')
          and o.national_ref is not null and m.national_ref is not null and o.${inForce}
        union all
        select m.id, o.id, 'container' from mine m, unnest(m.document) box (lexeme), lateral (
          select o.id from seizures o where box.lexeme like 'box=%' and o.document @@ quote_literal(box.lexeme)::tsquery
            and o.id <> m.id and o.${inForce}
            and abs(o.seizure_date - m.seizure_date) <= ${literal(daysApartByContainer)}
          limit ${literal(most)}) o),
      pairs as (
        select distinct on (1, 2) least(id, with_id) as one, greatest(id, with_id) as other, reason from found
        order by 1, 2, array_position(array['reference', 'container', 'goods'], reason)),
      gone as (
        delete from seizure_pairs p where p.state = 'open' and p.reason <> 'said'
          and (p.one = any(${all}::bigint[]) or p.other = any(${all}::bigint[]))
          and not exists (select from pairs f where f.one = p.one and f.other = p.other)
          -- A merge that is undone finds its pairs as they were.
          and not exists (select from seizures s where s.id in (p.one, p.other) and not s.${inForce})),
      -- "Not the same" was said of two versions: it holds until one of them changes.
      again as (
        select f.* from pairs f join seizure_pairs p using (one, other)
        join seizures a on a.id = f.one join seizures b on b.id = f.other
        where p.state = 'different' and (p.one_version, p.other_version) is distinct from (a.version, b.version)),
      reopened as (
        update seizure_pairs p set state = 'open', reason = g.reason, found_at = now(), account_id = null,
          decided_at = null, one_version = null, other_version = null
        from again g where p.one = g.one and p.other = g.other)
      insert into seizure_pairs (one, other, reason) select one, other, reason from pairs
      on conflict (one, other) do nothing`,
    'find_pairs',
  );
}

/**
 * Its country and days are few records, found by their index. Of a product there may be half of them all: `products`
 * is written so that its own index is left alone, which PostgreSQL would read for each record.
 */
function sameGoods(): Sql {
  return sql`
    select o.id from seizures o
    where o.country = m.country and o.id <> m.id and (o.products || '{}') && m.products and o.${inForce}
      and o.seizure_date between m.seizure_date - ${literal(daysApartByGoods)}
        and m.seizure_date + ${literal(daysApartByGoods)}
      and (m.import_id is distinct from o.import_id or m.import_id is null
        or (m.seizure_date, coalesce(m.place_name, ''), m.main_quantity)
          = (o.seizure_date, coalesce(o.place_name, ''), o.main_quantity) and m.national_ref is null)
      and exists (
        select from goods_lines g join goods_lines h on h.seizure_id = o.id and h.heading = g.heading
          and h.product = g.product and h.base_unit = g.base_unit
          and abs(h.base_quantity - g.base_quantity) <= ${literal(quantityTolerance)}
            * greatest(h.base_quantity, g.base_quantity)
        where g.seizure_id = m.id)
    order by abs(o.seizure_date - m.seizure_date), o.id limit ${literal(most)}`;
}

/** A pair the viewer may decide about: sees both, and enters records for one of them. Aliases `a` and `b`. */
function decidable(viewer: Viewer): Sql {
  const { kind, id } = viewer.office;
  const mine =
    kind === 'administration'
      ? sql`${id}::int in (a.office_id, b.office_id)`
      : kind === 'rilo'
        ? sql`${id}::int in (a.region_id, b.region_id)`
        : sql`true`;
  return sql`
    a.${inForce} and b.${inForce} and ${mine}
    and exists (select from seizures s where s.id = a.id and ${visibleSeizures(viewer)})
    and exists (select from seizures s where s.id = b.id and ${visibleSeizures(viewer)})`;
}

/** Pairs that wait for the viewer's decision, as `one` and `other`, up to `mostPairs`. */
export const decidablePairs = (viewer: Viewer): Sql => sql`
  select p.one, p.other, p.found_at from ${joined}
  where p.state = 'open' and ${decidable(viewer)} order by p.found_at desc, p.one, p.other limit ${literal(mostPairs)}`;

const joined = sql`seizure_pairs p join seizures a on a.id = p.one join seizures b on b.id = p.other`;

export interface OpenPair extends Pair {
  readonly reason: Reason;
  /** ISO. */
  readonly foundAt: string;
}

/** Pairs that wait for the viewer's decision, the newest first, up to `upTo`; of one record where `of` names it. */
export async function listOpenPairs(on: Queryable, viewer: Viewer, upTo: number): Promise<OpenPair[]> {
  const rows = await queryRows<OpenPair & { foundAt: Date }>(
    on,
    sql`
      select p.one, p.other, p.reason, p.found_at as "foundAt" from ${joined}
      where p.state = 'open' and ${decidable(viewer)} order by p.found_at desc, p.one, p.other limit ${upTo}`,
  );
  return rows.map(row => ({ ...row, foundAt: row.foundAt.toISOString() }));
}

/** Open pairs of a record and of those it is paired with, of what the viewer may decide. */
export async function listPairsAround(on: Queryable, viewer: Viewer, id: number): Promise<OpenPair[]> {
  const rows = await queryRows<OpenPair & { foundAt: Date }>(
    on,
    sql`
      with recursive around (id) as (
        select ${id}::bigint
        union
        select case when p.one = r.id then p.other else p.one end
        from around r join seizure_pairs p on r.id in (p.one, p.other) and p.state = 'open')
      select p.one, p.other, p.reason, p.found_at as "foundAt" from ${joined}
      where p.state = 'open' and p.one in (select id from around limit ${literal(50)}) and ${decidable(viewer)}
      order by p.found_at desc, p.one, p.other limit ${literal(100)}`,
  );
  return rows.map(row => ({ ...row, foundAt: row.foundAt.toISOString() }));
}

export interface Alike {
  readonly ref: string;
  readonly country: string;
  readonly seizureDate: string;
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly reason: Reason;
  /** From the record to this one. */
  readonly days: number;
}

/** What a record may be the same as, of the pairs the viewer may decide. */
export async function listAlike(on: Queryable, viewer: Viewer, id: number): Promise<Alike[]> {
  // Few records are in a pair, and to plan what follows takes longer than to ask.
  const open = sql`select from seizure_pairs where ${id}::bigint in (one, other) and state = 'open' limit 1`;
  if ((await queryRows(on, open, 'in_open_pair')).length === 0) return [];
  return queryRows<Alike>(
    on,
    sql`
      select o.ref, o.country, o.seizure_date as "seizureDate", o.headings[1] as heading, o.products[1] as product,
        o.main_quantity as quantity, o.main_unit as unit, p.reason, o.seizure_date - m.seizure_date as days
      from ${joined} join seizures m on m.id = ${id} join seizures o on o.id in (p.one, p.other) and o.id <> m.id
      where m.id in (p.one, p.other) and p.state = 'open' and ${decidable(viewer)}
      order by o.ref limit ${literal(most)}`,
  );
}

/** A record that was said to be another part of one event, of what the viewer may see. */
export interface Linked {
  readonly ref: string;
  readonly country: string;
  readonly status: string;
}

/** What a record is linked to. */
export function listLinked(on: Queryable, viewer: Viewer, id: number): Promise<Linked[]> {
  return queryRows<Linked>(
    on,
    sql`
      select s.ref, s.country, s.status from seizure_pairs p
      join seizures s on s.id = case when p.one = ${id} then p.other else p.one end
      where ${id}::bigint in (p.one, p.other) and p.state = 'linked' and ${visibleSeizures(viewer)} order by s.ref`,
    'linked_seizures',
  );
}

/** Writes what was decided about pairs of locked records, of their versions as they are. */
export async function decidePairs(
  client: Client,
  viewer: Viewer,
  pairs: readonly Pair[],
  state: 'different' | 'linked',
): Promise<void> {
  if (pairs.length === 0) return;
  await execute(
    client,
    sql`
      insert into seizure_pairs (one, other, reason, state, one_version, other_version, account_id, decided_at)
      select a.id, b.id, 'said', ${state}, a.version, b.version, ${viewer.accountId}::int, now()
      from unnest(${pairs.map(({ one }) => one)}::bigint[], ${pairs.map(({ other }) => other)}::bigint[])
        as t(one, other)
      join seizures a on a.id = t.one join seizures b on b.id = t.other
      on conflict (one, other) do update set state = excluded.state, one_version = excluded.one_version,
        other_version = excluded.other_version, account_id = excluded.account_id, decided_at = excluded.decided_at`,
  );
}

/** Whether two records are linked. */
export async function areLinked(on: Queryable, { one, other }: Pair): Promise<boolean> {
  const rows = await queryRows(
    on,
    sql`select one from seizure_pairs where one = ${one} and other = ${other} and state = 'linked'`,
  );
  return rows.length > 0;
}

/** A record in a line. */
export interface Short {
  readonly id: number;
  readonly ref: string;
  readonly country: string;
  readonly status: string;
  readonly seizureDate: string;
  readonly placeName: string | null;
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
}

export function listShort(on: Queryable, viewer: Viewer, ids: readonly number[]): Promise<Short[]> {
  return queryRows<Short>(
    on,
    sql`
      select s.id, s.ref, s.country, s.status, s.seizure_date as "seizureDate", s.place_name as "placeName",
        s.headings[1] as heading, s.products[1] as product, s.main_quantity as quantity, s.main_unit as unit
      from seizures s where s.id = any(${[...ids]}::bigint[]) and ${visibleSeizures(viewer)} order by s.id`,
  );
}
