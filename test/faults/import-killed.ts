import { setTimeout as sleep } from 'node:timers/promises';
import { makeFile, pass, versionOf } from '../../bench/import.ts';
import type { RunningPortal } from '../../bench/portal.ts';
import type { Browser } from '../support/portal.ts';
import { signalTo } from './server.ts';
import type { Stage } from './stage.ts';
import { signIn } from './traffic.ts';

const rows = 3000;

interface Progress {
  readonly state: string;
  readonly done: number;
}

/** Uploads and saves a file while the process that works on it is killed twice. Answers what became of its rows. */
export async function importKilled(stage: Stage): Promise<string> {
  const portal = speakingAs(await signIn(stage.url, 'wco.admin'));
  const count = async (): Promise<{ n: number; different: number }> => {
    const [row] = await stage.database.run(
      "select count(*)::int as n, count(distinct national_ref)::int as different from seizures where channel = 'file'",
    );
    return row as { n: number; different: number };
  };
  const before = await count();
  const answer = await portal.upload('/seizures/imports', 'faults.csv', makeFile(rows));
  const id = /imports\/(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
  if (id === '') throw new Error(`the file was not taken: ${answer.status}`);
  await pass(portal, id);
  const progress = async (): Promise<Progress> =>
    (await (await portal.get(`/seizures/imports/${id}/progress`)).json()) as Progress;
  await killWhile(stage, progress, 'ready');
  const version = await versionOf(portal, `/seizures/imports/${id}/check`);
  await portal.post(`/seizures/imports/${id}/commit`, { version });
  await killWhile(stage, progress, 'committed');
  const after = await count();
  const saved = after.n - before.n;
  if (saved !== rows || after.different - before.different !== rows)
    throw new Error(`${saved} of ${rows} rows of the import were saved`);
  return `all ${rows} rows were saved once`;
}

/** Kills the process for jobs as soon as it has begun, and waits for the end all the same. */
async function killWhile(stage: Stage, progress: () => Promise<Progress>, end: string): Promise<void> {
  let isKilled = false;
  for (let tries = 0; tries < 3000; tries += 1) {
    const { state, done } = await progress().catch(() => ({ state: '', done: 0 }));
    if (state === end) return;
    if (['failed', 'asking'].includes(state)) throw new Error(`the import is ${state}`);
    if (!isKilled && done > 0) {
      signalTo(stage.processOf('jobs 1'), 'SIGKILL');
      isKilled = true;
    }
    await sleep(100);
  }
  throw new Error(`the import was never ${end}`);
}

function speakingAs(browser: Browser): RunningPortal {
  const headers = browser.headers();
  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(browser.url + path, { ...init, headers, redirect: 'manual' });
  const post = (path: string, body: URLSearchParams | FormData): Promise<Response> =>
    send(path, { method: 'POST', body });
  return {
    ...{ url: browser.url, headers, pid: 0 },
    get: path => send(path),
    async post(path, fields) {
      return post(path, new URLSearchParams([...new URLSearchParams(fields), ['_csrf', await browser.token()]]));
    },
    async upload(path, name, content) {
      const body = new FormData();
      // Before the file: a form is refused before it is read.
      body.set('_csrf', await browser.token());
      body.set('file', content, name);
      return post(path, body);
    },
    stop: async () => undefined,
  };
}
