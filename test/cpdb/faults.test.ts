import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storedIdsOf } from '../../src/files/store-derivatives.ts';
import type { Depth, GalleryPicture, TileSet } from '../../src/files/pictures/picture-types.ts';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { picture } from '../support/file-samples.ts';
import { scene } from '../support/picture-samples.ts';
import { begun, examined, published, send, somePicture } from '../support/pictures.ts';
import { groundForPortals, until, type Ground } from '../support/portal-killed.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { s3IsThere, startS3, type RunningS3 } from '../support/s3.ts';
import { mayMount, smallDisk, type SmallDisk } from '../support/small-disk.ts';
import { storedFiles } from '../support/stored-files.ts';

/** Addresses of a published picture with tiles: those of its images, and the pages it is shown on. */
async function shown(
  portal: TestPortal,
): Promise<{ ref: string; images: readonly string[]; pages: readonly string[] }> {
  const officer = await portal.as('ke.officer');
  const ref = await begun(officer);
  await send(officer, ref, 'a.jpg', await (await scene(3, 2300, 500)).jpeg().toBuffer());
  const [image] = await examined(portal, ref);
  await officer.post(`/cpdb/pictures/${ref}/submit`);
  expect((await (await portal.as('rilo.esa')).post(`/cpdb/pictures/${ref}/publish`)).status).toBe(303);
  const at = `/cpdb/images/${image?.id}`;
  return {
    ref,
    images: [...['thumbnail', 'card', 'screen', 'original'].map(size => `${at}/${size}`), `${at}/tiles/12/0/0`],
    pages: ['/cpdb', `/cpdb/pictures/${ref}`, '/cpdb/contributions', '/cpdb/training', '/seizures'],
  };
}

const statuses = async (browser: Browser, paths: readonly string[]): Promise<number[]> => {
  const answers: number[] = [];
  for (const path of paths) answers.push((await browser.get(path)).status);
  return answers;
};
const all = (status: number, of: readonly unknown[]): number[] => of.map(() => status);
const imagesOf = async ({ owner }: Pick<TestPortal, 'owner'>, ref: string) =>
  (
    await owner.query<{ state: string }>(
      'select i.state from cpdb_images i join cpdb_pictures p on p.id = i.picture_id where p.ref = $1 order by i.id',
      [ref],
    )
  ).rows.map(({ state }) => state);

const [hasS3, isRoot] = [s3IsThere(), mayMount()];
let portal: TestPortal;
let small: SmallDisk | undefined;
let full: TestPortal;
let server: RunningS3 | undefined;
let remote: TestPortal;
let ground: Ground;
beforeAll(async () => {
  [portal, ground] = [await testPortal(), await groundForPortals()];
  if (isRoot) {
    small = smallDisk(4);
    full = await testPortal({ fileStore: small.disk });
  }
  if (hasS3) {
    server = await startS3();
    remote = await testPortal({ s3: server.place });
  }
});
afterAll(async () => {
  await ground.close();
  small?.close();
  await server?.close();
});

describe('with the pictures in a directory', () => {
  test('that is away: 503 for pictures, the pages are there, and afterwards the pictures', async () => {
    const [officer, { ref, images, pages }] = [await portal.as('ke.officer'), await shown(portal)];
    expect(await statuses(officer, images)).toEqual(all(200, images));
    await rename(portal.fileStore, `${portal.fileStore}-away`);
    expect([await statuses(officer, images), await statuses(officer, pages)]).toEqual([
      all(503, images),
      all(200, pages),
    ]);
    // Who may not see them learns nothing of the fault either.
    expect((await (await portal.as('unep.partner')).get(images[0] ?? '')).status).toBe(403);
    await rename(`${portal.fileStore}-away`, portal.fileStore);
    expect([await statuses(officer, images), (await officer.get(`/cpdb/pictures/${ref}`)).status]).toEqual([
      all(200, images),
      200,
    ]);
  });

  test('who is Limited finds the case behind one by no address, and no original', async () => {
    const [officer, limited] = [await portal.as('ke.officer'), await portal.as('ke.limited')];
    const record = await recordByForm(
      officer,
      sampleRecord('DRUG', {
        facts: {
          country: 'KE',
          nationalRef: 'F/1',
          release: 'all',
          embargoUntil: undefined,
          releaseOffices: undefined,
        },
      }),
    );
    const ref = await published(portal, officer, { seizure: record });
    const page = await limited.get(`/cpdb/pictures/${ref}`);
    expect([page.status, page.text.includes(record)]).toEqual([200, false]);
    const [image] = await examined(portal, ref);
    for (const path of [
      `/seizures/${record}`,
      `/seizures/${record}/history`,
      `/seizures?q=${record}`,
      `/cpdb/new?seizure=${record}`,
      `/cpdb/images/${image?.id}/original`,
    ])
      expect([path, (await limited.get(path)).status]).toEqual([path, 403]);
  });
});

