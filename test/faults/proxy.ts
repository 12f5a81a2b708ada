import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

const haproxy = '/usr/sbin/haproxy';

export const proxyIsThere = (): boolean => existsSync(haproxy);

interface Proxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** HAProxy with the shipped file: only its addresses are others here, and it has no certificate. */
export async function startProxy(directory: string, portals: readonly number[]): Promise<Proxy> {
  const port = await freePort();
  const own = mkdtempSync(join(directory, 'proxy-'));
  chmodSync(own, 0o700);
  const file = join(own, 'haproxy.cfg');
  writeFileSync(file, shippedFor(portals, port));
  const proxy = spawn(haproxy, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  proxy.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise(resolve => proxy.once('exit', resolve));
  const stop = async (): Promise<void> => {
    proxy.kill('SIGKILL');
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const isUp = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { url, stop };
    await sleep(50);
  }
  await stop();
  throw new Error(`HAProxy does not serve: ${said}`);
}

function shippedFor([first, second]: readonly number[], port: number): string {
  const deploy = join(import.meta.dirname, '../../deploy');
  return readFileSync(join(deploy, 'haproxy.cfg'), 'utf8')
    .replace(/^resolvers[\s\S]*?(?=^frontend)/m, '')
    .replace(/bind :8443 ssl .*/, `bind 127.0.0.1:${port}`)
    .replace('/usr/local/etc/haproxy/503.http', join(deploy, '503.http'))
    .replaceAll(/server web1 .*/g, `server web1 127.0.0.1:${first}`)
    .replaceAll(/\n *server web2 .*/g, second === undefined ? '' : `\n    server web2 127.0.0.1:${second}`);
}
