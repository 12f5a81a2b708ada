import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openScanner, scanAnew } from '../../src/files/intake/clamd.ts';
import { zip } from '../imports/engine/books.ts';
import { clamdIsThere, startClamd, type RunningClamd } from '../support/clamd.ts';
import { eicar } from '../support/file-samples.ts';

const present = clamdIsThere();
const of = (...pieces: readonly Buffer[]): Readable => Readable.from(pieces);

describe.runIf(present)('a real clamd', () => {
  let clamd: RunningClamd;
  const port = 20_000 + (process.pid % 20_000);
  beforeAll(async () => {
    clamd = await startClamd({ port });
  });

  test.each(['its Unix socket', 'TCP'])('by %s finds what it knows and passes the rest', async way => {
    const scanner = openScanner(way === 'TCP' ? { host: '127.0.0.1', port } : { path: clamd.path });
    await scanner.ping();
    expect(await scanner.scan(of(Buffer.from('a letter')))).toEqual({ state: 'clean' });
    expect(await scanner.scan(of())).toEqual({ state: 'clean' });
    expect(await scanner.scan(of(eicar()))).toMatchObject({
      state: 'infected',
      threat: expect.stringContaining('Eicar-Test-Signature'),
    });
    expect(await scanner.scan(of(eicar().subarray(0, 20), eicar().subarray(20)))).toMatchObject({ state: 'infected' });
    expect(await scanner.scan(of(zip({ 'a/b.txt': eicar() })))).toMatchObject({ state: 'infected' });
    expect(await scanner.scan(of(Buffer.alloc(1024 * 1024, 'a')))).toEqual({ state: 'clean' });
  });

  test('is given more than it takes: it says so, and nothing hangs', async () => {
    const scanner = openScanner({ path: clamd.path });
    // It may hang up in the very moment a piece is written, and its answer is lost: it is asked again.
    for (let turn = 0; turn < 10; turn += 1) {
      expect(await scanAnew(scanner, () => of(...Array<Buffer>(64).fill(Buffer.alloc(64 * 1024, 'a'))))).toEqual({
        state: 'tooLarge',
      });
    }
  });

  test('is asked by many at once', async () => {
    const scanner = openScanner({ path: clamd.path });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => scanner.scan(of(at % 2 === 0 ? eicar() : Buffer.from('x')))),
    );
    expect(answers.map(({ state }) => state)).toEqual(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 'infected' : 'clean')),
    );
  });

  test('a content that cannot be read is no answer of the scanner', async () => {
    const broken = Readable.from(
      (async function* pieces() {
        yield Buffer.alloc(10);
        throw new Error('disk gone');
      })(),
    );
    await expect(openScanner({ path: clamd.path }).scan(broken)).rejects.toThrow('disk gone');
  });
});

describe('a scanner that does not do as it should', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  async function listening(onConnection: (socket: Socket) => void): Promise<{ host: string; port: number }> {
    const server = createServer(socket => {
      socket.on('error', () => undefined);
      ends.push(() => socket.destroy());
      onConnection(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => server.close());
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  }
  const patience = { connect: 300, scan: 500 };
  const large = (): Readable => of(...Array<Buffer>(200).fill(Buffer.alloc(256 * 1024)));

  test('is not there', async () => {
    for (const address of [{ path: '/nowhere/clamd.ctl' }, { host: '127.0.0.1', port: 1 }]) {
      const content = large();
      expect(await openScanner(address, patience).scan(content)).toMatchObject({
        state: 'unavailable',
        problem: expect.stringMatching(/cannot be reached/),
      });
      expect(content.destroyed).toBe(true);
      await expect(openScanner(address, patience).ping()).rejects.toThrow();
    }
  });

  test.each([0, 1, 100_000])('closes the socket after %d bytes', async bytes => {
    let heard = 0;
    const address = await listening(socket => {
      if (bytes === 0) return void socket.destroy();
      socket.on('data', ({ length }) => {
        heard += length;
        if (heard >= bytes) socket.destroy();
      });
    });
    expect(await openScanner(address, patience).scan(large())).toMatchObject({ state: 'unavailable' });
  });

  test('hangs up each time: it is asked four times, and then waited for', async () => {
    let asked = 0;
    const address = await listening(socket => {
      asked += 1;
      socket.destroy();
    });
    expect(await scanAnew(openScanner(address, patience), () => of(Buffer.alloc(10)))).toMatchObject({
      state: 'unavailable',
      hungUp: true,
    });
    expect(asked).toBe(4);
  });

  test('takes everything and never answers', async () => {
    const address = await listening(socket => socket.resume());
    const began = performance.now();
    expect(await openScanner(address, patience).scan(of(Buffer.alloc(10)))).toEqual({
      state: 'unavailable',
      problem: 'clamd took too long',
    });
    expect(await openScanner(await listening(() => undefined), patience).scan(large())).toMatchObject({
      state: 'unavailable',
    });
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test.each([
    'stream: OK',
    'stream: \0',
    'stream: some ERROR\0',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    `${'x'.repeat(100_000)}\0`,
  ])('answers %j: nothing passes as clean that was not called so', async says => {
    const address = await listening(socket => {
      socket.on('data', () => socket.end(says));
    });
    const answer = await openScanner(address, patience).scan(of(Buffer.alloc(10)));
    // The first is cut before its end.
    expect(answer.state).toBe('unavailable');
    await expect(openScanner(address, patience).ping()).rejects.toThrow();
  });
});
