import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterFile } from '../support/after-file.ts';
import { freePort } from '../support/free-port.ts';
import { proxyIsThere, startProxy } from './proxy.ts';

/** What stands for a web process: alive, and ready or not. Each page says whose it is. */
async function portal(name: string) {
  const state = { isReady: true, isAlive: true };
  const port = await freePort();
  const server = createServer((req, res) => {
    const isWell = req.url === '/healthz' ? state.isAlive : state.isReady && state.isAlive;
    res.writeHead(isWell ? 200 : 503).end(name);
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  afterFile(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, state };
}

test.skipIf(!proxyIsThere())(
  'the shipped proxy asks whoever is ready; where nobody is, whoever is alive says so',
  { timeout: 120_000 },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cen-proxy-'));
    afterFile(() => rmSync(directory, { recursive: true }));
    const [one, two] = [await portal('one'), await portal('two')];
    one.state.isReady = false;
    const { url, stop } = await startProxy(directory, [one.port, two.port]);
    afterFile(stop);
    /** Of three requests one after the other, what came. */
    const came = async (): Promise<string[]> => {
      const all: string[] = [];
      for (let times = 0; times < 3; times += 1) {
        const answer = await fetch(url);
        all.push(`${answer.status} ${(await answer.text()).slice(0, 9)}`);
      }
      return [...new Set(all)].toSorted();
    };
    const slowly = { timeout: 30_000, interval: 200 };
    await expect.poll(came, slowly).toEqual(['200 two']);
    // The database is away: the proxy's own page would say less, and longer than it is true.
    two.state.isReady = false;
    await expect.poll(came, slowly).toEqual(['503 one', '503 two']);
    one.state.isReady = true;
    expect(await came()).toContain('200 one');
    await expect.poll(came, slowly).toEqual(['200 one']);
    for (const { state } of [one, two]) state.isAlive = false;
    await expect.poll(came, slowly).toEqual(['503 <!doctype']);
  },
);
