import type { Action } from './actions.ts';
import type { Queryable } from '../db/pool.ts';
import { empty, execute, sql } from '../db/sql.ts';
import type { Sql } from '../db/sql.ts';

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

/** Writes the row of a read that has a statement of its own; like `noteRead`, without waiting for the disk. */
export async function recordRead(on: Queryable, actor: Actor, deed: Deed): Promise<void> {
  await execute(on, noteRead(actor, deed), 'audit_read');
}

/** Writes one row of the trail. Pass the client of the transaction whose change or read it records. */
export async function note(on: Queryable, actor: Actor, deed: Deed): Promise<void> {
  await execute(on, insertNote(actor, deed), 'audit_note');
}
