import type { Viewer } from '../../../access/index.ts';
import { noteRead } from '../../../audit/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { execute, literal, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import type { Entered } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';
import type { MessageRow } from '../message.ts';
import { messageColumns } from '../store-messages.ts';

/** Messages of one thread that a page lists, and that an export contains, at most. */
const [longestThread, longestExport] = [100, 5000];

/** A message in its reader's mailbox, still sealed. */
export type ThreadRow = MessageRow & {
  readonly senderLogin: string;
  readonly senderName: string | null;
  readonly senderOfficeId: number;
  readonly box: 'in' | 'sent';
  readonly firstReadAt: Date | null;
  readonly isUnread: boolean;
  readonly isFlagged: boolean;
  readonly isArchived: boolean;
  readonly folderId: string | null;
  readonly labelIds: readonly string[];
  /** Members it was for, without the sender, and how many of them have opened it. */
  readonly readers: number;
  readonly readBy: number;
};

const selectionOf = (viewer: Viewer, { operation, membership }: Entered): Sql => sql`
  select ${messageColumns}, b.account_id as "readerId", a.login_id as "senderLogin",
    a.person_name as "senderName", a.office_id as "senderOfficeId", b.box,
    b.first_read_at as "firstReadAt", b.is_unread as "isUnread",
    b.is_flagged as "isFlagged", b.is_archived as "isArchived", b.folder_id as "folderId",
    b.label_ids::text[] as "labelIds", r.*
  from cencomm_mailbox b join cencomm_messages m on m.id = b.message_id join accounts a on a.id = m.sender_id
  cross join lateral (select count(*)::int as readers, count(x.first_read_at)::int as "readBy" from cencomm_mailbox x
      where x.message_id = m.id and x.box = 'in') r
  where b.account_id = ${viewer.accountId} and b.operation_id = ${operation.id}
    and b.created_ms >= ${membership.seesFromMs}`;

/**
 * The thread of a message in the viewer's mailbox, the newest first. Throws NotVisible where the message is not theirs.
 */
export async function readThread(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  messageId: unknown,
): Promise<readonly [ThreadRow, readonly ThreadRow[]]> {
  if (!isId(messageId)) throw new NotVisible('no such message');
  const rows = await queryRows<ThreadRow>(
    on,
    sql`
      ${selectionOf(viewer, entered)} and b.thread_id = (select thread_id from cencomm_mailbox
        where account_id = ${viewer.accountId} and message_id = ${messageId} and operation_id = ${entered.operation.id})
      order by b.message_id = ${messageId} desc, b.created_ms desc, m.seq desc limit ${literal(longestThread)}`,
    'cencomm_read_thread',
  );
  const [first] = rows;
  if (first?.id !== messageId) throw new NotVisible('no such message');
  return [first, rows.toSorted((a, b) => b.createdMs - a.createdMs || b.seq - a.seq)];
}

/** All messages of a thread in the viewer's mailbox, the oldest first. Throws NotVisible where there are none. */
export async function readWholeThread(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  threadId: string,
): Promise<readonly ThreadRow[]> {
  const rows = await queryRows<ThreadRow>(
    on,
    sql`
      ${selectionOf(viewer, entered)} and b.thread_id = ${threadId}
      order by b.created_ms, m.seq limit ${longestExport}`,
  );
  if (rows.length === 0) throw new NotVisible('no such thread');
  return rows;
}

/** Marks a message as read and notes the reading in the trail, in one statement; a second reading is only noted. */
export async function markRead(
  on: Queryable,
  viewer: Viewer,
  { id, operationId }: Pick<MessageRow, 'id' | 'operationId'>,
): Promise<void> {
  const deed = { action: 'message.read', subject: `message:${id}`, detail: { operation: operationId } } as const;
  await execute(
    on,
    sql`
      with marked as (update cencomm_mailbox
        set is_unread = false, first_read_at = coalesce(first_read_at, now())
        where account_id = ${viewer.accountId} and message_id = ${id}::uuid and (is_unread or first_read_at is null))
      ${noteRead(viewer, deed)}`,
    'cencomm_mark_read',
  );
}

/** Who a message is for, and when each opened it first. */
export interface ReceiptRow {
  readonly login: string;
  readonly personName: string | null;
  readonly officeId: number;
  readonly firstReadAt: Date | null;
  /** When letters about it went, the first first; "held" where the reader had enough of them. */
  readonly told: readonly { readonly what: 'urgent' | 'near' | 'late'; readonly at: string; readonly held: boolean }[];
  /** When somebody of the reader's office answered first, milliseconds since 1970. */
  readonly answeredMs: number | null;
}

export async function listReceipts(on: Queryable, messageId: string): Promise<ReceiptRow[]> {
  return queryRows<ReceiptRow>(
    on,
    sql`
      select a.login_id as login, a.person_name as "personName", a.office_id as "officeId",
        b.first_read_at as "firstReadAt",
        (select coalesce(jsonb_agg(jsonb_build_object('what', w.what, 'at', w.told_at, 'held', w.is_held)
            order by w.told_at), '[]')
          from cencomm_wakes w
          where w.message_id = b.message_id and w.account_id = b.account_id and w.what in ('urgent', 'near', 'late'))
          as told,
        (select min(r.created_ms)::float8 from cencomm_messages r join accounts ra on ra.id = r.sender_id
          where r.thread_id = m.thread_id and r.seq > m.seq and r.sender_id <> m.sender_id
            and ra.office_id = a.office_id) as "answeredMs"
      from cencomm_mailbox b join accounts a on a.id = b.account_id join cencomm_messages m on m.id = b.message_id
      where b.message_id = ${messageId} and b.box = 'in' order by b.first_read_at nulls last, a.login_id`,
    'cencomm_receipts',
  );
}
