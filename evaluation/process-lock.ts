import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError, codeOf } from '../src/start-error.ts';

/** Ends the claim. */
export type Release = () => Promise<void>;

/**
 * Claims a data directory for this process; throws a StartError when another process has it. The claim is a listening
 * socket without a file: the kernel lets go of it however the process ends, so there is no stale lock to judge.
 */
export async function acquireLock(dataDir: string): Promise<Release> {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.end(String(process.pid));
  });
  await listenOnce(server, addressOf(dataDir)).catch(async (error: unknown) => {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    const holder = (await holderOf(dataDir)) ?? (process.platform === 'linux' ? 'unknown' : undefined);
    if (holder !== undefined) throw new StartError(`The portal is already running on ${dataDir} (process ${holder}).`);
    // Only where sockets are files: left behind by a process that was killed.
    rmSync(addressOf(dataDir), { force: true });
    await listenOnce(server, addressOf(dataDir));
  });
  server.unref();
  return () => new Promise(resolve => server.close(() => resolve()));
}

/** The process that has the data directory now, or undefined. */
export function holderOf(dataDir: string): Promise<number | undefined> {
  return new Promise(resolve => {
    let said = '';
    const socket = connect(addressOf(dataDir));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', chunk => {
      said += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(/^\d+$/.test(said) ? Number(said) : undefined));
  });
}

/** A socket in Linux's abstract namespace (first character NUL); a file elsewhere. */
function addressOf(dataDir: string): string {
  const name = `cen-portal-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

function listenOnce(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
