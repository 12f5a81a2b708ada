import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFound } from '../errors.ts';

/** A stored file: `id` names it for ever, `sha256` is of the plain content (hex), `size` in bytes. */
export interface StoredFile {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
}

export interface FileStore {
  /** Stores a stream encrypted. `limit` in bytes: beyond it the store keeps nothing and rejects with TooLarge. */
  put(source: Readable, limit: number): Promise<StoredFile>;
  /** The plain content as a stream; rejects with NotFound. The stream errors at its end if the file was tampered with. */
  get(id: string): Promise<Readable>;
  remove(id: string): Promise<void>;
}

export class TooLarge extends Error {}

const ids = /^[0-9a-f-]{36}$/;
const nonceLength = 12;
const tagLength = 16;

/** Files in a directory, each AES-256-GCM under a key of its own derived from the master key: nonce, content, tag. */
export function openFileStore(directory: string, masterKey: Buffer): FileStore {
  const keyOf = (id: string): Buffer => Buffer.from(hkdfSync('sha256', masterKey, id, 'files/v1', 32));
  const pathOf = (id: string): string => {
    if (!ids.test(id)) throw new NotFound('no such file');
    return path.join(directory, id.slice(0, 2), id);
  };
  return {
    put: (source, limit) => put(source, limit, pathOf, keyOf),
    get: (id) => get(id, pathOf(id), keyOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}

async function put(
  source: Readable, limit: number, pathOf: (id: string) => string, keyOf: (id: string) => Buffer,
): Promise<StoredFile> {
  const id = randomUUID();
  const target = pathOf(id);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) return done(new TooLarge());
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(source, measure, encrypting(keyOf(id)), createWriteStream(`${target}.part`, { mode: 0o600 }));
    await rename(`${target}.part`, target);
  } catch (error) {
    await rm(`${target}.part`, { force: true });
    throw error;
  }
  return { id, size, sha256: hash.digest('hex') };
}

function encrypting(key: Buffer): Transform {
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

async function get(id: string, file: string, key: Buffer): Promise<Readable> {
  const { size } = await stat(file).catch(() => { throw new NotFound(`no stored file ${id}`); });
  const handle = await open(file, 'r');
  const nonce = Buffer.alloc(nonceLength);
  const tag = Buffer.alloc(tagLength);
  try {
    await handle.read(nonce, 0, nonceLength, 0);
    await handle.read(tag, 0, tagLength, size - tagLength);
  } finally {
    await handle.close();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(tag);
  if (size === nonceLength + tagLength) return decipher.end();
  const content = createReadStream(file, { start: nonceLength, end: size - tagLength - 1 });
  content.on('error', (error) => decipher.destroy(error));
  decipher.on('close', () => content.destroy());
  return content.pipe(decipher);
}
