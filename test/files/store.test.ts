import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NotFound, Unavailable } from '../../src/errors.ts';
import { openFileStore, TooLarge, type FileStore } from '../../src/files/store/file-store.ts';

let directory: string;
let files: FileStore;
const key = randomBytes(32);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cen-store-'));
  files = openFileStore(directory, key);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const stored = async (id: string): Promise<string> => join(directory, id.slice(0, 2), id);

describe('file store', () => {
  test.each([0, 1, 11, 65_536, 1_000_003])('gives back %d bytes as they came', async size => {
    const content = randomBytes(size);
    const { id, size: told } = await files.put(Readable.from(size === 0 ? [] : [content]), 2_000_000);
    expect(told).toBe(size);
    expect(await buffer(await files.get(id))).toEqual(content);
  });

  test('keeps nothing readable on the disk', async () => {
    const { id } = await files.put(Readable.from([Buffer.from('MARKER in the clear '.repeat(100))]), 10_000);
    expect((await readFile(await stored(id))).includes('MARKER')).toBe(false);
  });

  test('refuses a changed, cut or swapped file', async () => {
    const { id } = await files.put(Readable.from([Buffer.alloc(5000, 'a')]), 10_000);
    const path = await stored(id);
    const kept = await readFile(path);
    const changed = Buffer.from(kept);
    changed[100] = (changed[100] ?? 0) ^ 1;
    for (const content of [changed, kept.subarray(0, 4000)]) {
      await writeFile(path, content);
      await expect(files.get(id).then(buffer)).rejects.toThrow();
    }
    const other = await files.put(Readable.from([Buffer.alloc(5000, 'b')]), 10_000);
    await writeFile(path, await readFile(await stored(other.id)));
    await expect(files.get(id).then(buffer)).rejects.toThrow();
  });

  test('keeps nothing of what is too large or breaks off', async () => {
    const before = (await readdir(directory, { recursive: true })).filter(name => name.length > 3).length;
    await expect(files.put(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), 1000)).rejects.toBeInstanceOf(
      TooLarge,
    );
    const broken = Readable.from(
      (async function* source() {
        yield Buffer.alloc(10);
        throw new Error('connection lost');
      })(),
    );
    await expect(files.put(broken, 1000)).rejects.toThrow('connection lost');
    expect((await readdir(directory, { recursive: true })).filter(name => name.length > 3)).toHaveLength(before);
  });

  test('that is away says so of every file; one that is there, of a file it has not', async () => {
    const { id } = await files.put(Readable.from(['kept']), 10);
    await rename(directory, `${directory}-away`);
    await expect(files.get(id)).rejects.toBeInstanceOf(Unavailable);
    await rename(`${directory}-away`, directory);
    expect((await buffer(await files.get(id))).toString()).toBe('kept');
    await files.remove(id);
    await expect(files.get(id)).rejects.toBeInstanceOf(NotFound);
  });

  test.each(['../../etc/passwd', 'x', '', '00000000-0000-4000-8000-000000000000'])('does not know %j', async id => {
    await expect((async () => files.get(id))()).rejects.toThrow();
  });
});
