import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { Conflict, NotFound, NotVisible } from '../../errors.ts';
import type { Mark } from '../../personal-data/index.ts';
import type { Leaf } from '../fields.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';

/**
 * Everything the officer typed, by the name of its input: "facts.place", "lines.0.quantity"; several values as a list.
 */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Where a draft comes from, when it was not begun empty. */
export type DraftOrigin = OperationOrigin | { readonly kind: 'copy'; readonly ref: string };

/** A draft made by CENcomm, and what stayed there; none of the words. */
export interface OperationOrigin {
  readonly kind: 'operation';
  /** Whether the record names the operation. */
  readonly isNamed: boolean;
  /** What stayed, as `entry:origin.left.<name>`. */
  readonly left: readonly string[];
  /** How many parts were taken out of which field. */
  readonly taken: Readonly<Record<string, number>>;
}

/** A record being written or amended. Its id is the record's client_uuid, so two submits make one record. */
export interface Draft {
  readonly id: string;
  readonly seizureId: number | null;
  /** Reference and current version of the record being amended. */
  readonly ref: string | null;
  readonly currentVersion: number | null;
  /** Version the amendment started from. */
  readonly baseVersion: number | null;
  readonly typed: Typed;
  readonly marks: readonly Mark[];
  readonly step: Leaf;
  readonly origin: DraftOrigin | null;
  /** Login of the colleague who handed it to the viewer, and what he asks. */
  readonly handedBy: string | null;
  readonly handedNote: string | null;
  readonly savedAt: string;
  readonly submittedAt: string | null;
  /** Since when it waits for the contact point to approve it. */
  readonly sentAt: string | null;
}

const columns = sql`
  d.id, d.seizure_id as "seizureId", s.ref, s.version as "currentVersion", d.base_version as "baseVersion", d.typed,
  d.marks, d.step, d.origin, d.handed_note as "handedNote",
  (select h.login_id from accounts h where h.id = d.handed_by) as "handedBy",
  d.saved_at as "savedAt", d.submitted_at as "submittedAt", d.sent_at as "sentAt"`;

interface DraftRow extends Omit<Draft, 'savedAt' | 'submittedAt' | 'sentAt'> {
  savedAt: Date;
  submittedAt: Date | null;
  sentAt: Date | null;
}

