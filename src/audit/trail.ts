import type { Action } from './actions.ts';
import type { Queryable } from '../db/pool.ts';

/** Who acted, as the trail keeps it. A Viewer fits; a refused sign-in has only an address. */
export interface Actor {
  readonly accountId?: number | null;
  readonly loginId?: string | null;
  readonly office?: { readonly id: number };
  readonly address?: string;
  readonly requestId?: string;
}

export interface Deed {
  /** noun.verb, e.g. 'seizure.read', 'seizure.amended', 'session.opened'. */
  readonly action: Action;
  readonly outcome?: 'done' | 'refused' | 'failed';
  /** What it concerned: a reference such as 'KE-2026-000123', an import number, a path. */
  readonly subject?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export const auditColumns = 'action, outcome, account_id, login_id, office_id, subject, address, request_id, detail';

/** Values of one audit row, in the order of `auditColumns`; for statements that write it beside their own work. */
export function auditValues(actor: Actor, deed: Deed): unknown[] {
  return [
    deed.action,
    deed.outcome ?? 'done',
    actor.accountId ?? null,
    actor.loginId ?? null,
    actor.office?.id ?? null,
    deed.subject ?? null,
    actor.address ?? null,
    actor.requestId ?? null,
    deed.detail ? JSON.stringify(deed.detail) : null,
  ];
}

/**
 * Notes a read or a search inside the statement that does it; bindings are `auditValues`. Such a statement does not wait
 * for the disk (synchronous_commit off for its own transaction): a power failure may cost the last half second of
 * reads, never a change, and a page does not cost a flush. The `from` makes it usable as `with noted as (…)`.
 */
export const noteRead = noteReadFrom('');

/** The same, noted only if the named query of the statement found a row. */
export function noteReadFrom(found: string): string {
  return `insert into audit_events (${auditColumns}) select ?, ?, ?::int, ?, ?::int, ?, ?, ?, ?::jsonb
    from set_config('synchronous_commit', 'off', true)${found === '' ? '' : `, ${found}`}`;
}

/** Writes one row of the trail. Pass the client of the transaction whose change or read it records. */
export async function note(on: Queryable, actor: Actor, deed: Deed): Promise<void> {
  await on.query({
    name: 'audit_note',
    text: `insert into audit_events (${auditColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    values: auditValues(actor, deed),
  });
}
