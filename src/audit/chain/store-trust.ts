import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import type { Place } from './seal.ts';

/** The oldest row that waits for its seal longer than it should. */
export interface LateRow {
  readonly id: number;
  /** ISO time, UTC. */
  readonly at: string;
}

/** Seconds within which a row is sealed when nothing holds the sealing back. */
const sealedWithin = 120;

/** The oldest unsealed row of more than two minutes ago; undefined where sealing keeps up. */
export async function lateRow(on: Queryable, sealedTo: Place): Promise<LateRow | undefined> {
  return queryRow<LateRow>(
    on,
    sql`
      select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from audit_events
      where (tx, id) > (${sealedTo.tx}::xid8, ${sealedTo.id}::bigint)
        and at < now() - make_interval(secs => ${sealedWithin}) order by tx, id limit 1`,
  );
}

/** Seconds the oldest row has waited for its seal; 0 where none waits. */
export async function secondsUnsealed(on: Queryable, sealedTo: Place): Promise<number> {
  const row = await queryRow<{ seconds: number }>(
    on,
    sql`
      select extract(epoch from now() - at)::float8 as seconds from audit_events
      where (tx, id) > (${sealedTo.tx}::xid8, ${sealedTo.id}::bigint) order by tx, id limit 1`,
  );
  return Math.max(0, row?.seconds ?? 0);
}

/**
 * Who has a transaction open the longest, as far as the portal's role may see: its own, and those prepared. Undefined
 * where it is another's.
 */
export async function longestTransaction(on: Queryable): Promise<string | undefined> {
  const row = await queryRow<{ who: string }>(
    on,
    sql`
      select who from (
        select usename || ', ' || application_name || ', ' || pid as who, xact_start as since from pg_stat_activity
        where backend_xid is not null and pid <> pg_backend_pid()
        union all select owner || ', prepared: ' || gid, prepared from pg_prepared_xacts) t
      where since < now() - make_interval(secs => ${sealedWithin}) order by since limit 1`,
  );
  return row?.who;
}

/** What must be in a trail that was begun: its first seal, and a row of whoever signed in. */
export interface Beginning {
  /** Digest of the first seal ever made, hex. */
  readonly firstSeal: string | null;
  readonly hasSignIns: boolean;
  readonly hasRows: boolean;
}

export async function readBeginning(on: Queryable): Promise<Beginning> {
  const row = await queryRow<Beginning>(
    on,
    sql`
      select (select encode(first_seal, 'hex') from portal_instance) as "firstSeal",
        exists (select from account_sign_ins where at is not null) as "hasSignIns",
        exists (select from audit_events) as "hasRows"`,
  );
  return row ?? { firstSeal: null, hasSignIns: false, hasRows: false };
}

/** Keeps which seal was the first of all. */
export async function keepFirstSeal(on: Queryable, digest: Buffer): Promise<void> {
  await execute(on, sql`update portal_instance set first_seal = ${digest} where first_seal is null`);
}
