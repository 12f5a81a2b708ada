import type { Queryable } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, openText, openerOf } from '../../keys/seal.ts';
import type { Sealed } from '../../keys/seal.ts';
import type { Message, MessageRow, Opened } from '../message.ts';

/** Columns of a message `m`. */
export const messageColumns = `m.id, m.operation_id as "operationId", m.epoch, m.seq::int as seq, m.kind, m.sender_id as "senderId", m.created_ms::float8 as "createdMs",
  m.thread_id as "threadId", m.parent_id as "parentId", m.forwarded_of as "forwardedOf", m.audience, m.countries, m.priority,
  to_char(m.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answerBy", m.salt, m.subject_ct as "subjectCt", m.body_ct as "bodyCt", m.fields_ct as "fieldsCt"`;

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
 * Opens a message. One whose row or text was tampered with (moved, another's name or time on it, a bit changed) is told as not whole: the page
 * says so, the trail too, and others are shown. Throws KeysAway.
 */
export async function openMessage(keys: KeyProvider, on: Queryable, row: MessageRow): Promise<Opened> {
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
  keys: KeyProvider,
  on: Queryable,
  row: Pick<MessageRow, 'id' | 'operationId' | 'epoch' | 'senderId' | 'createdMs' | 'salt' | 'subjectCt'>,
): Promise<string | undefined> {
  try {
    return openText(await keys.keyOf(on, row.operationId, row.epoch), sealOf(row), 'subject', row.subjectCt);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}
