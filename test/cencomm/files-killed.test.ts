import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadPiece } from '../../src/cencomm/files/library.ts';
import { openOperation } from '../support/cencomm.ts';
import { picture } from '../support/file-samples.ts';
import { libraryOf, type Library } from '../support/library.ts';
import type { Browser } from '../support/portal.ts';
import { groundForPortals, until, type Ground, type RunningPortal } from '../support/portal-killed.ts';

let ground: Ground;
let portal: RunningPortal;
let browser: Browser;
let library: Library;
beforeAll(async () => {
  ground = await groundForPortals();
  await run();
  const at = { pool: ground.database.pool, cencommKeys: ground.cencommKeys };
  const operation = await openOperation(at, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  library = libraryOf({ ...ground.database, url: '', as: async () => browser } as never, operation);
});
afterAll(() => ground.close());

const json = { Accept: 'application/json' };

/** Starts the portal, for the first time or again, and signs in. */
async function run(): Promise<void> {
  portal = await ground.start();
  browser = await portal.signIn('ke.ncp');
}

async function piece(id: string, number: number, content: Buffer): Promise<supertest.Response> {
  return supertest(portal.url)
    .post(`${library.path}/uploads/${id}/pieces/${number}`)
    .set(browser.headers(json))
    .field('_csrf', await browser.token('/account'))
    .attach('piece', content, 'piece');
}

const state = async (id: string) => (await browser.get(`${library.path}/uploads/${id}`, json)).body;

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await supertest(portal.url)
    .get(path)
    .set(browser.headers())
    .buffer(true)
    .parse((res, done) => {
      res.on('data', (part: Buffer) => hash.update(part)).on('end', () => done(null, null));
    });
  return hash.digest('hex');
}

describe('parts.complete', () => {
  test('a portal that is killed after each part knows which it has, and keeps the file whole', async () => {
    const content = Buffer.from(randomBytes(uploadPiece / 2 + 500).toString('hex'));
    const pieces = Math.ceil(content.length / uploadPiece);
    const begun = await browser.postRaw(
      `${library.path}/uploads`,
      {
        _csrf: await browser.token('/account'),
        clientUuid: randomUUID(),
        place: '0',
        name: 'track.txt',
        size: String(content.length),
        folder: '',
        file: '',
        note: '',
      },
      json,
    );
    const id: string = begun.body.id;
    for (let number = 0; number < pieces; number += 1) {
      const part = content.subarray(number * uploadPiece, (number + 1) * uploadPiece);
      expect((await piece(id, number, part)).status).toBe(200);
      await portal.kill();
      await run();
      // What it was told it has is what it says, and the same part again is no second one.
      const known = await state(id);
      if (number < pieces - 1) {
        expect(known).toMatchObject({ pieces: number + 1, received: part.length + number * uploadPiece });
        expect((await piece(id, number, part)).body).toMatchObject({ pieces: number + 1 });
      }
    }
    await until(async () => (await state(id)).state === 'kept', 60);
    const [row] = await library.checked();
    expect(await hashOf(`${library.path}/${row?.fileId}/versions/${row?.id}`)).toBe(
      createHash('sha256').update(content).digest('hex'),
    );
  }, 240_000);

  test('two pictures that are the same are two files', async () => {
    const content = await picture('jpeg');
    const before = (await library.checked()).length;
    const answer = await library.add('ke.ncp', [
      { name: 'front.jpg', content },
      { name: 'front copy.jpg', content },
    ]);
    expect(answer.status).toBe(303);
    await until(async () => (await library.checked()).length === before + 2, 60);
  });

  test('a portal killed early or late in its start begins again, and fails no job', async () => {
    for (const milliseconds of [0, 300]) {
      await sleep(milliseconds);
      await portal.kill();
      portal = await ground.start();
    }
    browser = await portal.signIn('ke.ncp');
    const before = (await library.checked()).length;
    expect((await library.add('ke.ncp', [{ name: 'after.txt', content: 'after a kill' }])).status).toBe(303);
    await until(async () => (await library.checked()).length === before + 1, 60);
    expect(portal.faults).toEqual([]);
  }, 180_000);
});
