import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import supertest from 'supertest';
import { createPortal, type Portal } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { openJobs } from '../../src/jobs/jobs.ts';
import { afterFile } from './after-file.ts';
import { dropDatabase, testDatabase, type TestDatabase } from './database.ts';
import { castPassword, castPasswordMemory } from './cast.ts';
import { placesInClear } from './nothing-in-clear.ts';
import { patientLimits } from './patient-limits.ts';

export interface TestPortal extends TestDatabase {
  readonly url: string;
  /** Directory of the stored files. */
  readonly fileStore: string;
  /** Directory of CENcomm's master keys: `k1.key` is in use. */
  readonly cencommKeys: string;
  /** Does what is due each minute or so in this queue, as its time would. */
  doDue(queue: string): Promise<void>;
  /** A browser without a session. */
  visitor(): Browser;
  /** The address of one more process of this portal, for pages alone, as it is behind a proxy. */
  besides(): Promise<string>;
  /** A browser signed in as one of the cast ("ke.ncp"); one session per login is kept. */
  as(loginId: string): Promise<Browser>;
}

/**
 * The real portal over HTTP, behind a proxy that has TLS as far as it can tell, on a database of its own. Call in
 * beforeAll; it takes itself down after the file. Nobody is told to wait for asking fast, unless `options` say so. With
 * `smtpUrl` its letters go out within two seconds or so. What is done at its time (sealing each minute, sweeps) is not,
 * or it would come between two steps of a test on some minutes; `atTheirTimes` leaves it so.
 */
export async function testPortal({
  atTheirTimes = false,
  ...options
}: Partial<Config> & { readonly atTheirTimes?: boolean } = {}): Promise<TestPortal> {
  const database = await testDatabase();
  const fileStore = await mkdtemp(join(tmpdir(), 'cen-files-'));
  const cencommKeys = options.cencommKeys ?? (await keysDirectory());
  const config = { ...configFor(fileStore), cencommKeys, ...options };
  const portal = await createPortal({ config, appUrl: database.appUrl });
  // From here on no job writes what a test did not ask for.
  await portal.firstRound;
  if (!atTheirTimes) await database.owner.query('delete from pgboss.schedule');
  const first = await serve(portal);
  const running = [first];
  afterFile(async () => {
    // A test file's variables outlive it, and would keep each portal of a run in memory.
    for (const one of running.splice(0)) await one.close();
    const inClear = await placesInClear(database.owner, fileStore);
    await dropDatabase(database);
    for (const directory of [fileStore, cencommKeys]) await rm(directory, { recursive: true, force: true });
    // What members of an operation write is sealed, whatever the tests of this file did.
    if (inClear.length > 0) throw new Error(`written in clear: ${inClear.join('; ')}`);
  });
  const { url } = first;
  const signedIn = new Map<string, Promise<Browser>>();
  return {
    ...database,
    url,
    fileStore,
    cencommKeys,
    async doDue(queue) {
      const jobs = await openJobs({ pool: database.pool, log: pino({ level: 'silent' }) });
      await jobs.send(queue, {}, queue);
      await jobs.stop();
    },
    visitor: () => new Browser(url, kept),
    async besides() {
      const one = await serve(await createPortal({ config, appUrl: database.appUrl, jobsIn: 'elsewhere' }));
      running.push(one);
      return one.url;
    },
    as(loginId) {
      const known = signedIn.get(loginId) ?? signIn(new Browser(url, kept), loginId);
      signedIn.set(loginId, known);
      return known;
    },
  };
}

/** Serves a portal until it is closed. */
export async function serve(portal: Portal): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(portal.handler);
  // One that is kept ends with its portal: on a busy machine it would end under a request.
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await closeServer(server);
      await portal.close();
    },
  };
}

/** A master key as an operator would lay it down. */
export async function keysDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cen-keys-'));
  await writeFile(join(directory, 'k1.key'), randomBytes(32), { mode: 0o400 });
  return directory;
}

/** Tests ask faster than any person. */
export const noWaiting = { pagesPerMinute: 1_000_000, exportsPer10Minutes: 1_000_000 };

