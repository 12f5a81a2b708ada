import { rights, type Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';
import type { Status } from '../seizure.ts';

/** Where a draft stands for somebody outside the form: whose it is, and the record it became. */
export interface DraftState {
  readonly login: string;
  readonly isOwn: boolean;
  readonly savedAt: string;
  readonly isDiscarded: boolean;
  readonly isSubmitted: boolean;
  readonly record?: { readonly ref: string; readonly status: Status; readonly isOpen: boolean };
}

/**
 * A draft's state; of its record only reference, status and whether this viewer may open it. Undefined for no such
 * draft.
 */
export async function stateOfDraft(on: Queryable, viewer: Viewer, id: string): Promise<DraftState | undefined> {
  const scope = visibleSeizures(viewer);
  const row = await queryRow<{
    login: string;
    accountId: number;
    savedAt: Date;
    isDiscarded: boolean;
    isSubmitted: boolean;
    ref: string | null;
    status: Status;
    isVisible: boolean;
  }>(
    on,
    sql`
      select a.login_id as login, d.account_id as "accountId", d.saved_at as "savedAt",
        d.discarded_at is not null as "isDiscarded", d.submitted_at is not null as "isSubmitted",
        s.ref, s.status, coalesce(${scope}, false) as "isVisible"
      from seizure_drafts d join accounts a on a.id = d.account_id left join seizures s on s.client_uuid = d.id
      where d.id = ${id}`,
  );
  if (!row) return undefined;
  return {
    login: row.login,
    isOwn: row.accountId === viewer.accountId,
    savedAt: row.savedAt.toISOString(),
    isDiscarded: row.isDiscarded,
    isSubmitted: row.isSubmitted,
    ...(row.ref === null
      ? {}
      : { record: { ref: row.ref, status: row.status, isOpen: row.isVisible && rights['database:read'](viewer) } }),
  };
}
