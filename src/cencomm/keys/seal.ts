import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { deriveKey, open, seal, type Context, type Key } from '../../crypto/envelope.ts';

export { BrokenSeal } from '../../crypto/envelope.ts';

/** What a seal is bound to: key and context are derived from this, so that nothing opens in another's place. */
export interface Sealed {
  readonly kind:
    | 'operation'
    | 'message'
    | 'draft'
    | 'attachment'
    | 'folder'
    | 'library_folder'
    | 'version'
    | 'upload'
    | 'list'
    | 'members'
    | 'search'
    | 'export';
  readonly operationId: string;
  readonly epoch: number;
  readonly id: string;
  readonly authorId: number;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  /**
   * 32 random bytes: one key for each item, so that the limit on random nonces (2^32 under one key) does not matter.
   */
  readonly salt: Buffer;
  /** What else the seal is bound to, from version 2 on. */
  readonly bound?: string;
}

export const newSalt = (): Buffer => randomBytes(32);

/** The key of one item, derived from the operation's key. */
export function keyOfThing(operationKey: Key, { salt }: Pick<Sealed, 'salt'>): KeyObject {
  return createSecretKey(deriveKey(operationKey, salt, 'cencomm/v1/thing'));
}

/** The context a field is bound to. */
export function contextOf(thing: Sealed, field: string): Context {
  const { kind, operationId, epoch, id, authorId, createdMs, bound } = thing;
  return bound === undefined
    ? ['cencomm', kind, 1, operationId, epoch, id, authorId, createdMs, field]
    : ['cencomm', kind, 2, operationId, epoch, id, authorId, createdMs, bound, field];
}

/** Seals one field, a text in UTF-8. */
export function sealText(operationKey: Key, thing: Sealed, field: string, text: string): Buffer {
  return seal(keyOfThing(operationKey, thing), contextOf(thing, field), text);
}

/** Throws BrokenSeal. */
export function openText(operationKey: Key, thing: Sealed, field: string, sealed: Buffer): string {
  return open(keyOfThing(operationKey, thing), contextOf(thing, field), sealed).toString();
}

/** Opens several fields of one item, whose key is derived once. The returned function throws BrokenSeal. */
export function openerOf(operationKey: Key, thing: Sealed): (field: string, sealed: Buffer) => string {
  const key = keyOfThing(operationKey, thing);
  return (field, sealed) => open(key, contextOf(thing, field), sealed).toString();
}
