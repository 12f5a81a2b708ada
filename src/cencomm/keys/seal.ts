import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a sealed thing is, beside its text: its key and its context are made of this, so that nothing opens in another's place. */
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
    | 'export';
  readonly operationId: string;
  readonly epoch: number;
  readonly id: string;
  readonly authorId: number;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  /** 32 random bytes: one key for each thing, which takes away the limit on random nonces (2^32 under one key). */
  readonly salt: Buffer;
}

/** The text cannot be verified: its row or the text itself was changed, moved or cut, or its key is another. */
export class BrokenSeal extends Error {
  constructor() {
    super('could not be verified');
  }
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;
/** Version, nonce, at least nothing, tag. */
const shortest = 1 + nonceLength + tagLength;

export const newSalt = (): Buffer => randomBytes(32);

/** 32 bytes. As an object it is read once and used often: a third of the time of a small text. */
export type Key = KeyObject | Buffer;

/** The key of one thing of the operation's key (HKDF-SHA256, RFC 5869). */
export function keyOfThing(operationKey: Key, { salt }: Pick<Sealed, 'salt'>): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', operationKey, salt, 'cencomm/v1/thing', 32)));
}

/** What a field of a thing is bound to. A JSON array, because its encoding is unambiguous. */
export function contextOf(thing: Sealed, field: string): Buffer {
  return Buffer.from(
    JSON.stringify([
      'cencomm',
      thing.kind,
      version,
      thing.operationId,
      thing.epoch,
      thing.id,
      thing.authorId,
      thing.createdMs,
      field,
    ]),
  );
}

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: version byte, nonce, ciphertext, tag. */
export function encrypt(key: Key, context: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(context);
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws BrokenSeal. Nothing is released before the tag was found right. */
export function decrypt(key: Key, context: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < shortest || sealed[0] !== version) throw new BrokenSeal();
  // Without the length given, Node takes a tag of four bytes for a whole one.
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, -tagLength)), decipher.final()]);
  } catch {
    throw new BrokenSeal();
  }
}

/** Seals one field of a thing: a text in UTF-8. */
export function sealText(operationKey: Key, thing: Sealed, field: string, text: string): Buffer {
  return encrypt(keyOfThing(operationKey, thing), contextOf(thing, field), Buffer.from(text));
}

/** Throws BrokenSeal. */
export function openText(operationKey: Key, thing: Sealed, field: string, sealed: Buffer): string {
  return decrypt(keyOfThing(operationKey, thing), contextOf(thing, field), sealed).toString();
}

/** Opens several fields of one thing, whose key is made once. What it answers throws BrokenSeal. */
export function openerOf(operationKey: Key, thing: Sealed): (field: string, sealed: Buffer) => string {
  const key = keyOfThing(operationKey, thing);
  return (field, sealed) => decrypt(key, contextOf(thing, field), sealed).toString();
}
