import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterFile } from './after-file.ts';
import { eicar } from './file-samples.ts';

const program = '/usr/sbin/clamd';

/** Whether ClamAV's daemon is on this machine: `npm test` brings it where it can. */
export function clamdIsThere(): boolean {
  const isThere = existsSync(program);
  if (!isThere)
    console.warn(
      `The tests against a real virus scanner are left out: ${program} is not there. Install the package ` +
        '"clamav-daemon".',
    );
  return isThere;
}

export interface RunningClamd {
  /** Its Unix socket. */
  readonly path: string;
  readonly stop: () => Promise<void>;
}

/**
 * A real clamd that knows one threat, the EICAR test file. Takes itself down after the file. `streamMax` in megabytes.
 */
export async function startClamd({
  streamMax = 2,
  port,
}: {
  streamMax?: number;
  port?: number;
} = {}): Promise<RunningClamd> {
  const directory = await mkdtemp(join(tmpdir(), 'cen-clamd-'));
  await chmod(directory, 0o755);
  await writeFile(join(directory, 'own.ndb'), `Eicar-Test-Signature:0:*:${eicar().toString('hex')}\n`);
  const path = join(directory, 'clamd.ctl');
  const tcp = port === undefined ? '' : `TCPSocket ${port}\nTCPAddr 127.0.0.1\n`;
  await writeFile(
    join(directory, 'clamd.conf'),
    `DatabaseDirectory ${directory}\nLocalSocket ${path}\nForeground true\nStreamMaxLength ${streamMax}M\n${tcp}`,
  );
  const child = spawn(program, ['--config-file', join(directory, 'clamd.conf')], { stdio: 'ignore' });
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(5000).then(() => child.kill('SIGKILL'))]);
    await rm(directory, { recursive: true, force: true });
  };
  afterFile(stop);
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(path)) return { path, stop };
    await sleep(50);
  }
  throw new Error('clamd does not start');
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
