import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser as Chromium, type BrowserContext, type Page } from 'playwright';
import { seedSynthetic } from '../../seeds/demo/seed.ts';
import { createPortal } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { listen } from '../../src/web/server/listen.ts';
import { afterFile, afterTest } from './after-file.ts';
import { chromiumPath, chromiums } from './chromium.ts';
import { dropDatabase, testDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { castPassword, castPasswordMemory } from './cast.ts';
import { openVisit, type Visit } from './journey-visit.ts';
import { patientLimits } from './patient-limits.ts';
import { noWaiting } from './portal.ts';

export interface PageOptions {
  /** CSS pixels; 1280 when left out. */
  readonly width?: number;
  readonly lang?: 'en' | 'fr';
  readonly javaScript?: boolean;
  readonly dark?: boolean;
  /** A session of its own, so that signing out or ageing it leaves the others alone. */
  readonly ownSession?: boolean;
}

export interface TestBrowser extends TestDatabase {
  readonly url: string;
  /** Directory of CENcomm's master keys: `k1.key` is in use. */
  readonly cencommKeys: string;
  /**
   * A fresh window, signed in through the form as one of the cast ("ke.ncp"), or signed out; it closes after the test.
   */
  page(loginId: string | null, options?: PageOptions): Promise<Visit>;
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-gpu-rasterization',
  '--disable-software-rasterizer',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page is gone before code compiled for speed has paid for its compiling.
  '--js-flags=--no-opt,--no-maglev',
];

/** One for all files of a worker, which are in it one after the other: it ends with the worker. */
let launched: Promise<Chromium> | undefined;

async function launch(): Promise<Chromium> {
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? chromiums[1], args: switches });
  browser.once('disconnected', () => {
    launched = undefined;
  });
  return browser;
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * Chromium in front of the portal with its own TLS, on a database of its own with some synthetic records. Call in
 * beforeAll; it takes itself down after the file. With `smtpUrl` its letters go out.
 */
export async function testBrowser({
  records = 120,
  smtpUrl,
}: {
  records?: number;
  smtpUrl?: string;
} = {}): Promise<TestBrowser> {
  const database = await testDatabase();
  await seedSynthetic(database.owner, new Date().toISOString().slice(0, 10), records);
  await database.owner.query('analyze');
  const dataDir = await mkdtemp(join(tmpdir(), 'cen-journey-'));
  const cencommKeys = join(dataDir, 'cencomm-keys');
  await mkdir(cencommKeys, { mode: 0o700 });
  await writeFile(join(cencommKeys, 'k1.key'), randomBytes(32), { mode: 0o400 });
  const config = { ...(await configFor(dataDir)), cencommKeys, ...(smtpUrl === undefined ? {} : { smtpUrl }) };
  const portal = await createPortal({ config, appUrl: database.appUrl });
  // From here on no job writes what a test did not ask for.
  await portal.firstRound;
  const server = await listen(portal.handler, config);
  const browser = await (launched ??= launch());
  afterFile(async () => {
    await server.close(0);
    await portal.close();
    await dropDatabase(database);
    await rm(dataDir, { recursive: true, force: true });
  });
  const open = visitsOf(browser, config.baseUrl, database);
  return { ...database, url: config.baseUrl, cencommKeys, page: open };
}

function visitsOf(browser: Chromium, url: string, database: TestDatabase): TestBrowser['page'] {
  const sessions = new Map<string, Promise<Session>>();
  const visits = new Set<Visit>();
  afterTest(async () => {
    const closing = [...visits];
    visits.clear();
    for (const visit of closing) await visit.close();
  });
  // One window for all who sign in, one after the other: a journey waits for its pages in turn.
  let opened: Promise<Page> | undefined;
  const door = (): Promise<Page> => (opened ??= browser.newPage({ baseURL: url, ignoreHTTPSErrors: true }));
  afterFile(async () => (await opened)?.context().close());
  const sessionOf = (loginId: string, isOwn: boolean): Promise<Session> => {
    const known = isOwn ? undefined : sessions.get(loginId);
    const session = known ?? signIn(door(), url, loginId);
    if (!isOwn) sessions.set(loginId, session);
    return session;
  };
  return async (loginId, options = {}) => {
    const { lang = 'en', width = 1280 } = options;
    if (loginId !== null)
      await database.owner.query('update accounts set lang = $2 where login_id = $1', [loginId, lang]);
    const visit = await openVisit(browser, url, {
      lang,
      width,
      javaScript: options.javaScript ?? true,
      dark: options.dark ?? false,
      ...(loginId === null ? {} : { session: await sessionOf(loginId, options.ownSession ?? false) }),
    });
    visits.add(visit);
    return visit;
  };
}

/** By the real form: proving the password is slow on purpose, so each login does it once. */
async function signIn(door: Promise<Page>, url: string, loginId: string): Promise<Session> {
  const page = await door;
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.fill('#loginId', loginId);
  await page.fill('#password', castPassword);
  await Promise.all([page.waitForURL(`${url}/`), page.press('#password', 'Enter')]);
  return page.context().storageState();
}

async function configFor(dataDir: string): Promise<Config> {
  const port = await freePort();
  return {
    mode: 'server',
    production: false,
    host: '127.0.0.1',
    port,
    dataDir,
    tls: { kind: 'self-signed' },
    baseUrl: `https://localhost:${port}`,
    sessionSecret: randomBytes(32).toString('hex'),
    masterKey: randomBytes(32),
    fileStore: join(dataDir, 'files'),
    mailFrom: 'no-reply@cen.test',
    logLevel: process.env.TEST_LOG ?? 'silent',
    trustProxy: [],
    databaseLimits: patientLimits,
    passwordMemory: castPasswordMemory,
    ...noWaiting,
  };
}
