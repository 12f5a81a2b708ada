import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import type { FieldValue } from '../../seizures/index.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { openMessage } from '../mail/reading/decrypt-message.ts';
import type { MessageRow } from '../mail/message.ts';
import { messageColumns } from '../mail/store-messages.ts';
import type { Entered, FormKind } from '../operations/operation.ts';
import { personsOf, type Person } from './nominal/persons.ts';
import { markOf, standingAfter, unmarked, type FormAct, type Standing } from './versions/version.ts';

interface Sender {
  readonly senderLogin: string;
  readonly senderName: string | null;
  /** Code of the sender's office: "KE", "RILO-AP". */
  readonly senderOffice: string;
  /** The country the sender speaks for in the operation; none for a RILO or an agency. */
  readonly senderCountry: string | null;
}

/**
 * A form as its last version has it, as far as the board and the figures need it; who sent it and when are of the
 * first version.
 */
export type SentForm = Pick<
  MessageRow,
  'id' | 'threadId' | 'createdMs' | 'senderId' | 'audience' | 'countries' | 'answerBy'
> &
  Sender & {
    readonly kind: FormKind;
    /** Its first version, by which its chain knows it; `id` is the last one this member has. */
    readonly firstId: string;
    readonly versionIds: readonly string[];
    readonly standing: Standing;
    /** When the last version was sent, where there are several. */
    readonly changedMs?: number;
    /** There is a later version that this member does not have. */
    readonly isReplaced: boolean;
    /** Undefined where the message could not be verified. */
    readonly subject?: string;
    readonly fields: Readonly<Record<string, FieldValue>>;
    readonly persons: readonly Person[];
  };

type Row = MessageRow &
  Sender & {
    readonly firstId: string;
    readonly firstMs: number;
    readonly act: FormAct | null;
    readonly replacesId: string | null;
    readonly isReplaced: boolean;
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
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${messageColumns}, b.account_id as "readerId", a.login_id as "senderLogin",
        a.person_name as "senderName", o.code as "senderOffice",
        s.country as "senderCountry", f.id as "firstId", f.created_ms::float8 as "firstMs", v.act,
        v.replaces_id as "replacesId",
        exists (select from cencomm_form_versions r where r.replaces_id = m.id) as "isReplaced"
      from cencomm_mailbox b join cencomm_messages m on m.id = b.message_id join accounts a on a.id = m.sender_id
        join offices o on o.id = a.office_id
      left join cencomm_form_versions v on v.message_id = m.id
      join cencomm_messages f on f.id = coalesce(v.first_id, m.id)
      left join lateral (select country from cencomm_members s
          where s.operation_id = m.operation_id and s.account_id = m.sender_id order by s.id desc limit 1) s on true
      where ${mine} order by m.seq`,
    'cencomm_forms',
  );
  const opened: SentForm[] = [];
  for (const row of rows) opened.push(await openForm(on, keys, row));
  const forms = [...Map.groupBy(opened, ({ firstId }) => firstId).values()].flatMap(asLastVersion);
  cache.delete(key);
  cache.set(key, { stamp, forms });
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
  return forms;
}

async function openForm(on: Queryable, keys: KeyProvider, row: Row): Promise<SentForm> {
  const opened = await openMessage(on, keys, row);
  const { id, threadId, senderId, audience, countries, answerBy, firstId, firstMs, isReplaced } = row;
  const { senderLogin, senderName, senderOffice, senderCountry } = row;
  const known = {
    ...{ id, threadId, senderId, audience, countries, answerBy, firstId, isReplaced },
    ...{ senderLogin, senderName, senderOffice, senderCountry },
    kind: row.kind as FormKind,
    createdMs: firstMs,
    versionIds: [id],
    standing: row.act === null ? ('stands' as const) : standingAfter(row.act),
    ...(row.act === null ? {} : { changedMs: row.createdMs }),
  };
  const mark = opened.isWhole ? markOf(opened.message.fields) : undefined;
  // What the row says of the version is inside the seal too.
  const isTrue = (mark?.$of ?? null) === row.replacesId && (mark?.$act ?? null) === row.act;
  if (!opened.isWhole || !isTrue) return { ...known, fields: {}, persons: [] };
  const { subject, fields = {} } = opened.message;
  const { persons: _persons, ...said } = unmarked(fields);
  return {
    ...known,
    subject: mark?.$subject ?? subject,
    fields: said as SentForm['fields'],
    persons: personsOf(fields),
  };
}

/** Versions of one form, the oldest first, as one form. */
function asLastVersion(versions: readonly SentForm[]): SentForm[] {
  const [first, last] = [versions[0], versions.at(-1)];
  if (!first || !last) return [];
  const { senderId, senderLogin, senderName, senderOffice, senderCountry } = first;
  return [
    {
      ...last,
      ...{ senderId, senderLogin, senderName, senderOffice, senderCountry },
      versionIds: versions.map(({ id }) => id),
    },
  ];
}
