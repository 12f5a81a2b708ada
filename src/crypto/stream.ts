import { randomBytes, type DecipherGCM } from 'node:crypto';
import { Transform, pipeline, type Readable } from 'node:stream';
import { cipherOf, decipherOf, nonceLength, tagLength } from './envelope.ts';

/**
 * Seals a content as it passes, under a key that is its own: nonce, ciphertext, tag. It is as old as the first stored
 * file and has neither version byte nor context: the key is derived for one file and one use, and names the version.
 */
export function sealing(key: Buffer): Transform {
  const nonce = randomBytes(nonceLength);
  const cipher = cipherOf(key, nonce);
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
        decipher = decipherOf(key, held.subarray(0, nonceLength));
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
