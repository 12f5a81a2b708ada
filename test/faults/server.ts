import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { accountsOfSystem, identity, pickAccount } from '../../evaluation/account.ts';
import { findBinaries } from '../../evaluation/binaries.ts';
import { keepPasswords } from '../../evaluation/cluster.ts';
import { knownHome, ownerOf } from '../../evaluation/home.ts';
import { template } from '../support/database-server.ts';
import { freePort } from '../support/free-port.ts';

/** A PostgreSQL as in production: what it acknowledges is on the disk. It is started again when it ends. */
export interface Server {
  readonly host: string;
  readonly data: string;
  /** The address of the portal's role, or of the superuser, on one server or on several. */
  url(role: 'app' | 'owner', ...others: readonly Server[]): string;
  connect(): Promise<pg.Client>;
  /** Runs statements as the superuser, each by itself. */
  run(...statements: string[]): Promise<Record<string, unknown>[]>;
  /** The server's own process and all it has started. */
  processes(): number[];
  /** Stops it ('SIGINT' fast, 'SIGQUIT' at once), until it is begun again. */
  stop(how: NodeJS.Signals): Promise<void>;
  begin(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

const settings = {
  listen_addresses: '127.0.0.1',
  shared_buffers: '64MB',
  max_connections: '80',
  wal_level: 'replica',
  max_wal_senders: '4',
  wal_keep_size: '128MB',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
  wal_recycle: 'off',
  hot_standby: 'on',
  jit: 'off',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
};

interface Place {
  /** Where the cluster's passwords and its home are named. */
  readonly directory: string;
  readonly data: string;
  readonly more?: Readonly<Record<string, string>>;
  /** For the clock that is set elsewhere. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function startServer({ directory, data, more = {}, env = {} }: Place): Promise<Server> {
  const home = knownHome(directory);
  if (!home) throw new Error(`no cluster in ${directory}`);
  const account = pickAccount({ uid: process.getuid?.() ?? -1, dataOwner: ownerOf(home), accounts: accountsOfSystem });
  const native = await findBinaries(home, account);
  const passwords = await keepPasswords(directory, home);
  const port = String(await freePort());
  const all = Object.entries({ ...settings, ...more, port, unix_socket_directories: '' });
  let child: ChildProcess | undefined;
  let isWanted = false;

  function keep(): void {
    const log = openSync(join(directory, `${port}.log`), 'a', 0o600);
    const who = identity(account);
    child = spawn(
      join(native, 'bin/postgres'),
      ['-D', data, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...who, env: { ...who.env, ...env }, cwd: '/', detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    const mine = child;
    child.once('exit', () => setTimeout(() => isWanted && child === mine && keep(), 500));
  }
  const host = `127.0.0.1:${port}`;
  const urlOf = (role: 'app' | 'owner', hosts: string): string =>
    `postgres://cen_${role}:${passwords[role]}@${hosts}/${template}`;
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: urlOf('owner', host), connectionTimeoutMillis: 3000 });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const untilUp = async (): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      const client = await connect().catch(() => undefined);
      if (client) return client.end();
      if (tries === 600) throw new Error(`PostgreSQL does not start: ${readFileSync(join(directory, `${port}.log`))}`);
      await sleep(50);
    }
  };
  const processes = (): number[] => (child?.pid === undefined ? [] : [child.pid, ...childrenOf(child.pid)]);
  const signal = (name: NodeJS.Signals): void => processes().forEach(pid => signalTo(pid, name));
  const server: Server = {
    host,
    data,
    url: (role, ...others) => urlOf(role, [host, ...others.map(one => one.host)].join()),
    connect,
    async run(...statements) {
      const client = await connect();
      try {
        let rows: Record<string, unknown>[] = [];
        for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
        return rows;
      } finally {
        await client.end();
      }
    },
    processes,
    async stop(how) {
      isWanted = false;
      const ended = new Promise(resolve => child?.once('exit', resolve));
      if (child?.exitCode !== null || child.signalCode !== null) return;
      if (how === 'SIGKILL') signal('SIGKILL');
      else child.kill(how);
      await ended;
    },
    async begin() {
      isWanted = true;
      keep();
      await untilUp();
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
  await server.begin();
  return server;
}

/** A server that follows another, from a copy of it taken while it works. */
export async function follow(primary: Server, directory: string, data: string): Promise<Server> {
  const client = await primary.connect();
  await client.query("select pg_backup_start('copy', true)");
  cpSync(primary.data, data, { recursive: true, filter: path => !/postmaster\.(pid|opts)$|pg_wal\/.*\d/.test(path) });
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
  await client.end();
  writeFileSync(join(data, 'backup_label'), rows[0]?.labelfile ?? '');
  writeFileSync(join(data, 'standby.signal'), '');
  mkdirSync(join(data, 'pg_wal/archive_status'), { recursive: true });
  const { uid, gid } = identity(
    pickAccount({
      uid: process.getuid?.() ?? -1,
      dataOwner: ownerOf(knownHome(directory)),
      accounts: accountsOfSystem,
    }),
  );
  if (uid !== undefined && gid !== undefined)
    for (const name of ['.', ...readdirSync(data, { recursive: true, encoding: 'utf8' })])
      await chown(join(data, name), uid, gid);
  const url = new URL(primary.url('owner'));
  const conninfo = `host=${url.hostname} port=${url.port} user=${url.username} password=${url.password}`;
  return startServer({ directory, data, more: { primary_conninfo: conninfo } });
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** One that has just ended needs no signal. */
export function signalTo(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export const remove = (directory: string): void => rmSync(directory, { recursive: true, force: true });
