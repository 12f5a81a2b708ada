import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isRemoteInClear } from '../../src/db/database-address.ts';
import { openListener } from '../../src/db/listener.ts';
import { openPool } from '../../src/db/pool.ts';
import { freePort } from '../support/free-port.ts';
import { addressesIn, hostIn, serversOf } from '../../src/db/servers.ts';

test.each([
  ['postgres://app:p%40w@one:5432,two/cen?sslmode=require', ['one:5432', 'two']],
  ['postgres://%2Frun%2Fa,%2Frun%2Fb/cen?sslmode=require', undefined],
  ['postgres://app:pw@one/cen?sslmode=require', undefined],
  ['postgres://app:pw@/cen?host=/var/run/postgresql', undefined],
])('%s', (url, hosts) => {
  const expected = hosts?.map(host => `postgres://app:p%40w@${host}/cen?sslmode=require`);
  const many = url.includes('%2F')
    ? ['postgres://%2Frun%2Fa/cen?sslmode=require', 'postgres://%2Frun%2Fb/cen?sslmode=require']
    : [url];
  expect(addressesIn(url)).toEqual(expected ?? many);
});

test('each connection that fails leaves its server once, whoever else failed on it', () => {
  const servers = serversOf('postgres://app:pw@one,two/cen');
  expect(serversOf('postgres://app:pw@one,two/cen')).toBe(servers);
  const first = servers.address();
  servers.leave(first);
  servers.leave(first);
  expect(servers.address()).toBe('postgres://app:pw@two/cen');
  servers.leave(servers.address());
  expect(servers.address()).toBe(first);
});

test('of several servers each must be spoken to in secret', () => {
  expect(isRemoteInClear('postgres://app:pw@127.0.0.1:5432,localhost:5433/cen')).toBe(false);
  expect(isRemoteInClear('postgres://app:pw@127.0.0.1,db.example.org/cen')).toBe(true);
  expect(isRemoteInClear('postgres://app:pw@db1.example.org,db2.example.org/cen?sslmode=verify-full')).toBe(false);
});

const message = (type: string, body: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body, 'latin1')]);
};

test('a connection that did not come about ends no process when it is cut', async () => {
  // Greets, and is cut at the first question.
  const greeting = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')]);
  const server = createServer(socket => {
    socket
      .on('error', () => undefined)
      .once('data', () => {
        socket.write(greeting);
        socket.once('data', () => socket.resetAndDestroy());
      });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = openPool({ url: `postgres://app:pw@127.0.0.1:${port}/cen`, isPooled: true });
  // An error that nobody hears would fail this file.
  await expect(pool.query('select 1')).rejects.toThrow();
  await sleep(50);
  await pool.end();
  server.close();
});

test('who was sent to a server that only follows goes on to the one that takes changes', async () => {
  const [ready, done] = [message('Z', 'I'), message('C', 'SELECT 1\0')];
  const startServer = async (isFollower: boolean): Promise<Server> => {
    const standby = message('S', `in_hot_standby\0${isFollower ? 'on' : 'off'}\0`);
    const server = createServer(socket => {
      const answers = [Buffer.concat([message('R', '\0\0\0\0'), standby, ready]), Buffer.concat([done, ready])];
      socket.on('error', () => undefined).on('data', () => socket.write(answers.shift() ?? ''));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const servers = [await startServer(true), await startServer(true), await startServer(false)];
  const hosts = servers.map(server => `127.0.0.1:${(server.address() as AddressInfo).port}`).join();
  const pool = openPool({ url: `postgres://app:pw@${hosts}/cen` });
  expect((await pool.query('select')).command).toBe('SELECT');
  await pool.end();
  for (const server of servers) server.close();
});

test('a server that falls silent is tried again at once, and as soon as one try is over', async () => {
  const greeting = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')]);
  const listening = Buffer.concat([message('C', 'LISTEN\0'), message('Z', 'I')]);
  const begun: number[] = [];
  const server = createServer(socket => {
    begun.push(performance.now());
    const answers = begun.length === 1 ? [greeting, listening] : [];
    socket.on('error', () => undefined).on('data', () => socket.write(answers.shift() ?? ''));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const times = { reconnect: 20, look: 60_000, patience: 4000 };
  const listener = openListener(`postgres://app:pw@127.0.0.1:${port}/silent`, { warn: () => undefined }, times);
  await listener.listen('news', () => undefined);
  expect(await listener.answers(100)).toBe(false);
  await expect.poll(() => begun.length).toBe(3);
  const [first = 0, second = 0, third = 0] = begun;
  expect(second - first).toBeLessThan(times.patience);
  expect(third - second).toBeLessThan(1.5 * times.patience);
  await listener.stop();
  server.close();
});

test('the next server of an address is tried at once; only when all refused, somebody waits', async () => {
  const greeting = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')]);
  const listening = Buffer.concat([message('C', 'LISTEN\0'), message('Z', 'I')]);
  const server = createServer(socket => {
    const answers = [greeting, listening];
    socket.on('error', () => undefined).on('data', () => socket.write(answers.shift() ?? ''));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const nobody = await freePort();
  // Longer than any test may take.
  const times = { reconnect: 3_600_000, look: 60_000, patience: 20_000 };
  const url = `postgres://app:pw@127.0.0.1:${nobody},127.0.0.1:${nobody},127.0.0.1:${port}/cen`;
  const listener = openListener(url, { warn: () => undefined }, times);
  await listener.listen('news', () => undefined);
  expect(serversOf(url).address()).toContain(`:${port}/`);
  await listener.stop();
  const lost: string[] = [];
  const alone = openListener(
    `postgres://app:pw@127.0.0.1:${nobody}/cen`,
    { warn: () => void lost.push('lost') },
    { ...times, patience: 300 },
  );
  await alone.listen('news', () => undefined);
  expect(lost).toHaveLength(1);
  await alone.stop();
  server.close();
});

test.each([
  ['postgres://app:pass%2F@two.example:5433/cen?sslmode=verify-full', 'two.example:5433'],
  ['postgres://app:pw@%2Frun%2Fpostgresql:5433/cen', '/run/postgresql:5433'],
  ['postgres://app:pw@/cen?host=/run/postgresql', '/run/postgresql'],
])('a server is called by its host, or by the directory of its socket: %s', (address, name) => {
  expect(hostIn(address)).toBe(name);
});
