import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { NotFound } from '../../../errors.ts';
import type { CwsDocument } from '../document.ts';

/** What stands in the form, by the names of its inputs, as typed; repeated ones joined by commas. */
export type Typed = Readonly<Record<string, string>>;

export interface Draft {
  readonly typed: Typed;
  readonly edition: number;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** The open working copy of a document that was read through the scope before. Throws NotFound. */
export async function getDraft(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<Draft> {
  const row = await queryRow<Omit<Draft, 'savedAt'> & { savedAt: Date }>(
    on,
    sql`
      select w.typed, w.edition, a.login_id as "savedBy", w.saved_at as "savedAt"
      from cws_drafts w join accounts a on a.id = w.saved_by
      where w.document_id = ${id} and w.ended_at is null`,
  );
  if (!row) throw new NotFound('no open working copy');
  return { ...row, savedAt: row.savedAt.toISOString() };
}

/**
 * Opens a working copy, or opens it again after a publication. Editions go on growing, so an old form cannot pass for a
 * new one.
 */
export async function openDraft(on: Queryable, viewer: Viewer, documentId: number, typed: Typed): Promise<void> {
  await execute(
    on,
    sql`
      insert into cws_drafts (document_id, typed, saved_by)
      values (${documentId}, ${JSON.stringify(typed)}, ${viewer.accountId})
      on conflict (document_id) do update
      set typed = excluded.typed, saved_by = excluded.saved_by, saved_at = now(), ended_at = null,
        edition = cws_drafts.edition + 1
      where cws_drafts.ended_at is not null`,
  );
}

/**
 * Keeps what was typed if nobody else saved since `edition`; returns the new edition, or undefined when someone did.
 */
export async function saveDraft(
  on: Queryable,
  viewer: Viewer,
  documentId: number,
  edition: number,
  typed: Typed,
): Promise<number | undefined> {
  const row = await queryRow<{ edition: number }>(
    on,
    sql`
      update cws_drafts set typed = ${JSON.stringify(typed)}, edition = edition + 1, saved_by = ${viewer.accountId},
        saved_at = now()
      where document_id = ${documentId} and edition = ${edition} and ended_at is null returning edition`,
  );
  return row?.edition;
}

/** Closes the working copy: it was published, or discarded. */
export async function endDraft(on: Queryable, documentId: number): Promise<void> {
  await execute(
    on,
    sql`
      update cws_drafts set ended_at = now(), edition = edition + 1
      where document_id = ${documentId} and ended_at is null`,
  );
}

/** Titles of working copies as they stand, by document: in the language they are written in. */
export async function draftTitles(on: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await queryRows<{ id: string; title: string }>(
    on,
    sql`
      select document_id as id,
        coalesce(nullif(typed->>(coalesce(nullif(typed->>'original', ''), 'en') || '.title'), ''), typed->>'en.title',
        typed->>'fr.title', '') as title
      from cws_drafts where document_id = any(${ids}) and ended_at is null`,
  );
  return new Map(rows.map(({ id, title }) => [Number(id), title]));
}
