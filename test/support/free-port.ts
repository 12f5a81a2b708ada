import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** One that stays free while nobody listens: below those that the system gives to connections. */
export async function lastingPort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = await listenOnce(randomInt(20_000, 32_000)).catch(() => undefined);
    if (port !== undefined) return port;
  }
  throw new Error('no port is free');
}

async function listenOnce(wanted: number): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  return port;
}
