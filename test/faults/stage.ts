import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterDirectory } from '../support/database-server.ts';
import { freePort } from '../support/free-port.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { keysDirectory } from '../support/portal.ts';
import { startProxy } from './proxy.ts';
import { childrenOf, remove, signalTo, startServer, type Server } from './server.ts';

/** The portal as README runs it in production: `npm run serve` and HAProxy from the shipped file. */
export interface Stage {
  /** Where users ask. */
  readonly url: string;
  readonly database: Server;
  readonly mail: MailServer;
  readonly fileStore: string;
  readonly serve: ChildProcess;
  /** Everything the portal wrote. */
  output(): string;
  /** Number of the process of this name: "web 1", "jobs 1". */
  processOf(name: string): number;
  /** Where each has a `npm run serve` of its own: web 1, web 2 and jobs, as the services of docker-compose.yml. */
  readonly machines: readonly Machine[];
  close(): Promise<void>;
}

/** A `npm run serve` with what it keeps. */
export interface Machine {
  /** Takes it away at once, with all its processes, or puts one in its place. */
  kill(): Promise<void>;
  begin(): Promise<void>;
}

export interface Setting {
  readonly withProxy?: boolean;
  /** Two for pages and one for jobs instead of one for all, behind both servers of the shipped file. */
  readonly machines?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** For PostgreSQL: settings, and the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly databaseEnv?: Readonly<Record<string, string>>;
  /** A disk of its own for the data of PostgreSQL. */
  readonly data?: (directory: string) => string;
  /** Of servers beside the first that may take over. */
  readonly others?: (first: Server, directory: string) => Promise<readonly Server[]>;
}

export async function openStage(setting: Setting = {}): Promise<Stage> {
  const directory = await clusterDirectory();
  const closing: (() => unknown)[] = [() => remove(directory)];
  const close = async (): Promise<void> => {
    for (const work of closing.splice(0).reverse()) await work();
  };
  try {
    return await open(directory, setting, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  directory: string,
  setting: Setting,
  closing: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Stage> {
  const data = setting.data?.(directory) ?? join(directory, 'postgres/data');
  const database = await startServer({
    ...{ directory, data, more: setting.settings ?? {}, env: setting.databaseEnv ?? {} },
  });
  closing.push(() => database.stop('SIGQUIT'));
  // Production has nobody of the demo; the cast are its officers here.
  await database.run('update accounts set demo = false');
  const others = (await setting.others?.(database, directory)) ?? [];
  for (const one of others) closing.push(() => one.stop('SIGQUIT'));
  const mail = await mailServer();
  closing.push(() => mail.close());
  const fileStore = setting.env?.FILE_STORE ?? join(directory, 'files');
  const port = await freePort();
  const reading = others.length > 0 ? { DATABASE_REPLICA_URL: database.url('app', ...others) } : {};
  const env = { ...(await environment(directory, port)), DATABASE_URL: database.url('app', ...others), ...reading };
  const all = { SMTP_URL: mail.url, ...env, FILE_STORE: fileStore, ...setting.env };
  const { portals, ports } = setting.machines
    ? await startMachines(all, directory, closing)
    : { portals: [startPortal(all)], ports: [port] };
  for (const portal of portals) closing.push(() => portal.stop());
  for (const portal of portals) await portal.says(/Ready after/);
  const proxy = setting.withProxy ? await startProxy(directory, ports) : undefined;
  if (proxy) closing.push(() => proxy.stop());
  const url = proxy?.url ?? `http://127.0.0.1:${port}`;
  const [first] = portals as [Portal, ...Portal[]];
  return {
    ...{ url, database, mail, fileStore, serve: first.serve, machines: portals, close },
    output: () => portals.map(portal => portal.output()).join(''),
    processOf(name) {
      const found = portals.map(portal => portal.processOf(name)).find(pid => pid !== undefined);
      if (found === undefined) throw new Error(`no process ${name}`);
      return found;
    },
  };
}

/** As docker-compose.yml has them, with the engine of figures as a service of its own. */
async function startMachines(env: Record<string, string>, directory: string, closing: (() => unknown)[]) {
  const figures = { ...env, FIGURES_ENGINE: join(directory, 'figures.sock') };
  const engine = startPortal(figures, 'figures-engine.ts');
  closing.push(() => engine.stop());
  await engine.says(/Figures are counted/);
  const ports = [await freePort(), await freePort()];
  const web = ports.map(port => ({ PORT: String(port), WEB_PROCESSES: '1', JOB_PROCESSES: '0' }));
  const of = [...web, { WEB_PROCESSES: '0', JOB_PROCESSES: '1' }];
  return { portals: of.map(own => startPortal({ ...figures, ...own })), ports };
}

async function environment(directory: string, port: number): Promise<Record<string, string>> {
  const keyFile = join(directory, 'master.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o400 });
  return {
    PATH: process.env.PATH ?? '',
    TMPDIR: process.env.TMPDIR ?? tmpdir(),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'cen-compiled'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MASTER_KEY_FILE: keyFile,
    CENCOMM_KEYS: await keysDirectory(),
    DATA_DIR: join(directory, 'portal'),
    BASE_URL: 'https://cen.test',
    TLS: 'proxy',
    PORT: String(port),
    WEB_PROCESSES: '2',
    JOB_PROCESSES: '1',
    OUTSIDE: 'off',
    PAGES_PER_MINUTE: '1000000',
    PASSWORD_MEMORY: '19456',
  };
}

type Portal = ReturnType<typeof startPortal>;

function startPortal(env: Record<string, string>, script = 'serve.ts') {
  const begin = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, '../../src/cli', script)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let serve = begin();
  let printed = '';
  const hear = (): void => {
    for (const stream of [serve.stdout, serve.stderr])
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
  };
  hear();
  const end = async (signals: () => void): Promise<void> => {
    if (serve.exitCode !== null || serve.signalCode !== null) return;
    const ended = new Promise(resolve => serve.once('exit', resolve));
    signals();
    await ended;
  };
  const portal = {
    get serve() {
      return serve;
    },
    output: () => printed,
    processOf: (name: string) => childrenOf(serve.pid ?? 0).find(pid => nameOf(pid) === name),
    async says(what: RegExp, since = 0): Promise<void> {
      for (let tries = 0; !what.test(printed.slice(since)); tries += 1) {
        if (serve.exitCode !== null || tries > 12_000)
          throw new Error(`the portal did not start: ${printed.slice(-2000)}`);
        await sleep(50);
      }
    },
    async stop(): Promise<void> {
      const late = setTimeout(() => serve.kill('SIGKILL'), 90_000);
      await end(() => serve.kill('SIGTERM'));
      clearTimeout(late);
    },
    kill: () => end(() => [...childrenOf(serve.pid ?? 0), serve.pid ?? 0].forEach(pid => signalTo(pid, 'SIGKILL'))),
    async begin(): Promise<void> {
      const since = printed.length;
      serve = begin();
      hear();
      await portal.says(/Ready after/, since);
    },
  };
  return portal;
}

function nameOf(pid: number): string | undefined {
  try {
    return /PROCESS_NAME=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