function toDraft(row: DraftRow): Draft {
  return {
    ...row,
    savedAt: row.savedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}

/** Starts a draft; with `seizure` it amends that record. A draft belongs to one account. */
export async function insertDraft(
  on: Queryable,
  viewer: Viewer,
  draft: { id: string; typed: Typed; origin?: DraftOrigin; seizure?: { id: number; version: number } },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into seizure_drafts (id, account_id, office_id, seizure_id, base_version, typed, origin)
      values (${draft.id}, ${viewer.accountId}, ${viewer.office.id}, ${draft.seizure?.id ?? null},
        ${draft.seizure?.version ?? null}, ${draft.typed}, ${draft.origin ?? null})
      on conflict (id) do nothing`,
  );
}

/**
 * The viewer's own draft, with its submission if it has one. Throws NotFound for anybody else's, Conflict for one that
 * the viewer handed to a colleague, or that was taken back from him.
 */
export async function getDraft(on: Queryable, viewer: Viewer, id: string, lock = false): Promise<Draft> {
  const row = await queryRow<DraftRow>(
    on,
    sql`
      select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
      where d.id = ${id} and d.account_id = ${viewer.accountId}
        and d.discarded_at is null${lock ? sql` for update of d` : empty}`,
  );
  if (row) return toDraft(row);
  if (await wasHanded(on, viewer, id)) throw new Conflict('the draft is with a colleague');
  throw new NotFound('no such draft');
}

/** Whether an open draft went from the viewer to a colleague of the office, or back to him. */
async function wasHanded(on: Queryable, viewer: Viewer, id: string): Promise<boolean> {
  const row = await queryRow<{ handed: boolean }>(
    on,
    sql`
      select true as handed from seizure_drafts
      where id = ${id} and office_id = ${viewer.office.id} and submitted_at is null and discarded_at is null
        and ${viewer.accountId} in (handed_by, handed_to)`,
  );
  return row !== undefined;
}

/** The viewer's open drafts, last saved first. */
export async function listDrafts(on: Queryable, viewer: Viewer): Promise<Draft[]> {
  const rows = await queryRows<DraftRow>(
    on,
    sql`
      select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
      where d.account_id = ${viewer.accountId} and d.submitted_at is null and d.discarded_at is null
        and d.sent_at is null
      order by d.saved_at desc limit 200`,
  );
  return rows.map(toDraft);
}

/** The viewer's open amendment of a record, if one was begun. */
export async function findAmendment(
  on: Queryable,
  viewer: Viewer,
  seizureId: number,
): Promise<{ id: string } | undefined> {
  return queryRow<{ id: string }>(
    on,
    sql`
      select id from seizure_drafts
      where account_id = ${viewer.accountId} and seizure_id = ${seizureId} and submitted_at is null
        and discarded_at is null
      order by saved_at desc limit 1`,
  );
}

export interface Bases {
  /** The record as it was when the amendment began, and as it is now. */
  readonly base: SeizureRecord;
  readonly theirs: SeizureRecord;
  readonly version: number;
}

/** What an amendment stands on, if the viewer may still see the record. Throws NotFound otherwise. */
export async function getBases(on: Queryable, viewer: Viewer, draft: Pick<Draft, 'id'>): Promise<Bases> {
  const scope = visibleSeizures(viewer);
  const bases = await queryRow<Bases>(
    on,
    sql`select coalesce(v.record, r.record) as base, r.record as theirs, s.version
     from seizure_drafts d join seizures s on s.id = d.seizure_id join seizure_records r on r.seizure_id = s.id
     left join seizure_versions v on v.seizure_id = s.id and v.version = d.base_version
     where d.id = ${draft.id} and d.account_id = ${viewer.accountId} and ${scope}`,
  );
  if (!bases) throw new NotVisible('no visible record to amend');
  return bases;
}

/** Keeps what was typed, whatever is wrong with it: a draft is never refused. */
export async function saveDraft(
  on: Queryable,
  viewer: Viewer,
  id: string,
  change: { typed: Typed; marks: readonly Mark[]; step: Leaf },
): Promise<void> {
  const rowCount = await execute(
    on,
    sql`
      update seizure_drafts set typed = ${change.typed}, marks = ${JSON.stringify(change.marks)}, step = ${change.step},
        saved_at = now()
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null
        and sent_at is null`,
  );
  if (rowCount === 0) throw new NotFound('no such open draft');
}

/** Sets an amendment on a newer version of its record, with what was typed carried over to it. */
export async function rebaseDraft(
  on: Queryable,
  viewer: Viewer,
  id: string,
  change: { version: number; typed: Typed },
): Promise<void> {
  const rowCount = await execute(
    on,
    sql`
      update seizure_drafts set base_version = ${change.version}, typed = ${change.typed}, step = 'review',
        saved_at = now()
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null
        and sent_at is null`,
  );
  if (rowCount === 0) throw new NotFound('no such open draft');
}

/** Makes a draft that waits for approval the viewer's own, when its officer has no account any more. */
export async function takeDraft(client: Client, id: string, { accountId }: Viewer): Promise<void> {
  await execute(client, sql`update seizure_drafts set account_id = ${accountId} where id = ${id}`);
}

/** Marks a draft, locked by getDraft, as submitted. */
export async function closeDraft(client: Client, id: string): Promise<void> {
  await execute(client, sql`update seizure_drafts set submitted_at = now() where id = ${id}`);
}

/** Puts the viewer's own open draft away; one already away or submitted stays as it is. */
export async function discardDraft(on: Queryable, viewer: Viewer, id: string): Promise<void> {
  await execute(
    on,
    sql`
      update seizure_drafts set discarded_at = now()
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null
        and sent_at is null`,
  );
}
