import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { join, literal, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import type { Entered, MessageKind } from '../../operations/operation.ts';
import type { BoxQuery, Place } from './mailbox.ts';
import type { MessageRow } from '../message.ts';
import { notCounted } from '../../forms/versions/store-versions.ts';
import { messageColumns, sealColumns } from '../store-messages.ts';
import { aroundMailbox, noneInside, type CountsInside } from '../../store-counts.ts';

/** Messages of one page of a list. */
const linesOfPage = 25;

/** A message as every list shows it, sealed. */
type ListedMessage = Pick<
  MessageRow,
  | 'id'
  | 'operationId'
  | 'epoch'
  | 'kind'
  | 'senderId'
  | 'createdMs'
  | 'threadId'
  | 'priority'
  | 'answerBy'
  | 'salt'
  | 'bound'
  | 'recipientsCt'
  | 'subjectCt'
  | 'bodyCt'
> & {
  readonly senderLogin: string;
  readonly senderName: string | null;
  readonly senderOfficeId: number;
  readonly hasFiles: boolean;
  readonly operationTitle: string;
};

/** One line of a list: a message, sealed, and what its reader did with its thread. */
export type LineRow = ListedMessage &
  Pick<MessageRow, 'readerId'> & {
    readonly box: 'in' | 'sent';
    readonly isUnread: boolean;
    readonly isFlagged: boolean;
    /** Messages of the thread in this mailbox. */
    readonly count: number;
    readonly labelIds: readonly string[];
  };

/** A message as it is announced to open pages, whoever reads them. */
export function findPushed(on: Queryable, messageId: string): Promise<ListedMessage | undefined> {
  return queryRow(
    on,
    sql`
      select ${messageColumns}, a.login_id as "senderLogin", a.person_name as "senderName",
        a.office_id as "senderOfficeId", o.title as "operationTitle",
        exists (select 1 from cencomm_attachments f where f.message_id = m.id) as "hasFiles"
      from cencomm_messages m join accounts a on a.id = m.sender_id join cencomm_operations o on o.id = m.operation_id
      where m.id = ${messageId}`,
    'cencomm_pushed',
  );
}

interface Lines {
  readonly rows: readonly LineRow[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

const openWarnings = sql`
  b.box = 'in' and b.kind = 'warning'
  and exists (select 1 from cencomm_chains c where c.last_warning_id = b.message_id and c.state = 'open')`;
const wantedAnswers = (officeId: number): Sql => sql`
  b.box = 'in' and b.kind <> 'warning' and m.answer_by is not null
  and not exists (select 1 from cencomm_messages r join accounts ra on ra.id = r.sender_id
  where r.thread_id = m.thread_id and r.seq > m.seq and r.sender_id <> m.sender_id and ra.office_id = ${officeId})`;
/**
 * Condition on a mailbox row `b` and its message `m`: a warning nobody has answered, as in the head of the operation,
 * or other mail that wants an answer nobody of the reader's office has given.
 */
const unansweredWhere = (officeId: number): Sql => sql`((${openWarnings}) or (${wantedAnswers(officeId)}))`;

const inThread = sql`
  from cencomm_mailbox x where x.account_id = b.account_id and x.thread_id = b.thread_id
    and x.operation_id = b.operation_id and x.created_ms >= mine.sees_from_ms`;

/**
 * A page of a list: one line per thread in boxes, folders and under labels; one per message for a kind, sent or
 * unanswered messages. From one operation the reader has entered, or all of theirs.
 */
export async function listLines(
  on: Queryable,
  viewer: Viewer,
  entered: Entered | undefined,
  query: BoxQuery,
): Promise<Lines> {
  const isBack = query.before !== undefined;
  const parts: Sql[] = [
    ...(entered ? [sql`b.operation_id = ${entered.operation.id}::uuid`] : []),
    whereOf(viewer, query),
    ...(query.only ? [onlyOf(query)] : []),
    ...placeWhere(query),
  ];
  const direction = isBack ? sql`asc` : sql`desc`;
  const statement = sql`
    select m.id, m.operation_id as "operationId", m.epoch, m.kind, m.sender_id as "senderId",
      m.created_ms::float8 as "createdMs", m.thread_id as "threadId", m.priority,
      to_char(m.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answerBy", m.salt,
      m.subject_ct as "subjectCt", m.body_ct as "bodyCt", ${sealColumns}, b.account_id as "readerId",
      a.login_id as "senderLogin", a.person_name as "senderName", a.office_id as "senderOfficeId", b.box,
      o.title as "operationTitle",
      exists (select 1 from cencomm_attachments f where f.message_id = m.id) as "hasFiles", t.*,
      coalesce((select array_agg(distinct l)::text[] from cencomm_mailbox x, unnest(x.label_ids) l
          where x.account_id = b.account_id and x.thread_id = b.thread_id), '{}') as "labelIds"
    from cencomm_mailbox b
    join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id
      and mine.removed_at is null
    join cencomm_operations o on o.id = b.operation_id and o.state in ('open', 'closed', 'archived')
    join cencomm_messages m on m.id = b.message_id
    join accounts a on a.id = m.sender_id
    cross join lateral (select count(*)::int as count, bool_or(x.is_flagged) as "isFlagged",
      ${isPerMessage(query) ? sql`b.is_unread` : sql`bool_or(x.is_unread)`} as "isUnread" ${inThread}) t
    where b.account_id = ${viewer.accountId} and b.created_ms >= mine.sees_from_ms and ${join(parts, ' and ')}
    order by b.created_ms ${direction}, b.message_id ${direction} limit ${literal(linesOfPage + 1)}`;
  const found = await queryRows<LineRow>(on, statement, shapeName(statement.text));
  const rows = isBack ? found.slice(0, linesOfPage).reverse() : found.slice(0, linesOfPage);
  const hasMore = found.length > linesOfPage;
  return { rows, hasNewer: isBack ? hasMore : query.after !== undefined, hasOlder: isBack ? true : hasMore };
}

/**
 * A name for each shape of the statement, of which there are a few dozen, because planning costs more than running it.
 */
function shapeName(text: string): string {
  const known = shapes.get(text) ?? `cencomm_lines_${shapes.size}`;
  shapes.set(text, known);
  return known;
}
const shapes = new Map<string, string>();

/** Whether each message has a line of its own. */
function isPerMessage({ box, kind, folder, label }: BoxQuery): boolean {
  return (
    kind !== undefined || (folder === undefined && label === undefined && (box === 'sent' || box === 'unanswered'))
  );
}

function whereOf(viewer: Viewer, { box, folder, label, kind }: BoxQuery): Sql {
  const kinds: Sql[] = kind ? [sql`b.kind = ${kind}`] : [];
  const own: Sql[] = [
    ...(folder ? [sql`b.is_latest and exists (select 1 ${inThread} and x.folder_id = ${folder}::uuid)`] : []),
    ...(label ? [sql`b.is_latest and exists (select 1 ${inThread} and ${label}::uuid = any(x.label_ids))`] : []),
  ];
  const all = [...kinds, ...own];
  if (all.length > 0) return join(all, ' and ');
  switch (box) {
    case 'sent':
      return sql`b.box = 'sent'`;
    case 'archive':
      return sql`b.is_latest and b.is_archived`;
    case 'unanswered':
      return sql`(${unansweredWhere(viewer.office.id)})`;
    case 'inbox':
      return sql`
        b.is_latest and not b.is_archived and b.folder_id is null
        and (b.box = 'in' or exists (select 1 ${inThread} and x.box = 'in'))`;
  }
}

function onlyOf(query: BoxQuery): Sql {
  if (query.only === 'priority') return sql`m.priority = 'high'`;
  const column = query.only === 'unread' ? sql`is_unread` : sql`is_flagged`;
  return isPerMessage(query) ? sql`b.${column}` : sql`exists (select 1 ${inThread} and x.${column})`;
}

function placeWhere({ after, before }: BoxQuery): Sql[] {
  const [place, sign]: [Place | undefined, Sql] = before ? [before, sql`>`] : [after, sql`<`];
  return place ? [sql`(b.created_ms, b.message_id) ${sign} (${place.createdMs}::bigint, ${place.id}::uuid)`] : [];
}

/** Counts for the list of folders and the head of the operation, from one query. */
export interface BoxCounts {
  readonly inside: CountsInside;
  /** Unread messages in the inbox. */
  readonly inbox: number;
  readonly unanswered: number;
  readonly drafts: number;
  readonly kinds: Readonly<Record<MessageKind, number>>;
  /** Unread messages by folder. */
  readonly folders: Readonly<Record<string, number>>;
}

export async function countBoxes(
  on: Queryable,
  viewer: Viewer,
  { operation, membership }: Entered,
): Promise<BoxCounts> {
  const isCounted = sql`message_id not in ${notCounted(operation.id)}`;
  const row = await queryRow<BoxCounts>(
    on,
    sql`
        with mine as (select message_id, kind, is_unread, is_archived, folder_id, box from cencomm_mailbox
            where account_id = ${viewer.accountId} and operation_id = ${operation.id}::uuid
          and created_ms >= ${membership.seesFromMs})
        select jsonb_build_object('unread', count(*) filter (where is_unread), 'warnings',
          count(*) filter (where kind = 'warning' and ${isCounted}),
          'feedback', count(*) filter (where kind = 'feedback' and ${isCounted}),
          'seizures', count(*) filter (where kind = 'seizure' and ${isCounted}),
          ${aroundMailbox(operation.id)}) as inside,
        (count(*) filter (where is_unread and not is_archived and folder_id is null and box = 'in'))::int as inbox,
        ((select count(*) from mine b where ${openWarnings})
            + (select count(*) from cencomm_messages m join mine b on b.message_id = m.id
                where m.operation_id = ${operation.id}::uuid
                  and ${wantedAnswers(viewer.office.id)}))::int as unanswered,
          (select count(*)::int from cencomm_drafts d
              where d.account_id = ${viewer.accountId} and d.operation_id = ${operation.id}::uuid) as drafts,
          jsonb_build_object('plain', count(*) filter (where kind = 'plain'), 'warning',
            count(*) filter (where kind = 'warning'),
            'feedback', count(*) filter (where kind = 'feedback'), 'seizure',
            count(*) filter (where kind = 'seizure')) as kinds,
          coalesce((select jsonb_object_agg(folder_id, n)
              from (select folder_id, count(*) filter (where is_unread) as n from mine where folder_id is not null
              group by folder_id) f), '{}') as folders
      from mine`,
    'cencomm_mail_counts',
  );
  return (
    row ?? {
      inside: noneInside,
      inbox: 0,
      unanswered: 0,
      drafts: 0,
      kinds: { plain: 0, warning: 0, feedback: 0, seizure: 0 },
      folders: {},
    }
  );
}

/** Unread messages are counted up to this number where there may be very many. */
export const unreadCountedTo = 100;

/** Unread messages in all operations of the viewer, a row each, up to a hundred in total. */
export function unreadInAll({ accountId }: Pick<Viewer, 'accountId'>): Sql {
  return sql`
    select 1 from cencomm_members mine
    join cencomm_operations o on o.id = mine.operation_id and o.state in ('open', 'closed', 'archived')
    join cencomm_mailbox b on b.account_id = ${accountId} and b.operation_id = mine.operation_id
      and b.is_unread and b.created_ms >= mine.sees_from_ms
    where mine.account_id = ${accountId} and mine.removed_at is null limit ${literal(unreadCountedTo)}`;
}

/** Mail of open operations that wants an answer which nobody of the viewer's office has given, with its `answer_by`. */
export function wantedOf({ accountId, office }: Viewer): Sql {
  return sql`
    select m.answer_by from cencomm_messages m
    join cencomm_mailbox b on b.account_id = ${accountId} and b.message_id = m.id
    join cencomm_operations o on o.id = m.operation_id and o.state = 'open'
    join cencomm_members mine on mine.operation_id = m.operation_id and mine.account_id = ${accountId}
      and mine.removed_at is null and b.created_ms >= mine.sees_from_ms
    where ${wantedAnswers(office.id)} and m.answer_by > now() - interval '30 days' limit ${literal(unreadCountedTo)}`;
}

/** Unread messages of each operation the viewer is a member of, up to a hundred of each. */
export async function countUnread(on: Queryable, viewer: Viewer): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ id: string; unread: number }>(
    on,
    sql`
      select b.operation_id as id, least(count(*), ${unreadCountedTo})::int as unread
      from cencomm_mailbox b join cencomm_members mine on mine.operation_id = b.operation_id
        and mine.account_id = b.account_id and mine.removed_at is null
      where b.account_id = ${viewer.accountId} and b.is_unread and b.created_ms >= mine.sees_from_ms
      group by b.operation_id`,
    'cencomm_unread_by_operation',
  );
  return new Map(rows.map(({ id, unread }) => [id, unread]));
}
