import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import { beginning } from './seal.ts';
import { lastSeal } from './store-seals.ts';
import { lateRow, secondsUnsealed } from './store-trust.ts';
import type { Head } from './chain-head-file.ts';
import type { Actor } from '../store-note.ts';
import type { Problem, Verification } from './problems.ts';

export type CheckCause = 'nightly' | 'asked' | 'command';

/** A check of the chain and what it found. Times are ISO. */
export interface Check {
  readonly number: number;
  readonly cause: CheckCause;
  readonly loginId: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seals: number;
  readonly rows: number;
  readonly problemCount: number;
  readonly problems: readonly Problem[];
  readonly head: Head | undefined;
}

export async function insertCheck(
  on: Queryable,
  actor: Actor,
  cause: CheckCause,
  startedAt: Date,
  result: Verification,
): Promise<number> {
  const row = await queryRow<{ number: number }>(
    on,
    sql`
      insert into audit_checks
        (cause, account_id, login_id, started_at, seals, row_count, problem_count, problems, head_number, head_digest)
      values (${cause}, ${actor.accountId ?? null}, ${actor.loginId ?? null}, ${startedAt}, ${result.seals},
        ${result.rows}, ${result.problemCount}, ${JSON.stringify(result.problems)}::jsonb,
        ${result.head?.number ?? null}, ${result.head?.digest ?? null}) returning number`,
  );
  return row?.number ?? 0;
}

interface CheckRow {
  number: number;
  cause: CheckCause;
  login_id: string | null;
  started_at: Date;
  ended_at: Date;
  seals: number;
  row_count: number;
  problem_count: number;
  problems: Problem[];
  head_number: number | null;
  head_digest: Buffer | null;
}

/** The latest checks, newest first. */
export async function lastChecks(on: Queryable, limit: number): Promise<Check[]> {
  const rows = await queryRows<CheckRow>(
    on,
    sql`select * from audit_checks order by number desc limit ${limit}`,
    'last_checks',
  );
  return rows.map(row => ({
    number: row.number,
    cause: row.cause,
    loginId: row.login_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at.toISOString(),
    seals: row.seals,
    rows: row.row_count,
    problemCount: row.problem_count,
    problems: row.problems,
    head:
      row.head_number === null || row.head_digest === null
        ? undefined
        : { number: row.head_number, digest: row.head_digest.toString('hex') },
  }));
}

/** The ends of the chain that checks have seen, newest of a number last; 400 are more than a year of nights. */
export async function readHeads(on: Queryable): Promise<Head[]> {
  const rows = await queryRows<{ number: number; digest: Buffer }>(
    on,
    sql`
      select head_number as number, head_digest as digest from audit_checks where head_number is not null
      order by number desc limit 400`,
  );
  return rows.map(({ number, digest }) => ({ number, digest: digest.toString('hex') }));
}

export interface ChainState {
  readonly seals: number;
  readonly rows: number;
  /** ISO time of the last seal. */
  readonly at: string | undefined;
  readonly digest: string | undefined;
  /** ISO time of the oldest row that waits too long for its seal. */
  readonly lateSince: string | undefined;
}

/** How far the chain reaches: what the last check counted, and the seals since. They are never fewer. */
export async function chainState(on: Queryable): Promise<ChainState> {
  const row = await queryRow<{ seals: number; rows: number; at: Date | null; digest: Buffer | null }>(
    on,
    sql`
      with checked as (
        select head_number as number, seals, row_count from audit_checks
        where exists (select from audit_seals where number = head_number and digest = head_digest)
        order by audit_checks.number desc limit 1),
      since as (
        select count(*) as seals, sum(row_count) as rows from audit_seals
        where number > coalesce((select number from checked), 0))
      select (coalesce(c.seals, 0) + since.seals)::int as seals,
        (coalesce(c.row_count, 0) + coalesce(since.rows, 0))::bigint as rows, s.at, s.digest
      from since left join checked c on true
        left join lateral (select at, digest from audit_seals order by number desc limit 1) s on true`,
  );
  const late = await lateRow(on, (await lastSeal(on))?.to ?? beginning);
  return {
    lateSince: late?.at,
    seals: row?.seals ?? 0,
    rows: row?.rows ?? 0,
    at: row?.at?.toISOString(),
    digest: row?.digest?.toString('hex'),
  };
}

/** Seconds by which sealing lags behind what is done. */
export async function sealLag(on: Queryable): Promise<number> {
  return secondsUnsealed(on, (await lastSeal(on))?.to ?? beginning);
}
