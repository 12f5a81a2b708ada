import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import type { FieldValue } from '../../seizures/index.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { openMessage } from '../mail/reading/decrypt-message.ts';
import type { MessageRow } from '../mail/message.ts';
import { messageColumns } from '../mail/store-messages.ts';
import type { Entered, FormKind } from '../operations/operation.ts';

interface Sender {
  readonly senderLogin: string;
  /** Code of the sender's office: "KE", "RILO-AP". */
  readonly senderOffice: string;
  /** The country the sender speaks for in the operation; none for a RILO or an agency. */
  readonly senderCountry: string | null;
}

/** A form that was sent, as far as the board and the figures need it. */
export type SentForm = Pick<
  MessageRow,
  'id' | 'threadId' | 'createdMs' | 'senderId' | 'audience' | 'countries' | 'answerBy'
> &
  Sender & {
    readonly kind: FormKind;
    /** Undefined where the message could not be verified. */
    readonly subject?: string;
    readonly fields: Readonly<Record<string, FieldValue>>;
  };

/** Opened forms of a member, cached until another one arrives: opening ten thousand takes half a second. */
const cache = new Map<string, { readonly stamp: string; readonly forms: readonly SentForm[] }>();
const maxCached = 50;

/** Every form of the operation that this member may see, the oldest first. Throws KeysAway. */
export async function readForms(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  { operation, membership }: Entered,
): Promise<readonly SentForm[]> {
  const mine = sql`
    b.account_id = ${viewer.accountId} and b.operation_id = ${operation.id}
    and b.created_ms >= ${membership.seesFromMs} and b.kind <> 'plain'`;
  const count = await queryRow<{ count: string; last: string | null }>(
    on,
    sql`select count(*) as count, max(created_ms) as last from cencomm_mailbox b where ${mine}`,
    'cencomm_forms_stamp',
  );
  const key = `${operation.id} ${viewer.accountId}`;
  const stamp = `${membership.id} ${membership.seesFromMs} ${count?.count ?? 0} ${count?.last ?? ''}`;
  const known = cache.get(key);
  if (known?.stamp === stamp) return known.forms;
  const rows = await queryRows<MessageRow & Sender>(
    on,
    sql`
      select ${messageColumns}, a.login_id as "senderLogin", o.code as "senderOffice", s.country as "senderCountry"
      from cencomm_mailbox b join cencomm_messages m on m.id = b.message_id join accounts a on a.id = m.sender_id
        join offices o on o.id = a.office_id
      left join lateral (select country from cencomm_members s
          where s.operation_id = m.operation_id and s.account_id = m.sender_id order by s.id desc limit 1) s on true
      where ${mine} order by m.seq`,
    'cencomm_forms',
  );
  const forms: SentForm[] = [];
  for (const row of rows) forms.push(await openForm(on, keys, row));
  cache.delete(key);
  cache.set(key, { stamp, forms });
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
  return forms;
}

async function openForm(on: Queryable, keys: KeyProvider, row: MessageRow & Sender): Promise<SentForm> {
  const opened = await openMessage(on, keys, row);
  const { salt: _salt, subjectCt: _subject, bodyCt: _body, fieldsCt: _fields, ...rest } = row;
  const known = { ...rest, kind: row.kind as FormKind };
  return opened.isWhole
    ? { ...known, subject: opened.message.subject, fields: (opened.message.fields ?? {}) as SentForm['fields'] }
    : { ...known, fields: {} };
}
