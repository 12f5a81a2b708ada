import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

/** Milliseconds before an engine that ended is started again: the first time, and at most. */
const pauses = { first: 1000, most: 30_000 };
/** Milliseconds it has to end. */
const patience = 3000;

/** What the process of the engine is told by its parent. */
export interface EngineOrders {
  /** Address of the database for the application's role. */
  readonly appUrl: string;
  /** In a directory of its own, which goes with the engine. */
  readonly socket: string;
  readonly logLevel: string;
}

/** Where Node keeps what it compiled, in a directory of this release of its own. */
function keptCompiled(): { readonly NODE_COMPILE_CACHE?: string } {
  const directory = getCompileCacheDir();
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: dirname(directory) };
}

/** A place for the socket of an engine of this process, in a directory that `startEngineProcess` makes. */
export function socketPath(): string {
  return join(tmpdir(), `cen-figures-${randomBytes(16).toString('base64url')}`, 'socket');
}

/**
 * Runs the engine in a process of its own for as long as this one lives. An engine that ends is started again, ever
 * more slowly: meanwhile PostgreSQL counts.
 */
export function startEngineProcess(script: URL, orders: EngineOrders, log: Logger): { stop(): Promise<void> } {
  const place = dirname(orders.socket);
  let isStopping = false;
  let pause = pauses.first;
  let child = begin();

  function begin(): ChildProcess | undefined {
    try {
      // Closed to every other user.
      mkdirSync(place, { recursive: true, mode: 0o700 });
    } catch (error) {
      return again({ err: error });
    }
    const started = spawn(process.execPath, [fileURLToPath(script)], {
      // The channel closes with this process, however it ends, and the engine ends with the channel.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Nothing of what this process was told: the engine gets its orders by the channel.
      env: { TMPDIR: tmpdir(), ...keptCompiled() },
    });
    started.on('error', error => (started.pid === undefined ? again({ err: error }) : log.error({ err: error })));
    if (started.pid === undefined) return undefined;
    started.send(orders);
    started.once('message', () => {
      pause = pauses.first;
    });
    started.once('exit', (code, signal) => again({ code, signal }));
    return started;
  }

  function again(why: object): undefined {
    child = undefined;
    if (isStopping) return;
    log.warn({ ...why, pause }, 'the engine of figures ended');
    setTimeout(() => {
      if (!isStopping) child = begin();
    }, pause).unref();
    pause = Math.min(pause * 2, pauses.most);
  }

  return {
    async stop() {
      isStopping = true;
      if (child) await end(child);
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
  if (child.kill('SIGKILL')) await ended;
}
