import type { KeyObject } from 'node:crypto';
import type { Queryable } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, openerOf, type Sealed } from '../../keys/seal.ts';
import { readSealedMembers } from '../../operations/members/store-sealed-members.ts';
import type { Message, MessageRow, Named, Opened } from '../message.ts';

/** What is needed to open any part of a message. */
export type SealedMessage = Pick<
  MessageRow,
  'id' | 'operationId' | 'epoch' | 'senderId' | 'createdMs' | 'salt' | 'bound'
>;
/** The same for a reader who has it in their mailbox. */
export type SealedForReader = SealedMessage & Pick<MessageRow, 'readerId' | 'recipientsCt'>;

export function sealOf({ id, operationId, epoch, senderId, createdMs, salt, bound }: SealedMessage): Sealed {
  const seal = { kind: 'message', operationId, epoch, id, authorId: senderId, createdMs, salt } as const;
  return bound === null ? seal : { ...seal, bound };
}

/**
 * Opens parts of a message for the reader in whose mailbox it was found. Throws BrokenSeal for a reader whom its sealed
 * list does not name, and who was not let in to the history by an act either; KeysAway.
 */
export async function readerOf(
  on: Queryable,
  keys: KeyProvider,
  row: SealedForReader,
  key?: KeyObject,
): Promise<(field: string, sealed: Buffer) => string> {
  const read = openerOf(key ?? (await keys.keyOf(on, row.operationId, row.epoch)), sealOf(row));
  const { readerId, bound, recipientsCt, senderId } = row;
  if (readerId === undefined || bound === null || readerId === senderId) return read;
  if (recipientsCt === null) throw new BrokenSeal();
  const { ids } = JSON.parse(read('recipients', recipientsCt)) as { ids: readonly number[] };
  if (!ids.includes(readerId) && !(await seesHistory(on, keys, row, readerId, bound))) throw new BrokenSeal();
  return read;
}

/** Whether a member who joined later has what went to everybody, or to their country, before. */
async function seesHistory(
  on: Queryable,
  keys: KeyProvider,
  { operationId, createdMs }: SealedMessage,
  readerId: number,
  bound: string,
): Promise<boolean> {
  const member = (await readSealedMembers(on, keys, operationId))?.get(readerId);
  if (!member || createdMs < member.seesFromMs) return false;
  const [, , , , audience, countries = ''] = bound.split('|');
  if (audience === 'all') return true;
  return audience === 'countries' && member.country !== null && countries.split(',').includes(member.country);
}

/**
 * Opens a message. One whose row or text was tampered with (moved, given another name or time, put into a mailbox it
 * was not sent to, a bit changed) is returned as unverified: the page and the trail say so, and other messages are
 * still shown. Throws KeysAway.
 */
export async function openMessage(on: Queryable, keys: KeyProvider, row: MessageRow): Promise<Opened> {
  try {
    const read = await readerOf(on, keys, row);
    const { salt: _salt, bound: _bound, recipientsCt, readerId: _reader, subjectCt, bodyCt, fieldsCt, ...rest } = row;
    const { named } =
      recipientsCt === null ? {} : (JSON.parse(read('recipients', recipientsCt)) as { readonly named?: Named });
    const fields = fieldsCt === null ? {} : { fields: JSON.parse(read('fields', fieldsCt)) as Message['fields'] };
    return {
      isWhole: true,
      message: {
        ...rest,
        subject: read('subject', subjectCt),
        body: read('body', bodyCt),
        ...fields,
        named,
      } as Message,
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
  row: SealedForReader & Pick<MessageRow, 'subjectCt'>,
): Promise<string | undefined> {
  try {
    return (await readerOf(on, keys, row))('subject', row.subjectCt);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}
