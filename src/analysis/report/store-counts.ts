import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { worksIn } from '../../jobs/store-works.ts';
import type { Difference } from './figures/compare.ts';

export const countKinds = ['freeze', 'compare'] as const;
export type CountKind = (typeof countKinds)[number];
export const countStates = ['waiting', 'running', 'done', 'stopped', 'failed'] as const;
export const countFailures = ['changed', 'tooLong', 'interrupted', 'fault'] as const;
export type CountFailure = (typeof countFailures)[number];

/** A count of the figures of a report by a worker. Times are ISO text in UTC. */
export interface CountRow {
  readonly id: string;
  readonly reportId: number;
  readonly slug: string;
  readonly kind: CountKind;
  /** Version of the report it was asked for. */
  readonly ofVersion: number;
  readonly state: (typeof countStates)[number];
  readonly failure: CountFailure | null;
  /** Percent. */
  readonly progress: number;
  /** How often it was begun: a process may have ended under it. */
  readonly attempts: number;
  readonly askedBy: number;
  readonly askedAt: string;
  readonly doneAt: string | null;
}

/** What would change if the figures were counted again, as it was found. */
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly lastChange: string;
  readonly doneAt: string;
}

const columns = sql`
  c.id, c.report_id as "reportId", r.slug, c.kind, c.of_version as "ofVersion", c.state, c.failure, c.progress,
  c.attempts, c.asked_by as "askedBy",
  to_char(c.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt",
  to_char(c.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "doneAt"`;
const from = sql`from analysis_report_counts c join analysis_reports r on r.id = c.report_id`;

const works = worksIn(sql`analysis_report_counts`);
export const listOpenCounts = works.listOpen;
export const noteCountProgress = works.noteProgress;
export const markCountStopped = works.stop;

/** Writes a count down; undefined where one of its kind waits or runs already. */
export async function insertCount(
  client: Client,
  viewer: Viewer,
  { reportId, kind, ofVersion }: Pick<CountRow, 'reportId' | 'kind' | 'ofVersion'>,
): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into analysis_report_counts (report_id, kind, of_version, asked_by)
      values (${reportId}, ${kind}, ${ofVersion}, ${viewer.accountId})
      on conflict (report_id, kind) where state in ('waiting', 'running') do nothing returning id`,
  );
  return row?.id;
}

export async function findCount(on: Queryable, id: string): Promise<CountRow | undefined> {
  return queryRow<CountRow>(on, sql`select ${columns} ${from} where c.id = ${id}`);
}

/** The newest of each kind. */
export async function listNewestCounts(on: Queryable, reportId: number): Promise<CountRow[]> {
  return queryRows<CountRow>(
    on,
    sql`
      select distinct on (c.kind) ${columns} ${from}
      where c.report_id = ${reportId} order by c.kind, c.asked_at desc`,
  );
}

/** The newest comparison with the figures that are frozen now. */
export async function findComparison(on: Queryable, reportId: number): Promise<Comparison | undefined> {
  return queryRow<Comparison>(
    on,
    sql`
      select c.differences, c.last_change::text as "lastChange",
        to_char(c.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "doneAt"
      ${from} where c.report_id = ${reportId} and c.kind = 'compare' and c.state = 'done' and c.done_at > r.frozen_at
      order by c.done_at desc limit 1`,
  );
}

/** Takes up a count that waits or was interrupted. */
export async function takeCountUp(on: Queryable, id: string): Promise<CountRow | undefined> {
  return queryRow<CountRow>(
    on,
    sql`
      update analysis_report_counts c set state = 'running', progress = 0, attempts = c.attempts + 1
      from analysis_reports r
      where c.id = ${id} and r.id = c.report_id and c.state in ('waiting', 'running') returning ${columns}`,
  );
}

/** Ends a count that is still wanted; answers whether it was. */
export async function finishCount(
  client: Client,
  id: string,
  { lastChange, differences }: { readonly lastChange: string; readonly differences?: readonly Difference[] },
): Promise<boolean> {
  const count = await execute(
    client,
    sql`
      update analysis_report_counts set state = 'done', progress = 100, done_at = now(),
        last_change = ${lastChange}::bigint, differences = ${differences ? JSON.stringify(differences) : null}::jsonb
      where id = ${id} and state = 'running'`,
  );
  return count > 0;
}

export async function failCount(on: Queryable, id: string, failure: CountFailure): Promise<void> {
  await execute(
    on,
    sql`
      update analysis_report_counts set state = 'failed', failure = ${failure}, done_at = now()
      where id = ${id} and state in ('waiting', 'running')`,
  );
}
