import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotFound, NotVisible } from '../../errors.ts';
import type { Mark } from '../../personal-data/index.ts';
import type { Step } from '../fields.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';

/**
 * Everything the officer typed, by the name of its input: "facts.place", "lines.0.quantity"; several values as a list.
 */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

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
  readonly step: Step;
  readonly savedAt: string;
  readonly submittedAt: string | null;
}

const columns = sql`
  d.id, d.seizure_id as "seizureId", s.ref, s.version as "currentVersion", d.base_version as "baseVersion", d.typed,
  d.marks, d.step,
  d.saved_at as "savedAt", d.submitted_at as "submittedAt"`;

interface DraftRow extends Omit<Draft, 'savedAt' | 'submittedAt'> {
  savedAt: Date;
  submittedAt: Date | null;
}

function toDraft(row: DraftRow): Draft {
  return { ...row, savedAt: row.savedAt.toISOString(), submittedAt: row.submittedAt?.toISOString() ?? null };
}

/** Starts a draft; with `seizure` it amends that record. A draft belongs to one account. */
export async function insertDraft(
  on: Queryable,
  viewer: Viewer,
  draft: { id: string; typed: Typed; seizure?: { id: number; version: number } },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into seizure_drafts (id, account_id, office_id, seizure_id, base_version, typed)
      values (${draft.id}, ${viewer.accountId}, ${viewer.office.id}, ${draft.seizure?.id ?? null},
        ${draft.seizure?.version ?? null}, ${draft.typed})
      on conflict (id) do nothing`,
  );
}

/** The viewer's own draft, with its submission if it has one. Throws NotFound for anybody else's. */
export async function getDraft(on: Queryable, viewer: Viewer, id: string, lock = false): Promise<Draft> {
  const row = await queryRow<DraftRow>(
    on,
    sql`
      select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
      where d.id = ${id} and d.account_id = ${viewer.accountId}
        and d.discarded_at is null${lock ? sql` for update of d` : empty}`,
  );
  if (!row) throw new NotFound('no such draft');
  return toDraft(row);
}

/** The viewer's open drafts, last saved first. */
export async function listDrafts(on: Queryable, viewer: Viewer): Promise<Draft[]> {
  const rows = await queryRows<DraftRow>(
    on,
    sql`
      select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
      where d.account_id = ${viewer.accountId} and d.submitted_at is null and d.discarded_at is null
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
  change: { typed: Typed; marks: readonly Mark[]; step: Step },
): Promise<void> {
  const rowCount = await execute(
    on,
    sql`
      update seizure_drafts set typed = ${change.typed}, marks = ${JSON.stringify(change.marks)}, step = ${change.step},
        saved_at = now()
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null`,
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
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null`,
  );
  if (rowCount === 0) throw new NotFound('no such open draft');
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
      where id = ${id} and account_id = ${viewer.accountId} and submitted_at is null and discarded_at is null`,
  );
}
