import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../../db/sql.ts';
import type { MessageRow } from '../../mail/message.ts';
import { messageColumns } from '../../mail/store-messages.ts';
import type { Entered } from '../../operations/operation.ts';
import type { FormAct } from './version.ts';

/** The first version of the form a message is a version of: itself, where it is none. */
export const firstOf = (messageId: string): Sql => sql`
  coalesce(
    (select v.first_id from cencomm_form_versions v where v.message_id = ${messageId}::uuid), ${messageId}::uuid)`;

/** Messages of an operation that no figure counts: replaced versions, and last ones that took the form back. */
export const notCounted = (operationId: string): Sql => sql`
  (select v.replaces_id as id from cencomm_form_versions v where v.operation_id = ${operationId}::uuid
    union all
    select v.message_id from cencomm_form_versions v where v.operation_id = ${operationId}::uuid and not v.counts)`;

/** One version of a form, as its row says. */
export interface VersionRow {
  readonly id: string;
  readonly number: number;
  readonly act: FormAct | null;
  readonly createdMs: number;
  readonly senderLogin: string;
  readonly senderName: string | null;
  readonly senderOfficeId: number;
  /** Whether it is in the reader's mailbox. */
  readonly isMine: boolean;
}

/** Every version of the form a message is a version of, the first one first. */
export async function listVersions(
  on: Queryable,
  viewer: Viewer,
  { membership }: Entered,
  messageId: string,
): Promise<VersionRow[]> {
  return queryRows<VersionRow>(
    on,
    sql`
      select m.id, coalesce(v.number, 1) as number, v.act, m.created_ms::float8 as "createdMs",
        a.login_id as "senderLogin", a.person_name as "senderName", a.office_id as "senderOfficeId",
        exists (select from cencomm_mailbox b where b.account_id = ${viewer.accountId} and b.message_id = m.id
          and b.created_ms >= ${membership.seesFromMs}) as "isMine"
      from cencomm_messages m join accounts a on a.id = m.sender_id
      left join cencomm_form_versions v on v.message_id = m.id
      where m.id = ${firstOf(messageId)} or v.first_id = ${firstOf(messageId)} order by 2`,
    'cencomm_form_versions',
  );
}

/** What each of some messages is today, where it is not simply what it was when it was sent. */
export async function marksOf(
  on: Queryable,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, FormAct | 'replaced'>> {
  const rows = await queryRows<{ id: string; mark: FormAct | 'replaced' }>(
    on,
    sql`
      select distinct on (id) id, mark from (
        select v.replaces_id as id, 'replaced' as mark, 1 as rank from cencomm_form_versions v
          where v.replaces_id = any(${messageIds}::uuid[])
        union all
        select v.message_id, v.act, 2 from cencomm_form_versions v
          where v.message_id = any(${messageIds}::uuid[])) found
      order by id, rank`,
    'cencomm_version_marks',
  );
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

/** Members today who have any version of a form in their mailbox, and see it. */
export async function listHoldersOfForm(on: Queryable, operationId: string, firstId: string): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select distinct b.account_id as id from cencomm_mailbox b
      join cencomm_members m on m.operation_id = b.operation_id and m.account_id = b.account_id
        and m.removed_at is null
      where b.operation_id = ${operationId} and b.created_ms >= m.sees_from_ms
        and (b.message_id = ${firstId}::uuid or b.message_id in (
          select v.message_id from cencomm_form_versions v where v.first_id = ${firstId}::uuid))`,
  );
  return rows.map(({ id }) => id);
}

export async function insertVersion(
  client: Client,
  version: {
    readonly messageId: string;
    readonly operationId: string;
    readonly firstId: string;
    readonly replacesId: string;
    readonly act: FormAct;
    readonly counts: boolean;
  },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_form_versions (message_id, operation_id, first_id, replaces_id, number, act, counts)
      select ${version.messageId}, ${version.operationId}, ${version.firstId}, ${version.replacesId},
        coalesce(max(v.number), 1) + 1, ${version.act}, ${version.counts}
      from cencomm_form_versions v where v.first_id = ${version.firstId}::uuid`,
  );
}

/** A version of a feedback in a thread, sealed. */
export type AnswerRow = MessageRow & { readonly firstId: string; readonly act: FormAct | null };

/** The last version of every feedback on a warning, the oldest feedback first, whoever may read them. */
export async function listAnswers(client: Client, warningId: string): Promise<AnswerRow[]> {
  return queryRows<AnswerRow>(
    client,
    sql`
      select ${messageColumns}, coalesce(v.first_id, m.id) as "firstId", v.act
      from cencomm_messages m left join cencomm_form_versions v on v.message_id = m.id
      join cencomm_messages f on f.id = coalesce(v.first_id, m.id)
      where m.thread_id = ${warningId} and m.kind = 'feedback'
        and not exists (select from cencomm_form_versions r where r.replaces_id = m.id)
      order by f.seq`,
  );
}
