import type { Viewer } from '../access/index.ts';
import type { Client, Queryable } from '../db/pool.ts';
import { NotFound } from '../errors.ts';
import type { Step } from './fields.ts';

/** Everything the officer typed, by the name of its input: "facts.place", "lines.0.quantity"; several values as a list. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A found place in free text that the officer says is not about a person, and why. */
export interface Mark {
  readonly text: string;
  readonly kind: string;
  readonly reason: string;
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
  readonly step: Step;
  readonly savedAt: string;
  readonly submittedAt: string | null;
}

const columns = `d.id, d.seizure_id as "seizureId", s.ref, s.version as "currentVersion", d.base_version as "baseVersion", d.typed, d.marks, d.step,
  d.saved_at as "savedAt", d.submitted_at as "submittedAt"`;

interface DraftRow extends Omit<Draft, 'savedAt' | 'submittedAt'> { savedAt: Date; submittedAt: Date | null }

function toDraft(row: DraftRow): Draft {
  return { ...row, savedAt: row.savedAt.toISOString(), submittedAt: row.submittedAt?.toISOString() ?? null };
}

/** Starts a draft; with `seizure` it amends that record. A draft belongs to one account. */
export async function insertDraft(
  viewer: Viewer, on: Queryable, draft: { id: string; typed: Typed; seizure?: { id: number; version: number } },
): Promise<void> {
  await on.query(
    `insert into seizure_drafts (id, account_id, office_id, seizure_id, base_version, typed) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [draft.id, viewer.accountId, viewer.office.id, draft.seizure?.id ?? null, draft.seizure?.version ?? null, draft.typed]);
}

/** The viewer's own draft, with its submission if it has one. Throws NotFound for anybody else's. */
export async function getDraft(viewer: Viewer, on: Queryable, id: string, lock = false): Promise<Draft> {
  const { rows } = await on.query<DraftRow>(
    `select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
     where d.id = $1 and d.account_id = $2 and d.discarded_at is null${lock ? ' for update of d' : ''}`, [id, viewer.accountId]);
  if (!rows[0]) throw new NotFound('no such draft');
  return toDraft(rows[0]);
}

/** The viewer's open drafts, last saved first. */
export async function listDrafts(viewer: Viewer, on: Queryable): Promise<Draft[]> {
  const { rows } = await on.query<DraftRow>(
    `select ${columns} from seizure_drafts d left join seizures s on s.id = d.seizure_id
     where d.account_id = $1 and d.submitted_at is null and d.discarded_at is null order by d.saved_at desc limit 200`, [viewer.accountId]);
  return rows.map(toDraft);
}

/** Keeps what was typed, whatever is wrong with it: a draft is never refused. */
export async function saveDraft(viewer: Viewer, on: Queryable, id: string, change: { typed: Typed; marks: readonly Mark[]; step: Step }): Promise<void> {
  const { rowCount } = await on.query(
    `update seizure_drafts set typed = $3, marks = $4, step = $5, saved_at = now()
     where id = $1 and account_id = $2 and submitted_at is null and discarded_at is null`,
    [id, viewer.accountId, change.typed, JSON.stringify(change.marks), change.step]);
  if (rowCount === 0) throw new NotFound('no such open draft');
}

/** Starts an amendment over from the record's newest version, keeping what was typed. */
export async function rebaseDraft(viewer: Viewer, on: Queryable, id: string, version: number): Promise<void> {
  await on.query('update seizure_drafts set base_version = $3, saved_at = now() where id = $1 and account_id = $2 and submitted_at is null',
    [id, viewer.accountId, version]);
}

export async function closeDraft(client: Client, id: string, how: 'submitted' | 'discarded'): Promise<void> {
  await client.query(`update seizure_drafts set ${how}_at = now() where id = $1`, [id]);
}
