import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import type { Message } from '../mail/message.ts';
import { openMessage } from '../mail/reading/decrypt-message.ts';
import { findInMailbox } from '../mail/store-messages.ts';
import type { Entered } from '../operations/operation.ts';
import { isId } from '../operations/store.ts';

/**
 * Opens a message of the member's own mailbox. Throws NotVisible, Conflict where it could not be verified, KeysAway.
 */
export async function openOwn(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
  id: unknown,
): Promise<Message> {
  if (!isId(id)) throw new NotVisible('no such message');
  const row = await findInMailbox(on, viewer, entered, id);
  if (!row) throw new NotVisible('no such message');
  const opened = await openMessage(on, keys, row);
  if (!opened.isWhole) throw new Conflict('the message could not be verified');
  return opened.message;
}
