import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
}

/** Ports below those that the system gives to connections and to whoever asks for any. */
const [first, count] = [20_000, 12_000];

/** A port that stays free while nobody listens: the one before, else one that hardly another process picks. */
export async function lastingPort(before = first + (process.pid % count)): Promise<number> {
  for (let port = before; port < first + count; port += 1) {
    const isFree = await listenOnce(port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
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
