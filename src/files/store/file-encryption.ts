import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { deriveKey } from '../../crypto/envelope.ts';
import { TooLarge } from './types.ts';

/** The key of one file, of the master key. */
export function keyOf(masterKey: Buffer, id: string): Buffer {
  return deriveKey(masterKey, id, 'files/v1');
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
