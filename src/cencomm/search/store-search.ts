import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { VersionRow } from '../files/library.ts';
import type { LineRow } from '../mail/reading/store-list.ts';
import type { Place } from '../mail/reading/mailbox.ts';
import type { MessageRow } from '../mail/message.ts';
import { sealColumns } from '../mail/store-messages.ts';
import type { AttachmentRow } from '../mail/writing/store-attachments.ts';
import type { MessageKind } from '../operations/operation.ts';
import type { Wanted } from './query.ts';

/** Rows read at once. */
export const rowsAtOnce = { messages: 500, files: 100 } as const;

/** Who wrote something, and in which operation. */
type Listed = Pick<LineRow, 'senderLogin' | 'senderName' | 'senderOfficeId' | 'operationTitle'>;

/** An attachment's sealed name, and whether its text was kept. */
export type FoundName = Pick<
  AttachmentRow,
  'id' | 'operationId' | 'epoch' | 'authorId' | 'createdMs' | 'salt' | 'nameCt'
> & { readonly messageId: string; readonly hasText: boolean };

export type FoundMessage = Listed &
  Pick<LineRow, 'isUnread'> &
  Pick<
    MessageRow,
    | 'id'
    | 'operationId'
    | 'epoch'
    | 'kind'
    | 'senderId'
    | 'createdMs'
    | 'salt'
    | 'bound'
    | 'recipientsCt'
    | 'readerId'
    | 'subjectCt'
    | 'bodyCt'
    | 'fieldsCt'
  >;

export type FoundVersion = Listed &
  Pick<
    VersionRow,
    'id' | 'fileId' | 'operationId' | 'epoch' | 'authorId' | 'createdMs' | 'salt' | 'nameCt' | 'noteCt'
  > & { readonly hasText: boolean };

/** Operations that are searched, by their ids. */
type In = readonly string[];

