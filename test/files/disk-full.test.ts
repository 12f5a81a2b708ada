import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntake, type OpenIntake } from '../../src/files/intake/upload-pipeline.ts';
import { galleryKinds } from '../../src/files/kinds/kinds.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { picture } from '../support/file-samples.ts';
import { scene } from '../support/picture-samples.ts';
import { mayMount, smallDisk, type SmallDisk } from '../support/small-disk.ts';

const megabyte = 1024 * 1024;

describe.runIf(mayMount())('a disk that is full in the middle', () => {
  let small: SmallDisk;
  let root: string;
  let disk: string;
  let store: FileStore;
  let intake: OpenIntake;
  beforeAll(async () => {
    small = smallDisk(3);
    ({ root, disk } = small);
    store = openFileStore(disk, randomBytes(32));
    intake = await openIntake({ store, directory: join(root, 'work') });
  });
  afterAll(async () => {
    await intake.close();
    small.close();
  });
  const stored = (): string[] =>
    readdirSync(disk, { recursive: true, withFileTypes: true })
      .filter(one => one.isFile())
      .map(({ name }) => name);

  test('takes nothing half, says so, and goes on when there is context', async () => {
    const full = { status: 503, message: 'the disk for files is full' };
    await expect(
      store.put(
        Readable.from([randomBytes(megabyte), randomBytes(megabyte), randomBytes(4 * megabyte)]),
        20 * megabyte,
      ),
    ).rejects.toMatchObject(full);
    expect(stored()).toEqual([]);
    await expect(
      intake.receive(Readable.from([await picture('png', 1600, 1200), randomBytes(4 * megabyte)]), {
        name: 'a.png',
        limit: 20 * megabyte,
      }),
    ).rejects.toMatchObject(full);
    expect(stored()).toEqual([]);
    const { id } = await store.put(Readable.from([Buffer.from('there is context')]), megabyte);
    expect((await buffer(await store.get(id))).toString()).toBe('there is context');
    await store.remove(id);
  });

  test('between the tiles of a picture, keeps none of them and the original; the next run does it all', async () => {
    const file = await (await scene(5, 2400, 1600)).jpeg({ quality: 85 }).toBuffer();
    const receipt = await intake.receive(Readable.from([file]), {
      name: 'a.jpg',
      limit: 20 * megabyte,
      kinds: galleryKinds,
    });
    if ('refusal' in receipt) throw new Error(receipt.refusal.reason);
    const { storedId, kind } = receipt.file;
    const context = 3 * megabyte - file.length;
    const { id: filling } = await store.put(Readable.from([randomBytes(context - 180_000)]), 20 * megabyte);
    await expect(intake.examine(storedId, kind, 'gallery')).rejects.toMatchObject({ status: 503 });
    expect(stored().sort()).toEqual([storedId, filling].sort());
    await store.remove(filling);
    expect(await intake.examine(storedId, kind, 'gallery')).toMatchObject({
      verdict: 'clean',
      tiles: { of: storedId },
    });
  });

  test('where files are worked on says so as well', async () => {
    const small = await openIntake({
      store: openFileStore(join(root, 'files'), randomBytes(32)),
      directory: join(disk, '.work'),
    });
    const free = await statfs(disk).then(({ bavail, bsize }) => bavail * bsize);
    const { id } = await store.put(Readable.from([randomBytes(free - 60_000)]), 20 * megabyte);
    await expect(
      small.receive(Readable.from([await picture('png', 1600, 1200)]), { name: 'a.png', limit: 20 * megabyte }),
    ).rejects.toMatchObject({ status: 503 });
    await store.remove(id);
    await small.close();
    expect(
      readdirSync(join(root, 'files'), { recursive: true, withFileTypes: true }).filter(one => one.isFile()),
    ).toEqual([]);
  });
});
