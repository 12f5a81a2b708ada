import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leastPasswordMemory } from '../../src/config-files.ts';
import { afterFile } from './after-file.ts';
import { castPassword } from './cast.ts';
import { compiled } from './compiled.ts';
import { dropDatabase, testDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { Browser, keysDirectory } from './portal.ts';

export interface Served extends TestDatabase {
  readonly url: string;
  readonly metricsUrl: string;
  /** What Prometheus must show. */
  readonly token: string;
  /** The metrics as text. */
  scrape(): Promise<string>;
  /** Directory of CENcomm's master keys. */
  readonly cencommKeys: string;
  visitor(): Browser;
  /** A browser signed in as one of the cast. */
  as(loginId: string): Promise<Browser>;
  /** Everything the processes wrote to standard output and error so far. */
  output(): string;
}

const script = fileURLToPath(new URL('../../src/cli/serve.ts', import.meta.url));

/** `npm run serve` with one web process and one for jobs, as it runs in production but for its safeguards. */
export async function served(environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const database = await testDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'cen-served-'));
  const cencommKeys = await keysDirectory();
  const token = randomBytes(24).toString('hex');
  await writeFile(join(directory, 'master.key'), randomBytes(32), { mode: 0o400 });
  await writeFile(join(directory, 'token'), `${token}\n`, { mode: 0o400 });
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: '/usr/bin:/bin',
      NODE_ENV: 'test',
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      TLS: 'proxy',
      BASE_URL: 'https://cen.test',
      PORT: String(port),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      MASTER_KEY_FILE: join(directory, 'master.key'),
      DATA_DIR: directory,
      CENCOMM_KEYS: cencommKeys,
      PASSWORD_MEMORY: String(leastPasswordMemory),
      WEB_PROCESSES: '1',
      JOB_PROCESSES: '1',
      METRICS: `127.0.0.1:${metricsPort}`,
      METRICS_TOKEN_FILE: join(directory, 'token'),
      TMPDIR: tmpdir(),
      ...compiled,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  afterFile(async () => {
    child.kill('SIGTERM');
    await ended;
    await dropDatabase(database);
    for (const one of [directory, cencommKeys]) await rm(one, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes('Ready after')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`the portal ended: ${printed}`)));
  });
  const [url, metricsUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${metricsPort}/metrics`];
  return {
    ...database,
    url,
    metricsUrl,
    token,
    async scrape() {
      const answer = await fetch(metricsUrl, { headers: { authorization: `Bearer ${token}` } });
      if (answer.status !== 200) throw new Error(`the metrics answer ${answer.status}`);
      return answer.text();
    },
    cencommKeys,
    visitor: () => new Browser(url),
    async as(loginId) {
      const browser = new Browser(url);
      await browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in');
      return browser;
    },
    output: () => printed,
  };
}
