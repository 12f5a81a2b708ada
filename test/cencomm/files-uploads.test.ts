import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { clearStale } from '../../src/cencomm/files/jobs.ts';
import { quota, uploadPiece } from '../../src/cencomm/files/library.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { openOperation } from '../support/cencomm.ts';
import { startClamd } from '../support/clamd.ts';
import { eicar } from '../support/file-samples.ts';
import { libraryOf, type Library } from '../support/library.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let operation: string;
let library: Library;
beforeAll(async () => {
  const clamd = await startClamd({ streamMax: 20 });
  portal = await testPortal({ scanner: { path: clamd.path } });
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member' },
  });
  library = libraryOf(portal, operation);
});

const json = { Accept: 'application/json' };
/** Text of a size that is another at every place. */
const textOf = (size: number): Buffer =>
  Buffer.from(
    randomBytes(Math.ceil(size / 2))
      .toString('hex')
      .slice(0, size),
  );

async function begin(
  size: number,
  { name = 'ZEBRAMARKER.txt', login = 'ke.ncp', clientUuid = randomUUID(), file = '' } = {},
): Promise<supertest.Response> {
  const browser = await portal.as(login);
  return browser.postRaw(
    `${library.path}/uploads`,
    {
      _csrf: await browser.token('/account'),
      clientUuid,
      place: '0',
      name,
      size: String(size),
      folder: '',
      file,
      note: '',
    },
    json,
  );
}
async function piece(id: string, number: number, content: Buffer, login = 'ke.ncp'): Promise<supertest.Response> {
  const browser = await portal.as(login);
  return supertest(portal.url)
    .post(`${library.path}/uploads/${id}/pieces/${number}`)
    .set(browser.headers(json))
    .field('_csrf', await browser.token('/account'))
    .attach('piece', content, 'piece');
}
const state = async (id: string, login = 'ke.ncp') =>
  await (await portal.as(login)).get(`${library.path}/uploads/${id}`, json);
const slice = (content: Buffer, number: number): Buffer =>
  content.subarray(number * uploadPiece, (number + 1) * uploadPiece);
const stored = (): string[] => storedFiles(portal.fileStore);
async function until(id: string, wanted: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { body } = await state(id);
    if (body.state === wanted) return body;
    await sleep(100);
  }
  throw new Error(`never ${wanted}`);
}

