import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import type { Message, MessageRow } from '../mail/message.ts';
import { messageColumns, openMessage } from '../mail/reading/decrypt-message.ts';
import type { Entered } from '../operations/operation.ts';
import { isId } from '../operations/store.ts';

/** A message of the member's own mailbox, opened. Throws NotVisible, Conflict where it could not be verified, KeysAway. */
export async function openOwn(
  keys: KeyProvider,
  on: Queryable,
  viewer: Viewer,
  { operation, membership }: Entered,
  id: unknown,
): Promise<Message> {
  if (!isId(id)) throw new NotVisible('no such message');
  const row = await queryRow<MessageRow>(
    on,
    sql`
      select ${messageColumns}
      from cencomm_messages m join cencomm_mailbox b on b.message_id = m.id and b.account_id = ${viewer.accountId}
      where m.id = ${id} and m.operation_id = ${operation.id} and b.created_ms >= ${membership.seesFromMs}`,
    'cencomm_own_message',
  );
  if (!row) throw new NotVisible('no such message');
  const opened = await openMessage(keys, on, row);
  if (!opened.isWhole) throw new Conflict('the message could not be verified');
  return opened.message;
}