/** One id by itself lets the order of an index be used. */
const within = (column: Sql, ids: In): Sql =>
  ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${ids}::uuid[])`;

const behind = (created: Sql, id: Sql, after: Place | undefined): Sql =>
  after ? sql`and (${created}, ${id}) < (${after.createdMs}::bigint, ${after.id}::uuid)` : empty;

/** Conditions on a time and an author that both kinds of rows have. */
const fitting = (created: Sql, author: Sql, { fromMs, beforeMs, senderIds }: Wanted): Sql =>
  join(
    [
      sql`true`,
      ...(fromMs === undefined ? [] : [sql`${created} >= ${fromMs}::bigint`]),
      ...(beforeMs === undefined ? [] : [sql`${created} < ${beforeMs}::bigint`]),
      ...(senderIds === undefined ? [] : [sql`${author} = any(${senderIds}::int[])`]),
    ],
    ' and ',
  );

/** Mailbox rows `b` of the viewer in these operations, with their membership `mine`: what they may read. */
const mailboxFrom = (viewer: Viewer, ids: In, wanted: Wanted, after: Place | undefined): Sql => sql`
  from cencomm_mailbox b
  join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id
    and mine.removed_at is null
  join cencomm_messages m on m.id = b.message_id
  where b.account_id = ${viewer.accountId} and ${within(sql`b.operation_id`, ids)}
    and b.created_ms >= mine.sees_from_ms ${kindWhere(wanted.kind)}
    and ${fitting(sql`b.created_ms`, sql`m.sender_id`, wanted)} ${behind(sql`b.created_ms`, sql`b.message_id`, after)}`;

function kindWhere(kind: Wanted['kind']): Sql {
  if (kind === '') return empty;
  return kind === 'file'
    ? sql`and exists (select from cencomm_attachments f where f.message_id = b.message_id)`
    : sql`and b.kind = ${kind satisfies MessageKind}`;
}

/** Messages behind a place, the newest first. */
export function listMessages(
  on: Queryable,
  viewer: Viewer,
  ids: In,
  wanted: Wanted,
  after: Place | undefined,
): Promise<FoundMessage[]> {
  return queryRows(
    on,
    sql`
      select found.*, a.login_id as "senderLogin", a.person_name as "senderName", a.office_id as "senderOfficeId",
        o.title as "operationTitle"
      from (select m.id, m.operation_id as "operationId", m.epoch, m.kind, m.sender_id as "senderId",
          m.created_ms::float8 as "createdMs", m.salt, m.subject_ct as "subjectCt", m.body_ct as "bodyCt",
          m.fields_ct as "fieldsCt", ${sealColumns}, b.account_id as "readerId", b.is_unread as "isUnread"
        ${mailboxFrom(viewer, ids, wanted, after)}
        order by b.created_ms desc, b.message_id desc limit ${rowsAtOnce.messages}) found
      join accounts a on a.id = found."senderId" join cencomm_operations o on o.id = found."operationId"
      order by found."createdMs" desc, found.id desc`,
  );
}

/** Names of the attachments of messages, in their order. */
export function listNames(on: Queryable, _viewer: Viewer, messageIds: readonly string[]): Promise<FoundName[]> {
  return queryRows(
    on,
    sql`
      select id, message_id as "messageId", operation_id as "operationId", epoch, author_id as "authorId",
        created_ms::float8 as "createdMs", salt, name_ct as "nameCt", text_ct is not null as "hasText"
      from cencomm_attachments where message_id = any(${messageIds}::uuid[]) order by message_id, place`,
    'cencomm_search_names',
  );
}

/** The sealed text of an attachment, or of a version of a file, that was found before. */
export async function findText(
  on: Queryable,
  _viewer: Viewer,
  what: 'attachment' | 'version',
  id: string,
): Promise<Buffer | undefined> {
  const table = what === 'attachment' ? sql`cencomm_attachments` : sql`cencomm_library_versions`;
  const row = await queryRow<{ textCt: Buffer | null }>(
    on,
    sql`select text_ct as "textCt" from ${table} where id = ${id}`,
  );
  return row?.textCt ?? undefined;
}

/** The newest version `v` the viewer sees of each file of the libraries. */
const libraryFrom = (viewer: Viewer, ids: In, wanted: Wanted, after: Place | undefined): Sql => sql`
  from cencomm_members mine
  join cencomm_library_files f on f.operation_id = mine.operation_id and f.removed_at is null
  join lateral (select * from cencomm_library_versions x where x.file_id = f.id and x.created_ms >= mine.sees_from_ms
      order by x.number desc limit 1) v on true
  where mine.account_id = ${viewer.accountId} and mine.removed_at is null
    and ${within(sql`mine.operation_id`, ids)} and ${fitting(sql`v.created_ms`, sql`v.author_id`, wanted)}
    ${behind(sql`v.created_ms`, sql`v.id`, after)}`;

const hasLibrary = ({ kind }: Wanted): boolean => kind === '' || kind === 'file';

/** Files of the libraries behind a place, the newest first. */
export async function listVersions(
  on: Queryable,
  viewer: Viewer,
  ids: In,
  wanted: Wanted,
  after: Place | undefined,
): Promise<FoundVersion[]> {
  if (!hasLibrary(wanted)) return [];
  return queryRows(
    on,
    sql`
      select found.*, a.login_id as "senderLogin", a.person_name as "senderName", a.office_id as "senderOfficeId",
        o.title as "operationTitle"
      from (select v.id, v.file_id as "fileId", v.operation_id as "operationId", v.epoch, v.author_id as "authorId",
          v.created_ms::float8 as "createdMs", v.salt, v.name_ct as "nameCt", v.note_ct as "noteCt",
          v.text_ct is not null as "hasText"
        ${libraryFrom(viewer, ids, wanted, after)}
        order by v.created_ms desc, v.id desc limit ${rowsAtOnce.files}) found
      join accounts a on a.id = found."authorId" join cencomm_operations o on o.id = found."operationId"
      order by found."createdMs" desc, found.id desc`,
  );
}

/** Messages and files behind a place. */
export async function countLeft(on: Queryable, viewer: Viewer, ids: In, wanted: Wanted, after: Place): Promise<number> {
  const files = hasLibrary(wanted) ? sql`(select count(*) ${libraryFrom(viewer, ids, wanted, after)})` : sql`0`;
  const messages = sql`(select count(*) ${mailboxFrom(viewer, ids, wanted, after)})`;
  const row = await queryRow<{ left: number }>(on, sql`select (${messages} + ${files})::int as left`);
  return row?.left ?? 0;
}

/** Everybody who is or was a member of these operations. */
export function listPersons(
  on: Queryable,
  _viewer: Viewer,
  ids: In,
): Promise<{ id: number; login: string; personName: string | null }[]> {
  return queryRows(
    on,
    sql`
      select distinct a.id, a.login_id as login, a.person_name as "personName"
      from cencomm_members m join accounts a on a.id = m.account_id where m.operation_id = any(${ids}::uuid[])`,
  );
}
