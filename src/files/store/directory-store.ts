import { randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFound, Unavailable } from '../../errors.ts';
import { asDiskFullError } from './disk-full.ts';
import { opened, sealing } from '../../crypto/stream.ts';
import { keyOf, limitAndHash } from './file-encryption.ts';
import { ids, type FileStore, type StoredFile } from './types.ts';

/** Files in a directory; what is being written ends in .part and appears under its id when it is whole. */
export function openDirectoryStore(directory: string, masterKey: Buffer): FileStore {
  const pathOf = (id: string): string => {
    if (!ids.test(id)) throw new NotFound('no such file');
    return path.join(directory, id.slice(0, 2), id);
  };
  return {
    async put(source, limit, id = randomUUID()) {
      return {
        id,
        ...(await put(source, { target: pathOf(id), key: keyOf(masterKey, id), limit }).catch((error: unknown) => {
          throw asDiskFullError(error);
        })),
      };
    },
    get: id => get(pathOf(id), { key: keyOf(masterKey, id), directory }),
    remove: id => rm(pathOf(id), { force: true }),
    isEmpty: async () => (await namesIn(directory)).every(name => notFiles.includes(name)),
    ping: () => access(directory, constants.W_OK),
  };
}

/** What an unused place may hold: where files are worked on, and what a file system makes for itself. */
const notFiles: readonly string[] = ['.work', 'lost+found'];

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return [];
    throw error;
  });
}

async function put(
  source: Readable,
  { target, key, limit }: { target: string; key: Buffer; limit: number },
): Promise<Omit<StoredFile, 'id'>> {
  const part = `${target}.${randomUUID()}.part`;
  const { through, told } = limitAndHash(limit);
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await pipeline(source, through, sealing(key), createWriteStream(part, { mode: 0o600 }));
    await rename(part, target);
  } catch (error) {
    source.destroy();
    await rm(part, { force: true });
    throw error;
  }
  return told();
}

async function get(file: string, { key, directory }: { key: Buffer; directory: string }): Promise<Readable> {
  const handle = await open(file, 'r').catch(async (error: unknown) => {
    throw await whyNot(error, directory);
  });
  return opened(handle.createReadStream(), key);
}

/**
 * A file that is not there, or a directory that is away with all its files: a disk that fell off, a share that does not
 * answer.
 */
async function whyNot(error: unknown, directory: string): Promise<Error> {
  const isThere =
    (error as { code?: unknown }).code === 'ENOENT' &&
    (await access(directory).then(
      () => true,
      () => false,
    ));
  return isThere
    ? new NotFound('no such stored file')
    : new Unavailable('the directory of files cannot be read', { cause: error });
}
