import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DomainError } from '../../src/errors.ts';
import { openIntake, type OpenIntake } from '../../src/files/intake/upload-pipeline.ts';
import type { ReceivedFile } from '../../src/files/intake/types.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { sendOriginal, sendPicture } from '../../src/web/send-file.ts';
import { readUpload, type Upload } from '../../src/web/forms/upload.ts';
import { office, pdf, picture } from '../support/file-samples.ts';

const token = 'f'.repeat(64);
const megabyte = 1024 * 1024;
const rules = { fileFields: ['files', 'xray'], files: 5, fileBytes: 1100 * megabyte, fields: 20, fieldBytes: 100_000 };
let root: string;
let store: FileStore;
let intake: OpenIntake;
let server: Server;
let url: string;
let uploads: { upload: Upload; body: Record<string, unknown> }[];
let problems: unknown[];
/** What the small site below hands out at /original and /picture. */
let original: Parameters<typeof sendOriginal>[2];
let shown: Parameters<typeof sendPicture>[2];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cen-upload-'));
  store = openFileStore(join(root, 'files'), randomBytes(32));
  intake = await openIntake({ store, directory: join(root, 'work') });
  const app = express();
  app.use((req, _res, next) => {
    Object.assign(req, { session: { csrfToken: token } });
    next();
  });
  app.post('/upload', async (req, res) => {
    const upload = await readUpload(intake, req, res, rules);
    uploads.push({ upload, body: req.body as Record<string, unknown> });
    res.status(200).send('done');
  });
  app.get('/original', (_req, res) => sendOriginal(res, store, original));
  app.get('/picture', (_req, res) => sendPicture(res, store, shown));
  app.use(((error, _req, res, _next) => {
    problems.push(error);
    if (res.headersSent) return void res.destroy();
    res.status(error instanceof DomainError ? error.status : 500).send('problem');
  }) satisfies ErrorRequestHandler);
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await intake.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  uploads = [];
  problems = [];
});

const kept = (): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(({ name }) => name)
    .sort();
/** Files of ours this process holds open. */
const open = (): string[] =>
  readdirSync('/proc/self/fd')
    .flatMap(fd => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    })
    .filter(path => path.startsWith(root));

