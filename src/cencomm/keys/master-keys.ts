import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveKey } from '../../crypto/envelope.ts';

/** A master key (KEK) as its file holds it. */
export interface MasterKey {
  readonly id: string;
  /** Wraps operation keys; the key itself is used for nothing else. */
  readonly wrapping: Buffer;
  /** Key check value. */
  readonly kcv: Buffer;
}

/** Names of files `<id>.key`; an id is such as k2026a. */
const shape = /^([a-z0-9][a-z0-9-]{0,30})\.key$/;

/** Whether this can be the name of a key. */
export const isKeyId = (id: string): boolean => shape.test(`${id}.key`);

export const keyFile = (directory: string, id: string): string => join(directory, `${id}.key`);

/**
 * The master keys of a directory, outside database and file store. A file that is not a key of 32 bytes readable by its
 * owner only is not used, and its name is returned in `unfit`.
 */
export async function readMasterKeys(
  directory: string,
): Promise<{ readonly keys: ReadonlyMap<string, MasterKey>; readonly unfit: readonly string[] }> {
  const names = await readdir(directory).catch(() => []);
  const keys = new Map<string, MasterKey>();
  const unfit: string[] = [];
  for (const name of names.sort()) {
    const id = shape.exec(name)?.[1];
    if (id === undefined) continue;
    const secret = await readFit(join(directory, name));
    if (secret) keys.set(id, masterKey(id, secret));
    else unfit.push(name);
  }
  return { keys, unfit };
}

async function readFit(path: string): Promise<Buffer | undefined> {
  try {
    const [content, { mode }] = await Promise.all([readFile(path), stat(path)]);
    return content.length === 32 && (mode & 0o077) === 0 ? content : undefined;
  } catch {
    return undefined;
  }
}

export function masterKey(id: string, secret: Buffer): MasterKey {
  return {
    id,
    // A derived key for each purpose (domain separation): the check value reveals nothing about the wrapping key.
    wrapping: deriveKey(secret, id, 'cencomm/v1/wrap'),
    kcv: createHmac('sha256', secret).update('cencomm/v1/kcv').digest(),
  };
}

export function isSameKey(kcv: Buffer, key: MasterKey): boolean {
  return kcv.length === key.kcv.length && timingSafeEqual(kcv, key.kcv);
}
