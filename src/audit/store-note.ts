import type { Action } from './actions.ts';
import type { Queryable } from '../db/pool.ts';
import { batched } from '../db/batched.ts';
import { empty, execute, sql, type Sql } from '../db/sql.ts';

/** How somebody asked, apart from who: what a request brings. A job has none of its own. */
export interface Origin {
  readonly address: string;
  readonly requestId: string;
}

/** Who acted, as the trail keeps it. A Viewer fits; a refused sign-in has only its origin. */
export interface Actor {
  readonly accountId?: number | null;
  readonly loginId?: string | null;
  readonly office?: { readonly id: number };
  readonly origin?: Origin;
}

/** One who is signed in, and no job. */
export interface Person extends Actor {
  readonly accountId: number;
  readonly loginId: string;
}

export interface Deed {
  /** noun.verb, e.g. 'seizure.read', 'seizure.amended', 'session.opened'. */
  readonly action: Action;
  readonly outcome?: 'done' | 'refused' | 'failed';
  /** What it concerned: a reference such as 'KE-2026-000123', an import number, a path. */
  readonly subject?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const columns = sql`action, outcome, account_id, login_id, office_id, subject, address, request_id, detail`;

/** The values of one audit row, in the order of `columns`. */
function valuesOf(actor: Actor, deed: Deed): Sql {
  return sql`${deed.action}, ${deed.outcome ?? 'done'}, ${actor.accountId ?? null}::int, ${actor.loginId ?? null},
    ${actor.office?.id ?? null}::int, ${deed.subject ?? null}, ${actor.origin?.address ?? null},
    ${actor.origin?.requestId ?? null},
    ${deed.detail ? JSON.stringify(deed.detail) : null}::jsonb`;
}

function insertNote(actor: Actor, deed: Deed): Sql {
  return sql`insert into audit_events (${columns}) values (${valuesOf(actor, deed)})`;
}

/**
 * Notes a read or a search inside the statement that does it. With `found`, only if that named query of the statement
 * found a row. Such a statement does not wait for the disk (synchronous_commit off for its own transaction): a power
 * failure may cost the last half second of reads, never a change, and a page does not cost a flush. The `from` makes it
 * usable as `with noted as (…)`.
 */
export function noteRead(actor: Actor, deed: Deed, found?: Sql): Sql {
  return sql`
    insert into audit_events (${columns}) select ${valuesOf(actor, deed)}
    from set_config('synchronous_commit', 'off', true)${found ? sql`, ${found}` : empty}`;
}

type Read = readonly [actor: Actor, deed: Deed];
type Failure = { readonly error: unknown } | undefined;

const recorders = new WeakMap<Queryable, (read: Read) => Promise<Failure>>();

/**
 * Writes the row of a read that has a statement of its own; like `noteRead`, without waiting for the disk. Rows that
 * come while others are being written go together in the next statement.
 */
export async function recordRead(on: Queryable, actor: Actor, deed: Deed): Promise<void> {
  const record = recorders.get(on) ?? batched((reads: readonly Read[]) => writeReads(on, reads));
  recorders.set(on, record);
  const failure = await record([actor, deed]);
  if (failure) throw failure.error;
}

/** What is wrong with the row of one reader must not cost others their pages: each is then written by itself. */
async function writeReads(on: Queryable, reads: readonly Read[]): Promise<readonly Failure[]> {
  const failure = await failureOf(insertReads(on, reads));
  if (reads.length === 1 || !isOfRow(failure?.error)) return reads.map(() => failure);
  return Promise.all(reads.map(read => failureOf(insertReads(on, [read]))));
}

function failureOf(done: Promise<void>): Promise<Failure> {
  return done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
}

/** Of the classes of errors of data (22) and of constraints (23). */
function isOfRow(error: unknown): boolean {
  return /^2[23]/.test(String((error as { readonly code?: unknown } | undefined)?.code));
}

async function insertReads(on: Queryable, reads: readonly Read[]): Promise<void> {
  const rows = reads.map(([actor, deed]) => ({
    action: deed.action,
    outcome: deed.outcome ?? 'done',
    account_id: actor.accountId,
    login_id: actor.loginId,
    office_id: actor.office?.id,
    subject: deed.subject,
    address: actor.origin?.address,
    request_id: actor.origin?.requestId,
    detail: deed.detail,
  }));
  await execute(
    on,
    sql`
      insert into audit_events (${columns}) select r.* from set_config('synchronous_commit', 'off', true),
        json_to_recordset(${JSON.stringify(rows)}::json) as r (action text, outcome text, account_id int,
          login_id text, office_id int, subject text, address text, request_id text, detail jsonb)`,
    'audit_reads',
  );
}

/** Writes one row of the trail. Pass the client of the transaction whose change or read it records. */
export async function note(on: Queryable, actor: Actor, deed: Deed): Promise<void> {
  await execute(on, insertNote(actor, deed), 'audit_note');
}
