import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { DecipherGCM } from 'node:crypto';
import { Transform, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { TooLarge } from './types.ts';

const nonceLength = 12;
const tagLength = 16;

/** The key of one file, of the master key. */
export function keyOf(masterKey: Buffer, id: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, id, 'files/v1', 32));
}

/** Passes plain content on up to a limit in bytes, then errors with TooLarge; afterwards it tells what went through. */
export function limitAndHash(limit: number): {
  readonly through: Transform;
  told(): { readonly size: number; readonly sha256: string };
} {
  const hash = createHash('sha256');
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) return done(new TooLarge());
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, told: () => ({ size, sha256: hash.digest('hex') }) };
}

/** AES-256-GCM: nonce, content, tag. */
export function sealing(key: Buffer): Transform {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  let started = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!started) this.push(nonce);
      started = true;
      done(null, cipher.update(chunk));
    },
    flush(done) {
      if (!started) this.push(nonce);
      this.push(cipher.final());
      done(null, cipher.getAuthTag());
    },
  });
}

/** The plain content of what `sealing` made; errors at its end if it was changed or cut. */
export function opened(sealed: Readable, key: Buffer): Readable {
  // An error of either is told by the stream that is read.
  return pipeline(sealed, opening(key), () => undefined);
}

function opening(key: Buffer): Transform {
  let decipher: DecipherGCM | undefined;
  /** The nonce until it is whole; then the last bytes so far, which may be the tag. */
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let content = chunk;
      if (!decipher) {
        held = Buffer.concat([held, chunk]);
        if (held.length < nonceLength) return done();
        decipher = createDecipheriv('aes-256-gcm', key, held.subarray(0, nonceLength), { authTagLength: tagLength });
        content = held.subarray(nonceLength);
        held = Buffer.alloc(0);
      }
      if (content.length < tagLength) {
        content = Buffer.concat([held, content]);
        held = Buffer.alloc(0);
      }
      const plain = Math.max(0, content.length - tagLength);
      if (held.length > 0) this.push(decipher.update(held));
      if (plain > 0) this.push(decipher.update(content.subarray(0, plain)));
      held = Buffer.from(content.subarray(plain));
      done();
    },
    flush(done) {
      try {
        if (!decipher || held.length !== tagLength) throw new Error('a stored file is cut short');
        decipher.setAuthTag(held);
        done(null, decipher.final());
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