export function configFor(fileStore: string): Config {
  return {
    mode: 'server',
    production: false,
    host: '127.0.0.1',
    port: 8443,
    dataDir: fileStore,
    tls: { kind: 'proxy' },
    sessionSecret: randomBytes(32).toString('hex'),
    masterKey: randomBytes(32),
    baseUrl: 'https://cen.test',
    fileStore,
    mailFrom: 'no-reply@cen.test',
    logLevel: process.env.TEST_LOG ?? 'silent',
    trustProxy: ['127.0.0.1'],
    databaseLimits: patientLimits,
    passwordMemory: castPasswordMemory,
    ...noWaiting,
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}

async function signIn(browser: Browser, loginId: string): Promise<Browser> {
  const answer = await browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in');
  if (answer.status !== 303) throw new Error(`${loginId} could not sign in: ${answer.status}`);
  return browser;
}

/** To connect anew took a fifth of the time of a request. */
const kept = new Agent({ keepAlive: true });

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Keeps cookies as a browser does and fetches a form's token before it posts. */
export class Browser {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  address = '203.0.113.7';
  #known?: { readonly session: string; readonly token: string };
  readonly #connections: Agent | undefined;
  /** Of a portal that may end while it is asked, no connections are kept. */
  constructor(url: string, connections?: Agent) {
    this.url = url;
    this.#connections = connections;
  }

  /** Headers a same-origin page sends; change what a test needs. */
  headers(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-For': this.address,
      Accept: 'text/html,*/*',
      // To pack each page and unpack it again in the same process would be all that comes of it.
      'Accept-Encoding': 'identity',
      'Sec-Fetch-Site': 'same-origin',
      Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...more,
    };
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<supertest.Response> {
    return this.keep(await this.#asked('get', path, headers));
  }

  /** Posts a form with the token of the page `from` (any page with a form; the home page when absent). */
  async post(path: string, fields: Fields = {}, from?: string): Promise<supertest.Response> {
    const token = await this.token(from);
    return this.postRaw(path, { ...fields, _csrf: token });
  }

  async postRaw(
    path: string,
    fields: Fields,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<supertest.Response> {
    return this.keep(await this.#asked('post', path, headers).type('form').send(formBody(fields)));
  }

  async upload(
    path: string,
    file: { name: string; content: Buffer | string },
    fields: Readonly<Record<string, string>> = {},
    from?: string,
  ): Promise<supertest.Response> {
    return this.uploadMany(path, [file], fields, from === undefined ? {} : { from });
  }

  /** Several files in one form; `headers` as a script may set them. */
  async uploadMany(
    path: string,
    files: readonly { name: string; content: Buffer | string }[],
    fields: Fields = {},
    { from, headers = {} }: { from?: string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<supertest.Response> {
    const token = await this.token(from);
    let request = this.#asked('post', path, headers).field('_csrf', token);
    for (const [name, value] of Object.entries(fields))
      request = request.field(name, typeof value === 'string' ? value : [...value]);
    for (const file of files) request = request.attach('file', Buffer.from(file.content), file.name);
    return this.keep(await request);
  }

  /** The token of a session is one for all its forms: without a page to take it from, it is fetched once. */
  async token(from?: string): Promise<string> {
    const session = [...this.cookies.values()].join();
    if (from === undefined && this.#known?.session === session) return this.#known.token;
    const page = await this.get(from ?? '/');
    const token = /name="_csrf"\s+value="([^"]+)"/.exec(page.text)?.[1];
    if (!token) throw new Error(`no form token on ${from} (${page.status})`);
    this.#known = { session: [...this.cookies.values()].join(), token };
    return token;
  }

  /** No answer is an error of whose stack somebody would want to know. */
  #asked(method: 'get' | 'post', path: string, headers: Readonly<Record<string, string>>): supertest.Test {
    const asked = supertest(this.url)[method](path).set(this.headers(headers));
    return (this.#connections ? asked.agent(this.#connections) : asked).ok(() => true);
  }

  private keep(answer: supertest.Response): supertest.Response {
    for (const line of (answer.headers['set-cookie'] ?? []) as unknown as string[]) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

function formBody(fields: Fields): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  return body.toString();
}
