import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

const program = '/usr/sbin/pgbouncer';

export function pgBouncerIsThere(): boolean {
  const isThere = existsSync(program);
  if (!isThere) console.warn('Left out: what goes through PgBouncer. Install the package "pgbouncer".');
  return isThere;
}

export interface RunningPgBouncer {
  /** The address of the portal's role through it. */
  readonly url: string;
  /** What its console says: "pools", "stats". */
  show(what: string): Promise<Record<string, unknown>[]>;
  stop(how?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}

/** PgBouncer with the shipped file before a server, by an address of one of its databases. */
export async function startPgBouncer(directory: string, direct: string, poolSize = 20): Promise<RunningPgBouncer> {
  const to = new URL(direct);
  const port = await freePort();
  const users = join(directory, 'userlist.txt');
  writeFileSync(users, `"${to.username}" "${to.password}"\n`);
  const shipped = readFileSync(join(import.meta.dirname, '../../deploy/pgbouncer.ini'), 'utf8');
  const file = join(directory, 'pgbouncer.ini');
  writeFileSync(
    file,
    shipped
      .replace('port=5432 dbname=cen', `port=${to.port} dbname=${to.pathname.slice(1)}`)
      .replace('listen_port = 6432', `listen_port = ${port}`)
      .replace('/etc/pgbouncer/userlist.txt', users)
      .replace('default_pool_size = 20', `default_pool_size = ${poolSize}`)
      .concat(`unix_socket_dir =\nadmin_users = ${to.username}\n`),
  );
  for (const made of [users, file]) chmodSync(made, 0o644);
  // It refuses to run as root.
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  let end = async (_how: NodeJS.Signals): Promise<void> => undefined;
  const start = async (): Promise<void> => {
    const child = spawn(program, [...as, file], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    end = async how => {
      child.kill(how);
      await ended;
    };
    for (let tries = 0; !said.includes('process up'); tries += 1) {
      if (tries === 200 || child.exitCode !== null) throw new Error(`PgBouncer does not start: ${said}`);
      await sleep(50);
    }
  };
  await start();
  const url = `postgres://${to.username}:${to.password}@127.0.0.1:${port}/cen`;
  return {
    url,
    start,
    stop: (how = 'SIGKILL') => end(how),
    async show(what) {
      const client = new pg.Client({ connectionString: url.replace(/\/cen$/, '/pgbouncer') });
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(`show ${what}`);
      await client.end();
      return rows;
    },
  };
}
