import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { viewerOfAccount, type Viewer } from '../src/access/index.ts';
import type { Pool } from '../src/db/pool.ts';

export interface RunningPortal {
  readonly url: string;
  readonly pid: number;
  get(path: string): Promise<Response>;
  /** Posts a multipart file with the form's token. */
  upload(path: string, name: string, content: Blob): Promise<Response>;
  /** Sends a form with its token; repeated names as entries. */
  post(path: string, fields: Readonly<Record<string, string>> | URLSearchParams): Promise<Response>;
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const sleep = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The real portal in a process of its own on a prepared database, and a browser signed in to it. */
export async function startPortal(
  urls: { ownerUrl: string; appUrl: string; portalDir: string },
  login: string,
  password: string,
  environment: Readonly<Record<string, string>> = {},
  port = Number(process.env.BENCH_PORT ?? 9470),
  script = 'src/server.ts',
): Promise<RunningPortal> {
  const url = `http://127.0.0.1:${port}`;
  // It would be measured in this one's place.
  if (await isReady(url)) throw new Error(`another portal answers on ${url}: stop it first`);
  await mkdir(urls.portalDir, { recursive: true, mode: 0o700 });
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATABASE_URL: urls.appUrl,
      DATABASE_OWNER_URL: urls.ownerUrl,
      TLS: 'proxy',
      PORT: String(port),
      DATA_DIR: urls.portalDir,
      LOG_LEVEL: 'error',
      PAGES_PER_MINUTE: '9999999',
      ...environment,
    },
  });
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}`);
    if (await isReady(url)) break;
    await sleep(100);
  }
  const headers = await signedIn(url, login, password);
  const get = (path: string): Promise<Response> => fetch(url + path, { headers, redirect: 'manual' });
  const token = async (): Promise<string> => tokenIn(await (await get('/')).text());
  return {
    url,
    headers,
    pid: child.pid ?? 0,
    get,
    async post(path, fields) {
      return fetch(url + path, {
        method: 'POST',
        headers,
        redirect: 'manual',
        body: new URLSearchParams([...new URLSearchParams(fields), ['_csrf', await token()]]),
      });
    },
    async upload(path, name, content) {
      const body = new FormData();
      body.set('_csrf', await token());
      body.set('file', content, name);
      return fetch(url + path, { method: 'POST', headers, redirect: 'manual', body });
    },
    async stop() {
      child.kill('SIGTERM');
      await new Promise(resolve => child.on('exit', resolve));
    },
  };
}

interface FiguresEngine {
  readonly pid: number;
  stop(): void;
}

/** The engine of figures in a process of its own, so that its statements can be asked beside the portal's pages. */
export function startFiguresEngine(urls: { appUrl: string; portalDir: string }, socket: string): FiguresEngine {
  const child = spawn(process.execPath, ['src/cli/figures-engine.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATABASE_URL: urls.appUrl,
      DATA_DIR: urls.portalDir,
      LOG_LEVEL: 'error',
      FIGURES_ENGINE: socket,
    },
  });
  return { pid: child.pid ?? 0, stop: () => child.kill('SIGTERM') };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function tokenIn(page: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

/** What a browser sends in which somebody of the cast is signed in. */
export async function signedIn(url: string, loginId: string, password: string): Promise<Record<string, string>> {
  const base = {
    'x-forwarded-proto': 'https',
    accept: 'text/html',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'sec-fetch-site': 'same-origin',
  };
  const page = await fetch(`${url}/sign-in`, { headers: base });
  const cookie = page.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ');
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...base, cookie },
    body: new URLSearchParams({ loginId, password, _csrf: tokenIn(await page.text()) }),
  });
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  const cookies = answer.headers.getSetCookie().map(line => line.split(';')[0]);
  return { ...base, cookie: cookies.join('; ') };
}

/** Somebody of the cast, as the stores ask for. */
export async function viewerOf(pool: Pool, login: string): Promise<Viewer> {
  const {
    rows: [account],
  } = await pool.query<{ id: number }>('select id from accounts where login_id = $1', [login]);
  const viewer = await viewerOfAccount(pool, account?.id ?? 0);
  if (!viewer) throw new Error(`no ${login}`);
  return viewer;
}

/** Opens a page to its end; throws where it is not there. */
export async function page(portal: RunningPortal, path: string): Promise<void> {
  const answer = await portal.get(path);
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
}