async function post(entries: readonly (readonly [string, string | Blob, string?])[]): Promise<number> {
  const form = new FormData();
  for (const [name, value, fileName] of entries) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName ?? 'a');
  }
  return (await fetch(`${url}/upload`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin' } }))
    .status;
}
const blob = (content: Buffer | string): Blob =>
  new Blob([typeof content === 'string' ? content : new Uint8Array(content)]);

describe('a form with files', () => {
  test('gives its fields and what became of each file', async () => {
    expect(
      await post([
        ['_csrf', token],
        ['title', 'Réfrigérants'],
        ['countries', 'KE'],
        ['countries', 'VN'],
        ['files', blob(pdf(2)), 'guide.pdf'],
        ['files', blob('<svg/>'), 'drawing.svg'],
        ['xray', blob(await picture('png', 50, 50)), 'x.png'],
        ['files', blob(office('docx')), '\u202ea\r\n"b".docx'],
      ]),
    ).toBe(200);
    const [{ upload, body } = { upload: undefined, body: {} }] = uploads;
    expect(body).toMatchObject({ title: 'Réfrigérants', countries: ['KE', 'VN'] });
    expect(upload?.files.map(({ field, file }) => [field, file.kind, file.name])).toEqual(
      expect.arrayContaining([
        ['files', 'pdf', 'guide.pdf'],
        ['xray', 'png', 'x.png'],
        ['files', 'docx', 'a_b_.docx'],
      ]),
    );
    expect(upload?.refused).toEqual([{ field: 'files', name: 'drawing.svg', refusal: { reason: 'markup' } }]);
    expect(kept()).toEqual(upload?.files.map(({ file }) => file.storedId).sort());
    await upload?.discard();
    expect(kept()).toEqual([]);
  });

  test('without files is a form', async () => {
    expect(
      await post([
        ['_csrf', token],
        ['title', 'x'],
        ['files', blob(''), ''],
      ]),
    ).toBe(200);
    expect(uploads[0]?.upload).toMatchObject({ files: [], refused: [] });
  });

  test.each<readonly [string, () => Parameters<typeof post>[0], string]>([
    [
      'more files than may be',
      () => Array.from({ length: 6 }, () => ['files', blob('text'), 'a.txt'] as const),
      'tooManyFiles',
    ],
    ['a file where none belongs', () => [['other', blob('text'), 'a.txt']], 'tooManyFiles'],
    [
      'a text that is too long',
      () => [
        ['files', blob('text'), 'a.txt'],
        ['title', 'x'.repeat(100_001)],
      ],
      'fieldTooLarge',
    ],
    [
      'too many fields',
      () => [['files', blob('text'), 'a.txt'], ...Array.from({ length: 21 }, (_, at) => [`f${at}`, 'x'] as const)],
      'unreadable',
    ],
    ['a list without end', () => [['a[99999999]', 'x']], 'unreadable'],
    ['a name too long', () => [['x'.repeat(101), 'x']], 'unreadable'],
  ])('%s: the form says so, its first fields are there, and no file is kept', async (_what, entries, problem) => {
    expect(await post([['_csrf', token], ['first', 'kept'], ...entries()])).toBe(200);
    expect(uploads[0]?.upload).toMatchObject({ problem, files: [] });
    expect(uploads[0]?.body).toMatchObject({ first: 'kept' });
    await expect.poll(() => [kept(), open()]).toEqual([[], []]);
  });

  test.each([undefined, 'e'.repeat(64)])('with the token %s keeps nothing', async given => {
    expect(
      await post([...(given === undefined ? [] : [['_csrf', given] as const]), ['files', blob(pdf()), 'a.pdf']]),
    ).toBe(403);
    expect([kept(), open()]).toEqual([[], []]);
  });

  test.each([
    '--x\r\n\r\n',
    'nothing of the kind',
    `--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nbegun`,
  ])('that is none: %j', async body => {
    const answer = await fetch(`${url}/upload`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect(answer.status).toBeLessThan(500);
    await expect.poll(() => [kept(), open()]).toEqual([[], []]);
  });
});

describe('an upload of 1 GB', () => {
  const head =
    `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: ` +
    `form-data; name="files"; filename="whole.pdf"\r\n\r\n${pdf(1).toString('latin1')}\r\n` +
    '--x\r\nContent-Disposition: form-data; name="files"; filename="big.pdf"\r\n\r\n%PDF-1.7\n';

  test('cut in the middle leaves no file and nothing open', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ' +
        `${1024 * megabyte}\r\n\r\n`,
    );
    socket.write(head, 'latin1');
    for (let sent = 0; sent < 12; sent += 1)
      await new Promise<void>(resolve => {
        socket.write(Buffer.alloc(megabyte, 'a'), () => resolve());
      });
    await expect.poll(() => [kept().length, open().length], { timeout: 5000 }).toEqual([2, 1]);
    socket.destroy();
    await expect.poll(() => [kept(), open()], { timeout: 5000 }).toEqual([[], []]);
    expect(problems).toMatchObject([{ status: 400 }]);
    expect(uploads).toEqual([]);
  });

  test('is too large where less is taken: it is read past, and nothing of it kept', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(
        `${url}/upload`,
        { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
        res => {
          res.resume();
          resolve(res.statusCode);
        },
      );
      sending.on('error', reject);
      sending.write(Buffer.from(head, 'latin1'));
      let left = 1101;
      const go = (): void => {
        while (left > 0) {
          left -= 1;
          if (!sending.write(Buffer.alloc(megabyte, 'a'))) return void sending.once('drain', go);
        }
        sending.end('\r\n--x--\r\n');
      };
      go();
    });
    expect(answer).toBe(200);
    expect(uploads[0]?.upload.refused).toEqual([
      { field: 'files', name: 'big.pdf', refusal: { reason: 'tooLarge', values: { limit: 1100 } } },
    ]);
    await uploads[0]?.upload.discard();
    expect([kept(), open()]).toEqual([[], []]);
  }, 60_000);
});

