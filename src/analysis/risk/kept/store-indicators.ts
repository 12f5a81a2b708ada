import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import type { Found, Method, NamedSign } from '../finding/found.ts';
import { visibleIndicators } from './scope.ts';

export interface KeptScore {
  readonly hits: number;
  readonly misses: number;
}

/** An indicator that an office keeps, as it was when it was found. Times ISO in UTC. */
export interface KeptIndicator {
  readonly id: number;
  readonly ref: string;
  readonly searchId: string | null;
  readonly officeId: number;
  readonly keptById: number;
  readonly keptBy: string;
  readonly keptAt: string;
  readonly query: string;
  readonly headings: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  readonly changeSeq: number;
  readonly readAt: string;
  readonly method: Method;
  readonly found: Found;
  readonly givenUpAt: string | null;
  /** Null where the rule gave it up. */
  readonly givenUpBy: string | null;
  readonly reason: string | null;
  readonly score: KeptScore | null;
}

const iso = (column: ReturnType<typeof sql>): ReturnType<typeof sql> =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const columns = sql`i.id, i.ref, i.search_id as "searchId", i.office_id as "officeId", i.kept_by as "keptById",
  (select a.login_id from accounts a where a.id = i.kept_by) as "keptBy", ${iso(sql`i.kept_at`)} as "keptAt", i.query,
  i.headings, to_char(i.period_from, 'YYYY-MM-DD') as "from", to_char(i.period_to, 'YYYY-MM-DD') as "to", i.cases,
  i.change_seq::float8 as "changeSeq", ${iso(sql`i.read_at`)} as "readAt", i.method, i.found,
  ${iso(sql`i.given_up_at`)} as "givenUpAt",
  (select a.login_id from accounts a where a.id = i.given_up_by) as "givenUpBy", i.reason, i.score`;

/** Keeps what stood at a place of a search. Answers its reference, the earlier one where it was kept before. */
export async function insertIndicator(
  client: Client,
  viewer: Viewer,
  { searchId, place, found }: { readonly searchId: string; readonly place: number; readonly found: Found },
): Promise<{ readonly ref: string; readonly isNew: boolean }> {
  // One number after the other.
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('risk_indicators'))`);
  const made = await queryRow<{ ref: string }>(
    client,
    sql`
      insert into risk_indicators (ref, search_id, place, office_id, kept_by, query, headings, period_from, period_to,
        cases, change_seq, read_at, method, found)
      select y.year || lpad((1 + (select count(*) from risk_indicators where ref like y.year || '%'))::text, 3, '0'),
        r.id, ${place}::int, r.office_id, ${viewer.accountId}, r.query, r.headings, r.period_from, r.period_to, r.cases,
        r.change_seq, r.read_at, r.method, ${JSON.stringify(found)}::jsonb
      from risk_searches r, (select to_char(now() at time zone 'UTC', '"RI-"YYYY"-"') as year) y
      where r.id = ${searchId} and r.state = 'done'
      on conflict (search_id, place) do nothing returning ref`,
  );
  if (made) return { ref: made.ref, isNew: true };
  const known = await queryRow<{ ref: string }>(
    client,
    sql`select ref from risk_indicators where search_id = ${searchId} and place = ${place}::int`,
  );
  if (!known) throw new Error('the indicator was not kept');
  return { ref: known.ref, isNew: false };
}

export async function findIndicator(
  on: Queryable,
  offices: readonly number[],
  ref: string,
  isLocked = false,
): Promise<KeptIndicator | undefined> {
  return queryRow<KeptIndicator>(
    on,
    sql`
      select ${columns} from risk_indicators i where ${visibleIndicators(offices)} and i.ref = ${ref}
      ${isLocked ? sql`for update of i` : empty}`,
  );
}

export interface KeptCount {
  /** Not given up. */
  readonly kept: number;
  readonly givenUp: number;
}

/** How many indicators offices keep, and gave up. */
export async function countKept(on: Queryable, offices: readonly number[]): Promise<KeptCount> {
  const row = await queryRow<KeptCount>(
    on,
    sql`
      select (count(*) filter (where i.given_up_at is null))::int as kept,
        (count(*) filter (where i.given_up_at is not null))::int as "givenUp"
      from risk_indicators i where ${visibleIndicators(offices)}`,
    'count_kept_indicators',
  );
  return row ?? { kept: 0, givenUp: 0 };
}

/** What the indicators of some offices say is found, each once. */
export async function listOutcomes(on: Queryable, offices: readonly number[]): Promise<NamedSign[]> {
  const rows = await queryRows<{ outcome: NamedSign }>(
    on,
    sql`select distinct i.found->'outcome' as outcome from risk_indicators i where ${visibleIndicators(offices)}`,
  );
  return rows.map(({ outcome }) => outcome);
}

interface Listing {
  readonly headings: readonly string[];
  /** What they say is found: "product:DRUG/KET"; anything where it is empty. */
  readonly found?: string;
  readonly most: number;
}

/** Indicators of some offices, of all headings or of those that share one with these; the newest first. */
export function listIndicators(
  on: Queryable,
  offices: readonly number[],
  { headings, found = '', most }: Listing,
): Promise<KeptIndicator[]> {
  const ofHeadings =
    headings.length === 0 ? empty : sql`and (i.headings = '{}' or i.headings && ${[...headings]}::text[])`;
  const ofFound =
    found === '' ? empty : sql`and i.found->'outcome'->>'field' || ':' || (i.found->'outcome'->>'value') = ${found}`;
  return queryRows<KeptIndicator>(
    on,
    sql`
      select ${columns} from risk_indicators i where ${visibleIndicators(offices)} ${ofHeadings} ${ofFound}
      order by i.kept_at desc, i.id desc limit ${most}`,
  );
}

/** References of what was kept of a search, by place. */
export async function listKeptOf(on: Queryable, searchId: string): Promise<ReadonlyMap<number, string>> {
  const rows = await queryRows<{ place: number; ref: string }>(
    on,
    sql`select place, ref from risk_indicators where search_id = ${searchId}`,
  );
  return new Map(rows.map(({ place, ref }) => [place, ref]));
}

/** All that are still scored. */
export function listScored(on: Queryable): Promise<KeptIndicator[]> {
  return queryRows<KeptIndicator>(
    on,
    sql`select ${columns} from risk_indicators i where i.given_up_at is null order by i.id`,
  );
}

/** Gives an indicator up; by the rule where nobody is named. Answers whether it was still kept. */
export async function markGivenUp(
  client: Client,
  id: number,
  {
    score,
    by,
  }: { readonly score: KeptScore | null; readonly by?: { readonly accountId: number; readonly reason: string } },
): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      update risk_indicators set given_up_at = now(), given_up_by = ${by?.accountId ?? null},
        reason = ${by?.reason ?? null}, score = ${score === null ? null : JSON.stringify(score)}::jsonb
      where id = ${id} and given_up_at is null`,
  );
  return rows > 0;
}
