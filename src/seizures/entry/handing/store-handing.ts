import { listColleagues, type Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import type { Typed } from '../store-drafts.ts';

/** An open draft the viewer has handed to a colleague. */
export interface HandedDraft {
  readonly id: string;
  readonly ref: string | null;
  readonly typed: Typed;
  /** Login of who has it now. */
  readonly to: string;
  readonly handedAt: string;
  readonly savedAt: string;
}

/** Colleagues of the viewer's office who may enter records. */
export function listWriters(on: Queryable, { office, accountId }: Viewer): ReturnType<typeof listColleagues> {
  return listColleagues(on, { officeId: office.id, but: accountId, levels: ['unlimited'] });
}

/** Gives a draft, locked and the viewer's own, to a colleague. */
export async function giveDraft(
  client: Client,
  viewer: Viewer,
  { id, to, note }: { readonly id: string; readonly to: number; readonly note: string },
): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_drafts set account_id = ${to}, handed_by = ${viewer.accountId}, handed_to = ${to},
        handed_at = now(), handed_note = ${note === '' ? null : note}
      where id = ${id}`,
  );
}

const ofViewer = (viewer: Viewer) => sql`
  d.handed_by = ${viewer.accountId} and d.office_id = ${viewer.office.id} and d.account_id <> ${viewer.accountId}
  and d.submitted_at is null and d.discarded_at is null`;

/** Open drafts the viewer handed to colleagues of the office, the last first. */
export async function listHanded(on: Queryable, viewer: Viewer): Promise<HandedDraft[]> {
  const rows = await queryRows<Omit<HandedDraft, 'handedAt' | 'savedAt'> & { handedAt: Date; savedAt: Date }>(
    on,
    sql`
      select d.id, s.ref, d.typed, a.login_id as "to", d.handed_at as "handedAt", d.saved_at as "savedAt"
      from seizure_drafts d join accounts a on a.id = d.account_id left join seizures s on s.id = d.seizure_id
      where ${ofViewer(viewer)} order by d.handed_at desc limit 200`,
  );
  return rows.map(row => ({ ...row, handedAt: row.handedAt.toISOString(), savedAt: row.savedAt.toISOString() }));
}

/** Locks an open draft the viewer handed over; undefined where it is with nobody, or no longer open. */
export async function lockHanded(
  client: Client,
  viewer: Viewer,
  id: string,
): Promise<{ readonly to: string } | undefined> {
  return queryRow<{ to: string }>(
    client,
    sql`
      select a.login_id as "to" from seizure_drafts d join accounts a on a.id = d.account_id
      where d.id = ${id} and ${ofViewer(viewer)} for update of d`,
  );
}

export async function takeDraftBack(client: Client, viewer: Viewer, id: string): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_drafts
      set account_id = ${viewer.accountId}, handed_by = null, handed_at = null, handed_note = null
      where id = ${id}`,
  );
}