describe.runIf(hasS3)('with the pictures in an S3 server that goes down', () => {
  test('pictures and uploads are answered by 503, all the rest works, and what waited is done when it is back', async () => {
    const [officer, { images, pages }] = [await remote.as('ke.officer'), await shown(remote)];
    const draft = await begun(officer);
    expect(await statuses(officer, images)).toEqual(all(200, images));
    // Asked to examine an image whose store goes away in that moment.
    await send(officer, draft, 'waits.jpg', await (await scene(8, 2300, 1500)).jpeg().toBuffer());
    await server?.stop();
    expect([await statuses(officer, images), await statuses(officer, pages)]).toEqual([
      all(503, images),
      all(200, pages),
    ]);
    const refused = await officer.uploadMany(
      `/cpdb/pictures/${draft}/files`,
      [{ name: 'b.jpg', content: await somePicture() }],
      { key: 'another-key' },
      { headers: { Accept: 'application/json' } },
    );
    expect([refused.status, await imagesOf(remote, draft)]).toEqual([503, ['waiting']]);
    expect((await officer.get(`/cpdb/pictures/${draft}/files`)).status).toBe(200);
    await server?.start();
    expect(await statuses(officer, images)).toEqual(all(200, images));
    expect(await examined(remote, draft)).toMatchObject([{ name: 'waits.jpg', state: 'ready' }]);
  }, 90_000);
});

describe.runIf(isRoot)('on a disk that is full in the middle of an upload', () => {
  test('nothing of it is kept, in the database or on the disk; what was there stays, and with room it goes on', async () => {
    const officer = await full.as('ke.officer');
    const ref = await begun(officer);
    const files = (): string[] => storedFiles(small?.disk ?? '');
    await send(officer, ref, 'first.jpg', await picture('jpeg', 320, 240));
    await examined(full, ref);
    const before = files();
    const large = await sharp(randomBytes(1500 * 1200 * 3), { raw: { width: 1500, height: 1200, channels: 3 } })
      .png()
      .toBuffer();
    expect(large.length).toBeGreaterThan(4 * 1024 * 1024);
    const form = await officer.uploadMany(`/cpdb/pictures/${ref}/files`, [
      { name: 'second.jpg', content: await picture('jpeg', 400, 300) },
      { name: 'large.png', content: large },
    ]);
    const script = await officer.uploadMany(
      `/cpdb/pictures/${ref}/files`,
      [{ name: 'large.png', content: large }],
      { key: 'large-file-key' },
      { headers: { Accept: 'application/json' } },
    );
    expect([form.status, script.status]).toEqual([503, 503]);
    expect([files(), await imagesOf(full, ref), (await officer.get(`/cpdb/pictures/${ref}/files`)).status]).toEqual([
      before,
      ['ready'],
      200,
    ]);
    expect((await send(officer, ref, 'second.jpg', await picture('jpeg', 400, 300))).headers.location).toContain(
      'done=added',
    );
    expect((await examined(full, ref)).map(({ state }) => state)).toEqual(['ready', 'ready']);
  }, 60_000);
});

interface StoredImage extends Pick<GalleryPicture, 'derivatives'> {
  readonly storedId: string;
  readonly tiles: TileSet | null;
  readonly depth: Depth | null;
}

describe('a portal that is killed while it examines images', () => {
  test('does them all after its restart, each once, and leaves no file nobody knows', async () => {
    const {
      database: { owner },
    } = ground;
    const state = async (one: string): Promise<number> =>
      Number((await owner.query('select count(*) as n from cpdb_images where state = $1', [one])).rows[0].n);
    let killed = await ground.start();
    const officer = await killed.signIn('ke.officer');
    const ref = await begun(officer);
    const many = 3;
    const content = await Promise.all(
      Array.from({ length: many }, async (_, at) => ({
        name: `${at}.jpg`,
        content: await (await scene(50 + at, 2300, 1500)).jpeg().toBuffer(),
      })),
    );
    expect((await officer.uploadMany(`/cpdb/pictures/${ref}/files`, content)).status).toBe(303);
    await until(async () => (await state('ready')) >= 1, 60);
    await sleep(150);
    await killed.kill();
    expect(await state('waiting')).toBeGreaterThan(0);
    killed = await ground.start();
    await until(async () => (await state('ready')) === many, 120);
    const again = await killed.signIn('ke.officer');
    const ids = (await owner.query<{ id: string }>('select id from cpdb_images order by place')).rows.map(
      ({ id }) => id,
    );
    expect(
      await statuses(
        again,
        ids.map(id => `/cpdb/images/${id}/card`),
      ),
    ).toEqual(all(200, ids));
    const known = (
      await owner.query<StoredImage>('select stored_id as "storedId", derivatives, tiles, depth from cpdb_images')
    ).rows.flatMap(({ storedId, derivatives, tiles, depth }) => [
      storedId,
      ...storedIdsOf({ derivatives, ...(tiles ? { tiles } : {}), ...(depth ? { depth } : {}) }),
    ]);
    const stored = storedFiles(ground.fileStore).map(path => path.slice(3));
    expect(stored.sort()).toEqual(known.sort());
    expect((await owner.query(`select 1 from audit_events where action = 'picture.imageRefused'`)).rows).toEqual([]);
    await killed.kill();
  }, 240_000);
});
