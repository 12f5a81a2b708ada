import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  type CipherGCM,
  type DecipherGCM,
  type KeyObject,
} from 'node:crypto';

/** 32 bytes. As an object it is read once and used often: a third of the time of a small text. */
export type Key = KeyObject | Buffer;

/**
 * What a sealed thing is and where it belongs: it opens nowhere else. Bound as a JSON array, whose encoding is
 * unambiguous.
 */
export type Context = readonly (string | number)[];

/** The content cannot be verified: it was changed, moved or cut, or its key is another. */
export class BrokenSeal extends Error {
  constructor() {
    super('could not be verified');
  }
}

export const nonceLength = 12;
export const tagLength = 16;
const version = 1;
/** Bytes a sealed content is longer than the plain one. */
export const overhead = 1 + nonceLength + tagLength;

/** A key of 32 bytes for one use, derived from another (HKDF-SHA256, RFC 5869). */
export function deriveKey(secret: Key, salt: string | Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, use, 32));
}

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: version byte, nonce, ciphertext, tag. */
export function seal(key: Key, context: Context, plain: Buffer | string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = cipherOf(key, nonce).setAAD(boundTo(context));
  const content = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  return Buffer.concat([Buffer.of(version), nonce, content, cipher.final(), cipher.getAuthTag()]);
}

/** Throws BrokenSeal. Nothing is released before the tag was found right. */
export function open(key: Key, context: Context, sealed: Buffer): Buffer {
  if (sealed[0] !== version) throw new BrokenSeal();
  return verified(key, boundTo(context), sealed.subarray(1));
}

/**
 * Opens what may also be in the layout that letters and resumed forms had before: nonce, ciphertext, tag, bound to no
 * context. Its random nonce may begin as a version byte does, so the tag decides. Throws BrokenSeal.
 */
export function openEither(key: Key, context: Context, sealed: Buffer): Buffer {
  try {
    return open(key, context, sealed);
  } catch {
    return verified(key, undefined, sealed);
  }
}

/** Nonce, ciphertext and tag, opened. */
function verified(key: Key, context: Buffer | undefined, sealed: Buffer): Buffer {
  if (sealed.length < nonceLength + tagLength) throw new BrokenSeal();
  const decipher = decipherOf(key, sealed.subarray(0, nonceLength)).setAuthTag(sealed.subarray(-tagLength));
  if (context) decipher.setAAD(context);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    throw new BrokenSeal();
  }
}

export function cipherOf(key: Key, nonce: Buffer): CipherGCM {
  return createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
}

/** Without the length given, Node takes a tag of four bytes for a whole one. */
export function decipherOf(key: Key, nonce: Buffer): DecipherGCM {
  return createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
}

function boundTo(context: Context): Buffer {
  return Buffer.from(JSON.stringify(context));
}