describe('a large file', () => {
  test('comes in pieces, goes on after a cut, and is given back as it was', async () => {
    const content = textOf(2 * uploadPiece + 1000);
    const clientUuid = randomUUID();
    const {
      body: { id },
    } = await begin(content.length, { clientUuid });
    expect((await begin(content.length, { clientUuid })).body).toMatchObject({ id, received: 0, state: 'coming' });
    expect((await piece(id, 0, slice(content, 0))).body).toMatchObject({ received: uploadPiece, pieces: 1 });
    const before = stored().length;
    await cutOff(id, 1, slice(content, 1).subarray(0, 100_000));
    for (let tries = 0; tries < 100 && stored().length !== before; tries += 1) await sleep(50);
    expect(stored().length).toBe(before);
    expect((await state(id)).body).toMatchObject({ received: uploadPiece, pieces: 1, state: 'coming' });
    const page = await (await portal.as('ke.ncp')).get(library.path);
    expect(page.text).toContain(`data-received="${uploadPiece}"`);
    expect(page.text).toContain('Choose the same file again to continue');
    expect((await (await portal.as('vn.ncp')).get(library.path)).text).not.toContain('data-received');
    for (const number of [1, 2]) expect((await piece(id, number, slice(content, number))).status).toBe(200);
    await until(id, 'kept');
    const row = (await library.checked()).find(one => one.id === id);
    const got = await library.download('vn.ncp', row!);
    expect((got.body as Buffer).equals(content)).toBe(true);
    expect(got.headers['content-disposition']).toBe('attachment; filename=ZEBRAMARKER.txt');
    // The pieces are gone: content and preview stay.
    expect(stored().length).toBe(before - 1 + 2);
  });

  test('takes no piece out of order, too large, too small, or another for one that came; the same again is well', async () => {
    const content = textOf(2 * uploadPiece);
    const {
      body: { id },
    } = await begin(content.length);
    const before = stored().length;
    expect(await piece(id, 1, slice(content, 1))).toMatchObject({ status: 409, body: { received: 0, pieces: 0 } });
    for (const wrong of [
      Buffer.concat([slice(content, 0), Buffer.from('x')]),
      slice(content, 0).subarray(1),
      Buffer.alloc(0),
    ])
      expect((await piece(id, 0, wrong)).status).toBe(422);
    expect(stored().length).toBe(before);
    await piece(id, 0, slice(content, 0));
    expect(await piece(id, 0, slice(content, 0))).toMatchObject({
      status: 200,
      body: { received: uploadPiece, pieces: 1 },
    });
    expect(await piece(id, 0, slice(content, 1))).toMatchObject({
      status: 409,
      body: { pieces: 1, problem: expect.stringContaining('not the file you started with') },
    });
    expect(stored().length).toBe(before + 1);
    for (const number of ['-1', 'x', '1e3'])
      expect((await piece(id, number as unknown as number, slice(content, 0))).status).toBe(404);
  });

  test('is its sender’s alone, and taken from nobody who only reads', async () => {
    const {
      body: { id },
    } = await begin(100);
    for (const login of ['vn.ncp', 'rilo.esa', 'wco.admin', 'ke.officer']) {
      expect([login, (await state(id, login)).status]).toEqual([login, 404]);
      expect([login, (await piece(id, 0, textOf(100), login)).status]).toEqual([login, 404]);
    }
    expect((await begin(100, { login: 'ke.reader' })).status).toBe(403);
    expect((await piece(id, 0, textOf(100), 'ke.reader')).status).toBe(403);
    expect((await begin(100, { login: 'wco.admin' })).status).toBe(404);
    const other = libraryOf(
      portal,
      await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } }),
    );
    expect((await (await portal.as('ke.ncp')).get(`${other.path}/uploads/${id}`, json)).status).toBe(404);
  });

  test('is begun within limits', async () => {
    expect((await begin(0)).body).toEqual({ problem: 'The file is empty.' });
    expect((await begin(500 * 1024 * 1024 + 1)).body).toEqual({ problem: 'The file is larger than 500 MB.' });
    expect((await begin(100, { name: '\u0000a\u202eb\n/../c.txt' })).status).toBe(200);
    expect((await begin(100, { file: randomUUID() })).status).toBe(404);
    await portal.owner.query(
      `insert into cencomm_uploads (id, operation_id, account_id, epoch, created_ms, salt, name_ct, size)
      select gen_random_uuid(), $1, (select id from accounts where login_id = 'rilo.esa'), 1, 0,
        decode(repeat('00', 32), 'hex'), '', $2`,
      [operation, quota - 50],
    );
    expect((await begin(1_000_000)).body.problem).toContain('is full (20 GB)');
    expect((await library.add('ke.ncp', [{ name: 'a.txt', content: 'x'.repeat(1000) }])).text).toContain(
      'is full (20 GB)',
    );
    await portal.owner.query('delete from cencomm_uploads where size = $1', [quota - 50]);
  });

  test('that is infected, of a wrong kind, or damaged on its way says why and leaves nothing', async () => {
    const before = stored().length;
    for (const [name, content, why] of [
      ['a.txt', eicar(), 'virus scanner found'],
      ['b.pdf', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG'],
      ['c.txt', Buffer.concat([Buffer.from('MZ'), randomBytes(300)]), 'not accepted'],
    ] as const) {
      const {
        body: { id },
      } = await begin(content.length, { name });
      await piece(id, 0, content);
      const told = await until(id, 'refused');
      expect([name, String(told.problem)]).toEqual([name, expect.stringContaining(why)]);
      expect((await (await portal.as('ke.ncp')).get(library.path)).text).toContain(why);
      const french = await (await portal.as('ke.ncp')).postRaw(`${library.path}/uploads/${id}/removal`, {
        _csrf: await (await portal.as('ke.ncp')).token('/account'),
      });
      expect(french.headers.location).toBe(`${library.path}?done=dropped`);
    }
    const small = await library.add('ke.ncp', [{ name: 'eicar.txt', content: eicar() }]);
    expect(small.status).toBe(303);
    await library.checked();
    expect((await (await portal.as('ke.ncp')).get(library.path)).text).toContain('virus scanner found');
    expect(stored().length).toBe(before);
    const { rows } = await portal.owner.query(
      `select detail->>'reason' as reason from audit_events where action = 'libraryFile.refused' and outcome =
        'refused' order by id`,
    );
    expect(rows.map(({ reason }) => reason)).toEqual(['infected', 'markup', 'program', 'infected']);
  });

  test('that went no further is removed after seven days, with its pieces', async () => {
    const content = textOf(uploadPiece + 10);
    const {
      body: { id },
    } = await begin(content.length);
    await piece(id, 0, slice(content, 0));
    const before = stored().length;
    const files = openFileStore(portal.fileStore, randomBytes(32));
    await clearStale({ jobPool: portal.pool, files });
    expect((await state(id)).status).toBe(200);
    await portal.owner.query(`update cencomm_uploads set touched_at = now() - interval '8 days' where id = $1`, [id]);
    await clearStale({ jobPool: portal.pool, files });
    expect((await state(id)).status).toBe(404);
    expect(stored().length).toBe(before - 1);
  });

  /** Sends the beginning of a piece and breaks the line. */
  async function cutOff(id: string, number: number, part: Buffer): Promise<void> {
    const browser = await portal.as('ke.ncp');
    const token = await browser.token('/account');
    const { hostname, port } = new URL(portal.url);
    const socket = connect(Number(port), hostname);
    await new Promise<void>(resolve => socket.once('connect', resolve));
    const head = Object.entries(
      browser.headers({
        ...json,
        'Content-Type': 'multipart/form-data; boundary=b',
        'Content-Length': '9999999',
        Host: `${hostname}:${port}`,
      }),
    )
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n');
    socket.write(
      `POST ${library.path}/uploads/${id}/pieces/${number} HTTP/1.1\r\n${head}` +
        `\r\n\r\n--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}` +
        '\r\n--b\r\nContent-Disposition: form-data; name="piece"; filename="piece"\r\n\r\n',
    );
    socket.write(part);
    await sleep(300);
    socket.destroy();
  }
});
