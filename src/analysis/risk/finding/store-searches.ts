import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { worksIn } from '../../../jobs/store-works.ts';
import type { Found, Method } from './found.ts';

export const searchStates = ['waiting', 'running', 'done', 'stopped', 'failed'] as const;
export type SearchState = (typeof searchStates)[number];
export const failures = ['tooMany', 'tooLong', 'accountEnded', 'fault'] as const;
export type Failure = (typeof failures)[number];

/** A search for indicators, without what it found. Times ISO in UTC. */
export interface RiskSearch {
  readonly id: string;
  readonly accountId: number;
  readonly officeId: number;
  readonly loginId: string;
  /** The question as an address has it. */
  readonly query: string;
  readonly headings: readonly string[];
  /** Plain dates. */
  readonly from: string;
  readonly to: string;
  readonly state: SearchState;
  /** Percent. */
  readonly progress: number;
  readonly failure: Failure | null;
  readonly cases: number;
  readonly changeSeq: number;
  readonly readAt: string | null;
  readonly method: Method | null;
  readonly count: number;
  readonly askedAt: string;
  readonly doneAt: string | null;
}

const iso = (column: ReturnType<typeof sql>): ReturnType<typeof sql> =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const columns = sql`r.id, r.account_id as "accountId", r.office_id as "officeId",
  (select a.login_id from accounts a where a.id = r.account_id) as "loginId", r.query, r.headings,
  to_char(r.period_from, 'YYYY-MM-DD') as "from", to_char(r.period_to, 'YYYY-MM-DD') as "to", r.state, r.progress,
  r.failure, r.cases, r.change_seq::float8 as "changeSeq", ${iso(sql`r.read_at`)} as "readAt", r.method,
  jsonb_array_length(r.found) as count, ${iso(sql`r.asked_at`)} as "askedAt", ${iso(sql`r.done_at`)} as "doneAt"`;

const works = worksIn(sql`risk_searches`);
export const listOpenSearches = works.listOpen;
export const noteProgress = works.noteProgress;
export const markStopped = works.stop;

type Asked = Pick<RiskSearch, 'query' | 'headings' | 'from' | 'to'>;

/** Writes a search down, or answers the one of the account that is still open. */
export async function insertSearch(
  client: Client,
  viewer: Viewer,
  asked: Asked,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const made = await queryRow<{ id: string }>(
    client,
    sql`
      insert into risk_searches (account_id, office_id, query, headings, period_from, period_to)
      values (${viewer.accountId}, ${viewer.office.id}, ${asked.query}, ${[...asked.headings]}, ${asked.from}::date,
        ${asked.to}::date)
      on conflict (account_id) where state in ('waiting', 'running') do nothing returning id`,
  );
  if (made) return { id: made.id, isNew: true };
  const open = await queryRow<{ id: string }>(
    client,
    sql`select id from risk_searches where account_id = ${viewer.accountId} and state in ('waiting', 'running')`,
  );
  if (!open) throw new Error('the search ended as it was asked for again');
  return { id: open.id, isNew: false };
}

/** A search of the viewer's office: its people see the same records. */
export async function findSearch(on: Queryable, viewer: Viewer, id: string): Promise<RiskSearch | undefined> {
  return queryRow<RiskSearch>(
    on,
    sql`select ${columns} from risk_searches r where r.id = ${id} and r.office_id = ${viewer.office.id}`,
  );
}

export async function findForJob(on: Queryable, id: string): Promise<RiskSearch | undefined> {
  return queryRow<RiskSearch>(on, sql`select ${columns} from risk_searches r where r.id = ${id}`);
}

export async function listFound(on: Queryable, id: string): Promise<readonly Found[]> {
  const row = await queryRow<{ found: readonly Found[] }>(on, sql`select found from risk_searches where id = ${id}`);
  return row?.found ?? [];
}

/** Searches of the viewer's office, the newest first. */
export function listSearches(on: Queryable, viewer: Viewer, most: number): Promise<RiskSearch[]> {
  return queryRows<RiskSearch>(
    on,
    sql`
      select ${columns} from risk_searches r where r.office_id = ${viewer.office.id}
      order by r.asked_at desc limit ${most}`,
  );
}

export interface Result {
  readonly cases: number;
  readonly changeSeq: number;
  readonly readAt: Date;
  readonly method: Method;
  readonly found: readonly Found[];
}

/** Writes what a search found, where it is still wanted. */
export async function finishSearch(client: Client, id: string, result: Result): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      update risk_searches set state = 'done', progress = 100, cases = ${result.cases},
        change_seq = ${result.changeSeq}::bigint, read_at = ${result.readAt}, done_at = now(),
        method = ${JSON.stringify(result.method)}::jsonb, found = ${JSON.stringify(result.found)}::jsonb
      where id = ${id} and state = 'running'`,
  );
  return rows > 0;
}

export async function failSearch(on: Queryable, id: string, failure: Failure, cases: number): Promise<void> {
  await execute(
    on,
    sql`
      update risk_searches set state = 'failed', failure = ${failure}, cases = ${cases}, done_at = now()
      where id = ${id} and state in ('waiting', 'running')`,
  );
}

/** The last change of the data there is. */
export async function lastChange(on: Queryable): Promise<number> {
  const row = await queryRow<{ seq: number }>(
    on,
    sql`select coalesce(max(seq), 0)::float8 as seq from seizure_changes`,
  );
  return row?.seq ?? 0;
}

/** Removes searches that ended so many days ago; what was kept of them stays. Answers what was removed. */
export function removeOldSearches(
  client: Client,
  days: number,
): Promise<{ readonly id: string; readonly accountId: number; readonly officeId: number }[]> {
  return queryRows(
    client,
    sql`
      delete from risk_searches where done_at < now() - make_interval(days => ${days}::int)
      returning id, account_id as "accountId", office_id as "officeId"`,
  );
}
