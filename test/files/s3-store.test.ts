import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NotFound, Unavailable } from '../../src/errors.ts';
import { openIntake } from '../../src/files/intake/upload-pipeline.ts';
import { storedIdsOf } from '../../src/files/store-derivatives.ts';
import { BrokenOff, galleryKinds } from '../../src/files/kinds/kinds.ts';
import type { GalleryPicture } from '../../src/files/pictures/picture-types.ts';
import { TooLarge, openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { tileId } from '../../src/files/pictures/tiles.ts';
import { picture } from '../support/file-samples.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { s3IsThere, startS3, type RunningS3 } from '../support/s3.ts';

const megabyte = 1024 * 1024;

describe.runIf(s3IsThere())('files in an S3 server', () => {
  let server: RunningS3;
  let files: FileStore;
  let portal: TestPortal;
  const key = randomBytes(32);
  beforeAll(async () => {
    server = await startS3();
    files = openFileStore(server.place, key);
    portal = await testPortal({ s3: server.place });
  });
  afterAll(() => server.close());

  const kept = (content: Buffer, id?: string): Promise<{ id: string }> =>
    files.put(Readable.from(content.length === 0 ? [] : [content]), 50 * megabyte, id);
  const keyOf = (id: string): string => `files/${id.slice(0, 2)}/${id}`;

  test.each([0, 1, 65_536, 11 * megabyte + 3])('gives back %d bytes as they came', async size => {
    const content = randomBytes(size);
    const stored = await files.put(
      Readable.from(size === 0 ? [] : [content.subarray(0, 1000), content.subarray(1000)]),
      50 * megabyte,
    );
    expect(stored.size).toBe(size);
    expect((await buffer(await files.get(stored.id))).equals(content)).toBe(true);
    await files.remove(stored.id);
    await files.remove(stored.id);
    await expect(files.get(stored.id)).rejects.toBeInstanceOf(NotFound);
    expect(await server.keys()).toEqual([]);
  });

  test('keeps nothing readable, nothing under another name, and refuses what was changed, cut or swapped', async () => {
    const { id } = await kept(Buffer.from('MARKER in the clear '.repeat(300)));
    expect(await server.keys()).toEqual([keyOf(id)]);
    const { Body } = await server.client.send(new GetObjectCommand({ Bucket: server.place.bucket, Key: keyOf(id) }));
    const sealed = await buffer(Body as Readable);
    expect(sealed.includes('MARKER')).toBe(false);
    const changed = Buffer.from(sealed);
    changed[200] = (changed[200] ?? 0) ^ 1;
    const other = randomBytes(sealed.length);
    for (const Bytes of [changed, sealed.subarray(0, 900), sealed.subarray(0, 5), Buffer.alloc(0), other]) {
      await server.client.send(new PutObjectCommand({ Bucket: server.place.bucket, Key: keyOf(id), Body: Bytes }));
      await expect(files.get(id).then(buffer)).rejects.toThrow();
    }
    await files.remove(id);
  });

  test('puts a file of a known name where it was', async () => {
    const { id } = await kept(Buffer.from('first'));
    await kept(Buffer.from('second'), id);
    expect((await buffer(await files.get(id))).toString()).toBe('second');
    await files.remove(id);
  });

  test.each<readonly [what: string, source: () => Readable, error: unknown]>([
    ['too large', () => Readable.from([randomBytes(600), randomBytes(600)]), TooLarge],
    [
      'too large after many parts',
      () => Readable.from([randomBytes(6 * megabyte), randomBytes(6 * megabyte), randomBytes(6 * megabyte)]),
      TooLarge,
    ],
    [
      'broken off',
      () =>
        Readable.from(
          (async function* source() {
            yield randomBytes(100);
            await sleep(5);
            throw new BrokenOff();
          })(),
        ),
      BrokenOff,
    ],
    [
      'broken off after many parts',
      () =>
        Readable.from(
          (async function* source() {
            yield randomBytes(12 * megabyte);
            await sleep(5);
            throw new BrokenOff();
          })(),
        ),
      BrokenOff,
    ],
  ])('keeps nothing of what is %s', async (what, source, error) => {
    await expect(files.put(source(), /many/.test(what) ? 13 * megabyte : 1000)).rejects.toBeInstanceOf(error);
    expect(await server.keys()).toEqual([]);
  });

  test('says that it is not let in, and says no key', async () => {
    const stranger = openFileStore({ ...server.place, secretKey: 'another-secret' }, key);
    const tries = [stranger.ping(), stranger.get(crypto.randomUUID()), stranger.put(Readable.from(['x']), 10)];
    await Promise.all(
      tries.map(work =>
        expect(work).rejects.toMatchObject({ status: 503, message: expect.not.stringContaining('secret') }),
      ),
    );
    await expect(files.ping()).resolves.toBeUndefined();
  });

  test.each(['../../etc/passwd', 'x', ''])('does not know %j', async id => {
    await expect((async () => files.get(id))()).rejects.toBeInstanceOf(NotFound);
  });

  test('holds a picture with all its tiles, each to be read on its own', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cen-s3-work-'));
    const intake = await openIntake({ store: files, directory });
    const receipt = await intake.receive(Readable.from([await picture('jpeg', 2600, 1700)]), {
      name: 'a.jpg',
      limit: 20 * megabyte,
      kinds: galleryKinds,
    });
    if ('refusal' in receipt) throw new Error(receipt.refusal.reason);
    const { storedId, kind } = receipt.file;
    const found = await intake.examine(storedId, kind, 'gallery');
    if (found.verdict !== 'clean' || !found.tiles) throw new Error(found.verdict);
    const ids = storedIdsOf(found as unknown as GalleryPicture);
    expect(await server.keys()).toEqual([storedId, ...ids].map(keyOf).sort());
    expect((await buffer(await files.get(tileId(found.tiles, 12, 3, 2) ?? ''))).toString('latin1', 8, 12)).toBe('WEBP');
    await intake.remove(storedId, ...ids);
    expect(await server.keys()).toEqual([]);
    await intake.close();
    await rm(directory, { recursive: true });
  });

  test('away: everything says so soon, the portal goes on without, and afterwards all is there', async () => {
    const ready = (): supertest.Test => supertest(portal.url).get('/readyz').set('X-Forwarded-Proto', 'https');
    expect((await ready()).text).toBe('ready\n');
    const content = randomBytes(100_000);
    const { id } = await kept(content);
    // Killed while files are on their way.
    const large = randomBytes(20 * megabyte);
    const uploads = Promise.allSettled(Array.from({ length: 6 }, () => kept(large)));
    await sleep(150);
    await server.stop();
    const cut = (await uploads).filter(one => one.status === 'rejected');
    expect(cut.length).toBeGreaterThan(0);
    for (const { reason } of cut) expect(reason).toBeInstanceOf(Unavailable);
    const began = performance.now();
    await Promise.all(
      [files.get(id), files.put(Readable.from(['x']), 10), files.remove(id), files.ping()].map(work =>
        expect(work).rejects.toBeInstanceOf(Unavailable),
      ),
    );
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect(files.ping()).rejects.toThrow('does not answer as it should (ECONNREFUSED)');
    expect(await ready()).toMatchObject({ status: 200, text: 'ready, without: files\n' });
    expect((await (await portal.as('ke.ncp')).get('/seizures')).status).toBe(200);
    await server.start();
    expect((await buffer(await files.get(id))).equals(content)).toBe(true);
    expect(await server.keys()).toHaveLength(1 + 6 - cut.length);
    expect(readdirSync(tmpdir()).filter(name => name.startsWith('cen-sealed-'))).toEqual([]);
    expect((await ready()).text).toBe('ready\n');
  }, 40_000);
});

