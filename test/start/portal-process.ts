import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compiled } from '../support/compiled.ts';

export const asRoot = process.getuid?.() === 0;
export const nobody = { uid: 65534, gid: 65534 };
const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));

export interface PortalProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Everything printed so far. */
  output(): string;
  /** Seconds until the portal was ready; throws what it printed when it ends before. */
  readonly ready: Promise<number>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

export interface PortalOptions {
  readonly dataDir: string;
  readonly port?: number;
  readonly script?: string;
  readonly user?: { uid: number; gid: number };
  readonly env?: Record<string, string>;
}

const started: PortalProcess[] = [];
const dirs: string[] = [];

/** Runs the stand-in portal as a process of its own. */
export async function runPortal(options: PortalOptions): Promise<PortalProcess> {
  const port = options.port ?? (await freePort());
  const began = performance.now();
  const child = spawn(process.execPath, [options.script ?? standIn], {
    env: { PATH: '/usr/bin:/bin', DATA_DIR: options.dataDir, PORT: String(port), ...compiled, ...options.env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.user,
  });
  let printed = '';
  const ended = new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  const ready = new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ready after')) resolve((performance.now() - began) / 1000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`the portal ended: ${printed}`)));
  });
  ready.catch(() => undefined);
  const portal = { child, port, output: () => printed, ready, ended };
  started.push(portal);
  return portal;
}

/** A portal that refuses to start: its exit code and the lines it wrote. */
export async function refusal(options: PortalOptions): Promise<{ code: number | null; lines: string[] }> {
  const portal = await runPortal(options);
  const { code } = await portal.ended;
  return { code, lines: portal.output().trim().split('\n') };
}

/** A directory others may pass through, or one closed to them. */
export async function freshDir(mode = 0o755): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cen-start-'));
  await chmod(dir, mode);
  dirs.push(dir);
  return dir;
}

/** Ends what a failed test left running, so that it alone fails. */
export async function stopAll(): Promise<void> {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Removes the directories of a file's tests, homes outside the data directory included. */
export async function cleanUp(): Promise<void> {
  await stopAll();
  for (const dir of dirs.splice(0)) {
    for (const home of homesNamedIn(dir)) rmSync(home, { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  }
}

function homesNamedIn(dir: string): string[] {
  const pointers = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('postgres.home'),
  );
  return pointers.map(name => readFileSync(join(dir, name), 'utf8').trim());
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** The body of the portal's answer. */
export function ask(port: number, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false }, res => {
      let body = '';
      res.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      res.on('end', () => resolve(body));
    }).on('error', reject);
  });
}

/** Process numbers of the PostgreSQL servers whose data lies at or under a directory. */
export async function serversIn(dir: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args', '-ww']);
  return stdout
    .split('\n')
    .filter(line => line.includes('/bin/postgres -D') && line.includes(dir))
    .map(line => Number.parseInt(line, 10));
}
