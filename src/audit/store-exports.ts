import type { Client, Pool, Queryable } from '../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../db/sql.ts';
import type { Place } from './chain/seal.ts';
import { asRead } from './store-removed-words.ts';
import { trailColumns, trailWhere, type TrailFilter, type TrailRow } from './store-trail.ts';

/** Hours an administrator has to decide on an export, and both have to download it after that. */
export const exportHours = 72;

const exportStates = ['asked', 'approved', 'refused', 'lapsed'] as const;
export type ExportState = (typeof exportStates)[number];

/**
 * An export of the trail, from its request on. Times are ISO; `lapsed` is one that nobody decided, or fetched, in time.
 */
export interface TrailExport {
  readonly number: number;
  readonly filter: TrailFilter;
  readonly reason: string;
  readonly askedBy: number;
  readonly askedLogin: string;
  readonly askedAt: string;
  readonly state: ExportState;
  readonly decidedBy: number | null;
  readonly decidedLogin: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  /** Last row and seal the export reaches to; set by its approval. */
  readonly upto: (Place & { readonly seal: number }) | null;
}

const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const columns = sql`
  x.number, x.filter, x.reason, x.asked_by as "askedBy", x.asked_login as "askedLogin",
  ${iso(sql`x.asked_at`)} as "askedAt",
  case when x.state = 'asked' and x.asked_at < now() - make_interval(hours => ${exportHours})
  or x.state = 'approved' and x.decided_at < now() - make_interval(hours => ${exportHours}) then 'lapsed'
  else x.state end as state,
  x.decided_by as "decidedBy", x.decided_login as "decidedLogin", ${iso(sql`x.decided_at`)} as "decidedAt",
  x.decision_reason as "decisionReason",
  case when x.upto_seal is not null then
  jsonb_build_object('tx', x.upto_tx::text, 'id', x.upto_id, 'seal', x.upto_seal) end as upto`;

export async function insertExport(
  on: Queryable,
  person: { accountId: number; loginId: string },
  filter: TrailFilter,
  reason: string,
): Promise<number> {
  const row = await queryRow<{ number: number }>(
    on,
    sql`
      insert into audit_exports (filter, reason, asked_by, asked_login)
      values (${JSON.stringify(filter)}::jsonb, ${reason}, ${person.accountId}, ${person.loginId}) returning number`,
  );
  return row?.number ?? 0;
}

export async function listExports(on: Queryable, limit: number): Promise<TrailExport[]> {
  return queryRows<TrailExport>(on, sql`select ${columns} from audit_exports x order by x.number desc limit ${limit}`);
}

export async function readExport(on: Queryable, number: number): Promise<TrailExport | undefined> {
  return await queryRow<TrailExport>(on, sql`select ${columns} from audit_exports x where x.number = ${number}`);
}

/** The same under a lock, so that of two decisions at once one is the second. */
export async function lockExport(client: Client, number: number): Promise<TrailExport | undefined> {
  return await queryRow<TrailExport>(
    client,
    sql`select ${columns} from audit_exports x where x.number = ${number} for update`,
  );
}

/**
 * Keeps a decision; an approved export reaches to the seal that is last now, so that it is the same file whenever it is
 * fetched.
 */
export async function keepDecision(
  on: Queryable,
  number: number,
  person: { accountId: number; loginId: string },
  decision: 'approved' | 'refused',
  reason: string,
): Promise<void> {
  await execute(
    on,
    sql`
      update audit_exports x set state = ${decision}, decided_by = ${person.accountId},
        decided_login = ${person.loginId}, decided_at = now(), decision_reason = ${reason}, upto_tx = s.to_tx,
        upto_id = s.to_id, upto_seal = s.number
      from (select 1) one left join lateral (select number, to_tx, to_id from audit_seals
          order by number desc limit 1) s on ${decision} = 'approved' where x.number = ${number}`,
  );
}

const chunk = 2000;

/**
 * The rows of an approved export with the place of each in the chain, oldest first, from one snapshot, chunk by chunk.
 */
export async function* readExported(
  pool: Pool,
  filter: TrailFilter,
  upto: Place,
): AsyncGenerator<readonly (TrailRow & { tx: string })[]> {
  const client = await pool.connect();
  let failed = true;
  try {
    await execute(client, sql`begin isolation level repeatable read read only`);
    await execute(client, sql`set local idle_in_transaction_session_timeout = '5min'`);
    let last: TrailRow | undefined;
    do {
      const rows: (TrailRow & { tx: string })[] = await queryRows(client, chunkAfter(filter, upto, last));
      yield await asRead(client, rows);
      last = rows.length === chunk ? rows.at(-1) : undefined;
    } while (last);
    await execute(client, sql`commit`);
    failed = false;
  } finally {
    client.release(failed);
  }
}

function chunkAfter(filter: TrailFilter, upto: Place, last: TrailRow | undefined): Sql {
  const where = trailWhere({ sees: 'all' }, filter);
  return sql`
    select ${trailColumns}, e.tx::text as tx from audit_events e
    where ${where} and (e.tx, e.id) <= (${upto.tx}::xid8, ${upto.id}::bigint)
    ${last ? sql`and (e.at, e.id) > (${last.at}::timestamptz, ${last.id}::bigint)` : empty}
    order by e.at, e.id limit ${chunk}`;
}