describe('an S3 server that is full or falls silent', () => {
  const answers: Record<string, (res: import('node:http').ServerResponse) => void> = {
    full: res =>
      res
        .writeHead(403, { 'Content-Type': 'application/xml' })
        .end('<?xml version="1.0"?><Error><Code>QuotaExceeded</Code></Error>'),
    odd: res => res.writeHead(200).end('<html>a proxy</html>'),
    broken: res => {
      res.writeHead(200, { 'Content-Length': '5000' }).write(Buffer.alloc(1000));
      setTimeout(() => res.destroy(), 20);
    },
  };
  async function asking(answer: string, work: (files: FileStore) => Promise<void>): Promise<void> {
    const server = createServer((req, res) => {
      req.resume().on('end', () => answers[answer]?.(res));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    try {
      await work(
        openFileStore(
          {
            bucket: 'cen',
            prefix: '',
            region: 'us-east-1',
            accessKey: 'a',
            secretKey: 'b',
            endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          },
          randomBytes(32),
        ),
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const id = crypto.randomUUID();

  test('is named full', () =>
    asking('full', async files => {
      await expect(files.put(Readable.from(['x']), 10)).rejects.toMatchObject({
        status: 503,
        message: 'the object store is full',
      });
    }));
  test('is believed in nothing it did not seal', () =>
    asking('odd', async files => {
      await expect(files.get(id).then(buffer)).rejects.toThrow();
    }));
  test('breaks off what is read', () =>
    asking('broken', async files => {
      await expect(files.get(id).then(buffer)).rejects.toThrow();
    }));
});
