import type { Queryable } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, openText, openerOf } from '../../keys/seal.ts';
import type { Sealed } from '../../keys/seal.ts';
import type { Message, MessageRow, Opened } from '../message.ts';

export function sealOf({
  id,
  operationId,
  epoch,
  senderId,
  createdMs,
  salt,
}: Pick<MessageRow, 'id' | 'operationId' | 'epoch' | 'senderId' | 'createdMs' | 'salt'>): Sealed {
  return { kind: 'message', operationId, epoch, id, authorId: senderId, createdMs, salt };
}

/**
 * Opens a message. One whose row or text was tampered with (moved, given another name or time, a bit changed) is
 * returned as unverified: the page and the trail say so, and other messages are still shown. Throws KeysAway.
 */
export async function openMessage(on: Queryable, keys: KeyProvider, row: MessageRow): Promise<Opened> {
  try {
    const key = await keys.keyOf(on, row.operationId, row.epoch);
    const read = openerOf(key, sealOf(row));
    const { salt: _salt, subjectCt, bodyCt, fieldsCt, ...rest } = row;
    const fields = fieldsCt === null ? {} : { fields: JSON.parse(read('fields', fieldsCt)) as Message['fields'] };
    return {
      isWhole: true,
      message: { ...rest, subject: read('subject', subjectCt), body: read('body', bodyCt), ...fields } as Message,
    };
  } catch (error) {
    if (error instanceof BrokenSeal) return { isWhole: false, row };
    throw error;
  }
}

/** The subject alone, for lists; undefined where it cannot be verified. Throws KeysAway. */
export async function openSubject(
  on: Queryable,
  keys: KeyProvider,
  row: Pick<MessageRow, 'id' | 'operationId' | 'epoch' | 'senderId' | 'createdMs' | 'salt' | 'subjectCt'>,
): Promise<string | undefined> {
  try {
    return openText(await keys.keyOf(on, row.operationId, row.epoch), sealOf(row), 'subject', row.subjectCt);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}
