import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
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
  const {
    rows: [row],
  } = await on.query<MessageRow>({
    name: 'cencomm_own_message',
    text: `select ${messageColumns} from cencomm_messages m join cencomm_mailbox b on b.message_id = m.id and b.account_id = $1
      where m.id = $2 and m.operation_id = $3 and b.created_ms >= $4`,
    values: [viewer.accountId, id, operation.id, membership.seesFromMs],
  });
  if (!row) throw new NotVisible('no such message');
  const opened = await openMessage(keys, on, row);
  if (!opened.isWhole) throw new Conflict('the message could not be verified');
  return opened.message;
}
