import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { run, sql } from '../../../db/sql.ts';
import type { Fragment } from '../../../db/sql.ts';
import type { Entered, MessageKind } from '../../operations/operation.ts';
import type { BoxQuery, Place } from './mailbox.ts';
import type { MessageRow } from '../message.ts';
import { aroundMailbox, noneInside } from '../../store-counts.ts';
import type { CountsInside } from '../../store-counts.ts';

/** Messages of one page of a list. */
export const linesOfPage = 25;

/** One line of a list: a message, sealed, and what its reader did with its thread. */
export type LineRow = Pick<
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
  | 'subjectCt'
  | 'bodyCt'
> & {
  readonly senderLogin: string;
  readonly senderOfficeId: number;
  readonly box: 'in' | 'sent';
  readonly isUnread: boolean;
  readonly isFlagged: boolean;
  /** Messages of the thread in this mailbox. */
  readonly count: number;
  readonly labelIds: readonly string[];
  readonly hasFiles: boolean;
  readonly operationTitle: string;
};

export interface Lines {
  readonly rows: readonly LineRow[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

const openWarnings = `b.box = 'in' and b.kind = 'warning' and exists (select 1 from cencomm_chains c where c.warning_id = b.message_id and c.state = 'open')`;
const wantedAnswers = `b.box = 'in' and b.kind <> 'warning' and m.answer_by is not null and not exists (select 1 from cencomm_messages r join accounts ra on ra.id = r.sender_id
  where r.thread_id = m.thread_id and r.seq > m.seq and r.sender_id <> m.sender_id and ra.office_id = ?)`;
/** Condition on a mailbox row `b` and its message `m`: a warning nobody has answered, as the head of the operation counts them, or an answer wanted to other mail that nobody of the reader's office gave. */
const unansweredWhere = `((${openWarnings}) or (${wantedAnswers}))`;

const inThread = `from cencomm_mailbox x where x.account_id = b.account_id and x.thread_id = b.thread_id and x.operation_id = b.operation_id and x.created_ms >= mine.sees_from_ms`;

/**
 * A page of a list: one line a thread in boxes, folders and under labels, one a message where a kind, what was sent or what waits
 * is asked for. Of one operation its reader has entered, or of all where the reader is a member today.
 */
export async function listLines(
  viewer: Viewer,
  on: Queryable,
  entered: Entered | undefined,
  query: BoxQuery,
): Promise<Lines> {
  const isBack = query.before !== undefined;
  const parts: Fragment[] = [
    ...(entered ? [{ text: 'b.operation_id = ?::uuid', bindings: [entered.operation.id] }] : []),
    whereOf(viewer, query),
    ...(query.only ? [onlyOf(query)] : []),
    ...placeWhere(query),
  ];
  const text = `
    select m.id, m.operation_id as "operationId", m.epoch, m.kind, m.sender_id as "senderId", m.created_ms::float8 as "createdMs", m.thread_id as "threadId", m.priority,
      to_char(m.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answerBy", m.salt, m.subject_ct as "subjectCt", m.body_ct as "bodyCt",
      a.login_id as "senderLogin", a.office_id as "senderOfficeId", b.box, o.title as "operationTitle",
      exists (select 1 from cencomm_attachments f where f.message_id = m.id) as "hasFiles", t.*,
      coalesce((select array_agg(distinct l)::text[] from cencomm_mailbox x, unnest(x.label_ids) l where x.account_id = b.account_id and x.thread_id = b.thread_id), '{}') as "labelIds"
    from cencomm_mailbox b
    join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id and mine.removed_at is null
    join cencomm_operations o on o.id = b.operation_id and o.state in ('open', 'closed', 'archived')
    join cencomm_messages m on m.id = b.message_id
    join accounts a on a.id = m.sender_id
    cross join lateral (select count(*)::int as count, bool_or(x.is_flagged) as "isFlagged", ${isPerMessage(query) ? 'b.is_unread' : 'bool_or(x.is_unread)'} as "isUnread" ${inThread}) t
    where b.account_id = ? and b.created_ms >= mine.sees_from_ms and ${parts.map(({ text }) => text).join(' and ')}
    order by b.created_ms ${isBack ? 'asc' : 'desc'}, b.message_id ${isBack ? 'asc' : 'desc'} limit ${linesOfPage + 1}`;
  const found = await run<LineRow>(
    on,
    sql.raw(text, [viewer.accountId, ...parts.flatMap(({ bindings }) => bindings)]),
    shapeName(text),
  );
  const rows = isBack ? found.slice(0, linesOfPage).reverse() : found.slice(0, linesOfPage);
  const hasMore = found.length > linesOfPage;
  return { rows, hasNewer: isBack ? hasMore : query.after !== undefined, hasOlder: isBack ? true : hasMore };
}

/** A name for each shape of the statement, of which there are a few dozen: planning it costs more than running it. */
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

function whereOf(viewer: Viewer, { box, folder, label, kind }: BoxQuery): Fragment {
  const kinds: Fragment[] = kind ? [{ text: 'b.kind = ?', bindings: [kind] }] : [];
  const own: Fragment[] = [
    ...(folder
      ? [{ text: `b.is_latest and exists (select 1 ${inThread} and x.folder_id = ?::uuid)`, bindings: [folder] }]
      : []),
    ...(label
      ? [{ text: `b.is_latest and exists (select 1 ${inThread} and ?::uuid = any(x.label_ids))`, bindings: [label] }]
      : []),
  ];
  const all = [...kinds, ...own];
  if (all.length > 0)
    return { text: all.map(({ text }) => text).join(' and '), bindings: all.flatMap(({ bindings }) => bindings) };
  switch (box) {
    case 'sent':
      return { text: `b.box = 'sent'`, bindings: [] };
    case 'archive':
      return { text: 'b.is_latest and b.is_archived', bindings: [] };
    case 'unanswered':
      return { text: `(${unansweredWhere})`, bindings: [viewer.office.id] };
    case 'inbox':
      return {
        text: `b.is_latest and not b.is_archived and b.folder_id is null and (b.box = 'in' or exists (select 1 ${inThread} and x.box = 'in'))`,
        bindings: [],
      };
  }
}

function onlyOf(query: BoxQuery): Fragment {
  if (query.only === 'priority') return { text: `m.priority = 'high'`, bindings: [] };
  const column = query.only === 'unread' ? 'is_unread' : 'is_flagged';
  return { text: isPerMessage(query) ? `b.${column}` : `exists (select 1 ${inThread} and x.${column})`, bindings: [] };
}

function placeWhere({ after, before }: BoxQuery): Fragment[] {
  const [place, sign]: [Place | undefined, string] = before ? [before, '>'] : [after, '<'];
  return place
    ? [{ text: `(b.created_ms, b.message_id) ${sign} (?::bigint, ?::uuid)`, bindings: [place.createdMs, place.id] }]
    : [];
}

/** What the list of folders says of each, and the head of the operation: one look at the mailbox for both. */
export interface BoxCounts {
  readonly inside: CountsInside;
  /** Unread ones in the inbox. */
  readonly inbox: number;
  readonly unanswered: number;
  readonly drafts: number;
  readonly kinds: Readonly<Record<MessageKind, number>>;
  /** Unread ones by folder. */
  readonly folders: Readonly<Record<string, number>>;
}

export async function countBoxes(
  viewer: Viewer,
  on: Queryable,
  { operation, membership }: Entered,
): Promise<BoxCounts> {
  const [row] = await run<BoxCounts>(
    on,
    sql.raw(
      `
    with mine as (select message_id, kind, is_unread, is_archived, folder_id, box from cencomm_mailbox where account_id = ? and operation_id = ?::uuid and created_ms >= ?)
    select jsonb_build_object('unread', count(*) filter (where is_unread), 'warnings', count(*) filter (where kind = 'warning'), 'feedback', count(*) filter (where kind = 'feedback'),
        'seizures', count(*) filter (where kind = 'seizure'), ${aroundMailbox}) as inside,
      (count(*) filter (where is_unread and not is_archived and folder_id is null and box = 'in'))::int as inbox,
      ((select count(*) from mine b where ${openWarnings})
        + (select count(*) from cencomm_messages m join mine b on b.message_id = m.id where m.operation_id = ?::uuid and ${wantedAnswers}))::int as unanswered,
      (select count(*)::int from cencomm_drafts d where d.account_id = ? and d.operation_id = ?::uuid) as drafts,
      jsonb_build_object('plain', count(*) filter (where kind = 'plain'), 'warning', count(*) filter (where kind = 'warning'),
        'feedback', count(*) filter (where kind = 'feedback'), 'seizure', count(*) filter (where kind = 'seizure')) as kinds,
      coalesce((select jsonb_object_agg(folder_id, n) from (select folder_id, count(*) filter (where is_unread) as n from mine where folder_id is not null group by folder_id) f), '{}') as folders
    from mine`,
      [
        viewer.accountId,
        operation.id,
        membership.seesFromMs,
        operation.id,
        operation.id,
        operation.id,
        viewer.office.id,
        viewer.accountId,
        operation.id,
      ],
    ),
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

/** Unread ones are counted up to here where there may be very many. */
export const unreadCountedTo = 100;

/** Unread messages in all operations the viewer is a member of, together up to a hundred: for the menu of every page. */
export async function countAllUnread(viewer: Pick<Viewer, 'accountId'>, on: Queryable): Promise<number> {
  const {
    rows: [row],
  } = await on.query<{ unread: number }>({
    name: 'cencomm_unread_in_all',
    text: `select count(*)::int as unread from (select 1 from cencomm_members mine
        join cencomm_operations o on o.id = mine.operation_id and o.state in ('open', 'closed', 'archived')
        join cencomm_mailbox b on b.account_id = $1 and b.operation_id = mine.operation_id and b.is_unread and b.created_ms >= mine.sees_from_ms
        where mine.account_id = $1 and mine.removed_at is null limit ${unreadCountedTo}) found`,
    values: [viewer.accountId],
  });
  return row?.unread ?? 0;
}

/** Unread messages of each operation the viewer is a member of, up to a hundred of each. */
export async function countUnread(viewer: Viewer, on: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await on.query<{ id: string; unread: number }>({
    name: 'cencomm_unread_by_operation',
    text: `select b.operation_id as id, least(count(*), ${unreadCountedTo})::int as unread
      from cencomm_mailbox b join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id and mine.removed_at is null
      where b.account_id = $1 and b.is_unread and b.created_ms >= mine.sees_from_ms group by b.operation_id`,
    values: [viewer.accountId],
  });
  return new Map(rows.map(({ id, unread }) => [id, unread]));
}
