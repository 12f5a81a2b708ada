import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { FieldValue } from '../../seizures/index.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { messageColumns, openMessage } from '../mail/reading/decrypt-message.ts';
import type { MessageRow } from '../mail/message.ts';
import type { Entered, FormKind } from '../operations/operation.ts';

/** A form that was sent, as far as the board and the figures need it. */
export interface SentForm {
  readonly id: string;
  readonly threadId: string;
  readonly kind: FormKind;
  readonly createdMs: number;
  readonly senderId: number;
  readonly senderLogin: string;
  /** Code of its office: "KE", "RILO-AP". */
  readonly senderOffice: string;
  /** The country its sender speaks for in the operation; none for a RILO or an agency. */
  readonly senderCountry: string | null;
  readonly audience: MessageRow['audience'];
  readonly countries: readonly string[];
  readonly answerBy: string | null;
  /** Undefined where the message could not be verified. */
  readonly subject?: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

interface Row extends MessageRow {
  readonly senderLogin: string;
  readonly senderOffice: string;
  readonly senderCountry: string | null;
}

/** Opened forms of a member, kept in memory until one more comes: opening ten thousand takes half a second. */
const kept = new Map<string, { readonly stamp: string; readonly forms: readonly SentForm[] }>();
const mostKept = 50;

/** Every form of the operation that is this member's, the oldest first. Throws KeysAway. */
export async function readForms(
  keys: KeyProvider,
  on: Queryable,
  viewer: Viewer,
  { operation, membership }: Entered,
): Promise<readonly SentForm[]> {
  const mine = `b.account_id = $1 and b.operation_id = $2 and b.created_ms >= $3 and b.kind <> 'plain'`;
  const values = [viewer.accountId, operation.id, membership.seesFromMs];
  const {
    rows: [count],
  } = await on.query<{ count: string; last: string | null }>({
    name: 'cencomm_forms_stamp',
    text: `select count(*) as count, max(created_ms) as last from cencomm_mailbox b where ${mine}`,
    values,
  });
  const key = `${operation.id} ${viewer.accountId}`;
  const stamp = `${membership.id} ${membership.seesFromMs} ${count?.count ?? 0} ${count?.last ?? ''}`;
  const known = kept.get(key);
  if (known?.stamp === stamp) return known.forms;
  const { rows } = await on.query<Row>({
    name: 'cencomm_forms',
    text: `select ${messageColumns}, a.login_id as "senderLogin", o.code as "senderOffice", s.country as "senderCountry"
      from cencomm_mailbox b join cencomm_messages m on m.id = b.message_id join accounts a on a.id = m.sender_id join offices o on o.id = a.office_id
      left join lateral (select country from cencomm_members s where s.operation_id = m.operation_id and s.account_id = m.sender_id order by s.id desc limit 1) s on true
      where ${mine} order by m.seq`,
    values,
  });
  const forms: SentForm[] = [];
  for (const row of rows) forms.push(await openForm(keys, on, row));
  kept.delete(key);
  kept.set(key, { stamp, forms });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return forms;
}

async function openForm(keys: KeyProvider, on: Queryable, row: Row): Promise<SentForm> {
  const opened = await openMessage(keys, on, row);
  const {
    id,
    threadId,
    kind,
    createdMs,
    senderId,
    senderLogin,
    senderOffice,
    senderCountry,
    audience,
    countries,
    answerBy,
  } = row;
  const known = {
    id,
    threadId,
    kind: kind as FormKind,
    createdMs,
    senderId,
    senderLogin,
    senderOffice,
    senderCountry,
    audience,
    countries,
    answerBy,
  };
  return opened.isWhole
    ? { ...known, subject: opened.message.subject, fields: (opened.message.fields ?? {}) as SentForm['fields'] }
    : { ...known, fields: {} };
}
