import { Agent, get } from 'node:http';
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

test('a process that ends cuts no request that was on its way: each is answered, and told to go elsewhere', async () => {
  const port = await freePort();
  const config = { host: '127.0.0.1', port, tls: { kind: 'proxy' }, dataDir: '', baseUrl: 'http://cen.test' } as const;
  const listening = await listen((_req, res) => void res.end('a page'), config);
  const lasts = Array.from({ length: 30 }, async (_, at) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
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