describe('a file handed out', () => {
  async function stored(content: Buffer, name: string): Promise<ReceivedFile> {
    await post([
      ['_csrf', token],
      ['files', blob(content), name],
    ]);
    const file = uploads.at(-1)?.upload.files[0]?.file;
    if (!file) throw new Error('not taken');
    return file;
  }
  const large = (): Buffer => Buffer.from(pdf(1, { text: 'x'.repeat(3 * megabyte) }));

  test('is to be saved, under its name in every script, and can do nothing if it is opened', async () => {
    const content = pdf(2);
    original = await stored(content, 'Réfrigérants “R-22”; 海关\u202e.exe.pdf');
    const answer = await fetch(`${url}/original`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(
      Object.fromEntries(
        ['content-type', 'content-length', 'x-content-type-options', 'cache-control', 'content-security-policy'].map(
          name => [name, answer.headers.get(name)],
        ),
      ),
    ).toEqual({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(
      /^attachment; filename="[\x20-\x7e\xa0-\xff]+\.pdf"; filename\*=UTF-8''[\w%.!~*'()-]+$/,
    );
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('Réfrigérants “R-22”; 海关.exe.pdf');
  });

  test('as text says its letters; a picture of ours is shown', async () => {
    original = await stored(Buffer.from('une saisie'), 'a.txt');
    expect((await fetch(`${url}/original`)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const found = await intake.examine((await stored(await picture('jpeg', 300, 300), 'a.jpg')).storedId, 'jpeg');
    const [thumbnail] = found.verdict === 'clean' ? (found.derivatives ?? []) : [];
    if (!thumbnail) throw new Error('no thumbnail');
    shown = { storedId: thumbnail.storedId, size: thumbnail.bytes, kind: thumbnail.kind };
    const { headers } = await fetch(`${url}/picture`);
    expect([
      headers.get('content-type'),
      headers.get('content-disposition'),
      headers.get('x-content-type-options'),
    ]).toEqual(['image/webp', 'inline', 'nosniff']);
  });

  test.each(['small', 'large'])('that was tampered with never passes as whole: %s', async size => {
    original = await stored(size === 'small' ? pdf(1) : large(), 'a.pdf');
    const path = join(root, 'files', original.storedId.slice(0, 2), original.storedId);
    const content = await readFile(path);
    content[content.length - 40] = (content[content.length - 40] ?? 0) ^ 1;
    await writeFile(path, content);
    const answer = await fetch(`${url}/original`);
    if (size === 'small') {
      expect([answer.status, await answer.text(), answer.headers.get('content-disposition')]).toEqual([
        500,
        'problem',
        null,
      ]);
    } else {
      await expect(answer.arrayBuffer()).rejects.toThrow();
    }
    expect(problems).toMatchObject([{ message: expect.stringMatching(/authenticate/) }]);
    await expect.poll(() => open(), { timeout: 3000 }).toEqual([]);
  });

  test('to somebody who goes away is closed', async () => {
    original = await stored(Buffer.concat([large(), large(), large(), large()]), 'a.pdf');
    await new Promise<void>(resolve => {
      const asking = request(`${url}/original`, res => {
        res.once('data', () => {
          res.destroy();
          resolve();
        });
      });
      asking.on('error', () => undefined);
      asking.end();
    });
    await expect.poll(() => open(), { timeout: 3000 }).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('that is not there is not found', async () => {
    original = { storedId: '00000000-0000-4000-8000-000000000000', size: 1, kind: 'pdf', name: 'a.pdf' };
    expect((await fetch(`${url}/original`)).status).toBe(404);
  });
});
