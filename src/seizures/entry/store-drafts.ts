import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import { NotFound, NotVisible } from '../../errors.ts';
import type { Mark } from '../../personal-data/index.ts';
import type { Step } from '../fields.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';

/** Everything the officer typed, by the name of its input: "facts.place", "lines.0.quantity"; several values as a list. */
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

const columns = `d.id, d.seizure_id as "seizureId", s.ref, s.version as "currentVersion", d.base_version as "baseVersion", d.typed, d.marks, d.step,
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
  viewer: Viewer,
  on: Queryable,
  draft: { id: string; typed: Typed; seizure?: { id: number; version: number } },
): Promise<void> {
  await on.query(
    `insert into seizure_drafts (id, account_id, office_id, seizure_id, base_version, typed) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [
      draft.id,
      viewer.accountId,
      viewer.office.id,
      draft.seizure?.id ?? null,
      draft.seizure?.version ?? null,
      draft.typed,
    ],
  );
}

/** The viewer's own draft, with its submission if it has one. Throws NotFound for anybody else's. */
export async function getDraft(viewer: Viewer, on: Queryable, id: string, lock = false): Promise<Draft> {
  const { rows } = await on.query<DraftRow>(
    `select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
     where d.id = $1 and d.account_id = $2 and d.discarded_at is null${lock ? ' for update of d' : ''}`,
    [id, viewer.accountId],
  );
  if (!rows[0]) throw new NotFound('no such draft');
  return toDraft(rows[0]);
}

/** The viewer's open drafts, last saved first. */
export async function listDrafts(viewer: Viewer, on: Queryable): Promise<Draft[]> {
  const { rows } = await on.query<DraftRow>(
    `select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
     where d.account_id = $1 and d.submitted_at is null and d.discarded_at is null order by d.saved_at desc limit 200`,
    [viewer.accountId],
  );
  return rows.map(toDraft);
}

/** The viewer's open amendment of a record, if one was begun. */
export async function findAmendment(
  viewer: Viewer,
  on: Queryable,
  seizureId: number,
): Promise<{ id: string } | undefined> {
  const { rows } = await on.query<{ id: string }>(
    `select id from seizure_drafts where account_id = $1 and seizure_id = $2 and submitted_at is null and discarded_at is null
     order by saved_at desc limit 1`,
    [viewer.accountId, seizureId],
  );
  return rows[0];
}

export interface Bases {
  /** The record as it was when the amendment began, and as it is now. */
  readonly base: SeizureRecord;
  readonly theirs: SeizureRecord;
  readonly version: number;
}

/** What an amendment stands on, if the viewer may still see the record. Throws NotFound otherwise. */
export async function getBases(viewer: Viewer, on: Queryable, draft: Pick<Draft, 'id'>): Promise<Bases> {
  const scope = visibleSeizures(viewer);
  const [bases] = await run<Bases>(
    on,
    sql.raw(
      `select coalesce(v.record, r.record) as base, r.record as theirs, s.version
     from seizure_drafts d join seizures s on s.id = d.seizure_id join seizure_records r on r.seizure_id = s.id
     left join seizure_versions v on v.seizure_id = s.id and v.version = d.base_version
     where d.id = ? and d.account_id = ? and ${scope.text}`,
      [draft.id, viewer.accountId, ...scope.bindings],
    ),
  );
  if (!bases) throw new NotVisible('no visible record to amend');
  return bases;
}

/** Keeps what was typed, whatever is wrong with it: a draft is never refused. */
export async function saveDraft(
  viewer: Viewer,
  on: Queryable,
  id: string,
  change: { typed: Typed; marks: readonly Mark[]; step: Step },
): Promise<void> {
  const { rowCount } = await on.query(
    `update seizure_drafts set typed = $3, marks = $4, step = $5, saved_at = now()
     where id = $1 and account_id = $2 and submitted_at is null and discarded_at is null`,
    [id, viewer.accountId, change.typed, JSON.stringify(change.marks), change.step],
  );
  if (rowCount === 0) throw new NotFound('no such open draft');
}

/** Sets an amendment on a newer version of its record, with what was typed carried over to it. */
export async function rebaseDraft(
  viewer: Viewer,
  on: Queryable,
  id: string,
  change: { version: number; typed: Typed },
): Promise<void> {
  const { rowCount } = await on.query(
    `update seizure_drafts set base_version = $3, typed = $4, step = 'review', saved_at = now()
     where id = $1 and account_id = $2 and submitted_at is null and discarded_at is null`,
    [id, viewer.accountId, change.version, change.typed],
  );
  if (rowCount === 0) throw new NotFound('no such open draft');
}

/** Marks a draft, locked by getDraft, as submitted. */
export async function closeDraft(client: Client, id: string): Promise<void> {
  await client.query('update seizure_drafts set submitted_at = now() where id = $1', [id]);
}

/** Puts the viewer's own open draft away; one already away or submitted stays as it is. */
export async function discardDraft(viewer: Viewer, on: Queryable, id: string): Promise<void> {
  await on.query(
    `update seizure_drafts set discarded_at = now() where id = $1 and account_id = $2 and submitted_at is null and discarded_at is null`,
    [id, viewer.accountId],
  );
}
