import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listen } from '../../src/web/server/listen.ts';
import { freePort } from '../support/free-port.ts';

/** Asks for a page on a connection that is kept; answers what came of it. */
function ask(port: number, agent: Agent): Promise<string> {
  return new Promise(resolve => {
    get({ host: '127.0.0.1', port, agent }, res => {
      res.resume().once('end', () => resolve(res.headers.connection ?? ''));
    }).once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
}

const config = { host: '127.0.0.1', tls: { kind: 'proxy' }, dataDir: '', baseUrl: 'http://cen.test' } as const;

test('a request that comes while a process that ends stands still is answered', async () => {
  const port = await freePort();
  const listening = await listen((_req, res) => void res.end('a page'), { ...config, port });
  const socket = connect(port, '127.0.0.1');
  const answered = (): Promise<string> => new Promise(resolve => socket.once('data', data => resolve(String(data))));
  const ended = new Promise<string>(resolve =>
    socket.once('close', () => resolve('cut')).once('error', () => undefined),
  );
  const request = 'GET / HTTP/1.1\r\nHost: cen.test\r\n\r\n';
  socket.write(request);
  expect(await answered()).toContain('Connection: keep-alive');
  const closed = listening.close(1000);
  socket.write(request);
  // Longer than it waits for what is on its way.
  for (const end = performance.now() + 300; performance.now() < end; );
  expect(await Promise.race([answered(), ended])).toContain('Connection: close');
  await closed;
});

test('a process that ends cuts no request that was on its way: each is answered, and told to go elsewhere', async () => {
  const port = await freePort();
  const listening = await listen((_req, res) => void res.end('a page'), { ...config, port });
  const agents = Array.from({ length: 30 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  // Who has not come in yet when it ends was never told anything.
  await Promise.all(agents.map(agent => ask(port, agent)));
  const lasts = agents.map(async (agent, at) => {
    for (;;) {
      const came = await ask(port, agent);
      if (came !== 'keep-alive') return came;
      await sleep(at % 5);
    }
  });
  await sleep(300);
  await listening.close(10_000);
  expect(new Set(await Promise.all(lasts))).toEqual(new Set(['close']));
});
