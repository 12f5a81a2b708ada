import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seededRandom } from '../seeds/demo/random.ts';
import { openPool, type Pool } from '../src/db/pool.ts';
import { ms, spread } from './measure.ts';
import { verdict } from './pages.ts';
import { startPortal, type RunningPortal } from './portal.ts';
import { familyOf, processorOfFamily, processorOfPostgres } from './processor.ts';

const sleep = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
/** Megabytes of the process that works on files; none while it is started. */
function memoryOfJobs(portal: RunningPortal): number {
  const jobs = familyOf(portal.pid).find(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('jobs-process'));
  if (jobs === undefined) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${jobs}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** A file of the shape of a national drug seizure list, from a fixed seed; its words are all known. */
export function makeFile(rows: number): Blob {
  const random = seededRandom(rows);
  const lines = [
    'Reference;Country;Place;Seizure date;Drug;Amount;Unit;Hiding place;Kind of place;Transport;Departure ' +
      'country;Destination country',
  ];
  const run = randomInt(1e9);
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(2012, 0, 1 + Math.floor(random.next() * 4000))).toISOString().slice(0, 10);
    lines.push(
      [
        `B${run}-${row}`,
        random.pick(['Spain', 'Kenya', 'France', 'Viet Nam', 'Germany', 'Poland']),
        random.pick(['Madrid', 'Mombasa', 'Paris', 'Haiphong', 'Hamburg', 'Warszawa']),
        day,
        random.pick(['Cocaine hydrochloride', 'Heroin', 'Methamphetamine', 'Cannabis herb (marijuana)', 'Ketamine']),
        random.around(2000, 1.5).toFixed(1),
        'g',
        random.pick(['Swallowed (internal)', 'In letter', 'In the fuel tank', 'Not concealed']),
        random.pick(['Seaport', 'Mail centre', 'Airport, passenger area']),
        random.pick(['Air passenger', 'Postal parcel', 'Car']),
        random.pick(['Colombia', 'Peru', 'Brazil', 'Morocco']),
        random.pick(['Spain', 'France', 'Germany', 'Kenya']),
      ].join(';'),
    );
  }
  return new Blob([lines.join('\n')]);
}

interface Progress {
  readonly state: string;
  readonly done: number;
  readonly total: number;
}

/** Seconds and megabytes an import may take on two quiet cores. */
interface Target {
  readonly check: number;
  readonly commit: number;
  readonly memory: number;
}

/** Seconds of processor so far: of the portal, with its jobs and its engine of figures, and of PostgreSQL. */
interface Spent {
  readonly node: number;
  readonly postgres: number;
}

/** From upload to check page, and the commit, with a reader on pages meanwhile; jobs in a process of their own. */
export async function measureImport(
  urls: Parameters<typeof startPortal>[0],
  password: string,
  report: (line: string) => void,
): Promise<void> {
  const pool = openPool({ url: urls.ownerUrl, statementTimeout: 0 });
  const processes = { WEB_PROCESSES: '1', JOB_PROCESSES: '1' };
  const portal = await startPortal(urls, 'wco.admin', password, processes, 9471, 'src/cli/serve.ts');
  try {
    await importFile(pool, portal, 27_580, { check: 4, commit: 10, memory: 350 }, report);
    await importFile(pool, portal, 311_038, { check: 20, commit: 25, memory: 400 }, report);
  } finally {
    await portal.stop();
    await pool.end();
  }
}

async function importFile(
  pool: Pool,
  portal: RunningPortal,
  rows: number,
  target: Target,
  report: (line: string) => void,
): Promise<void> {
  const spent = async (): Promise<Spent> => ({
    node: processorOfFamily(portal.pid) / 1000,
    postgres: (await processorOfPostgres(pool)) / 1000,
  });
  const quiet = spread(await readMeanwhile(portal, async () => sleep(1500)));
  const file = makeFile(rows);
  const began = performance.now();
  let peak = 0;
  let seconds = { check: 0, commit: 0, page: 0 };
  const processor: Spent[] = [await spent()];
  const busy = spread(
    await readMeanwhile(portal, async () => {
      const answer = await portal.upload('/seizures/imports', `bench-${rows}.csv`, file);
      const id = /imports\/(\d+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
      await pass(portal, id);
      peak = await until(portal, id, ['ready'], peak);
      seconds = { ...seconds, check: (performance.now() - began) / 1000 };
      processor.push(await spent());
      const opening = performance.now();
      await (await portal.get(`/seizures/imports/${id}/check`)).text();
      seconds = { ...seconds, page: (performance.now() - opening) / 1000 };
      const committing = performance.now();
      await portal.post(`/seizures/imports/${id}/commit`, {
        version: await versionOf(portal, `/seizures/imports/${id}/check`),
      });
      peak = await until(portal, id, ['committed'], peak);
      seconds = { ...seconds, commit: (performance.now() - committing) / 1000 };
      processor.push(await spent());
    }),
  );
  report(
    `import ${rows}: upload to check ${seconds.check.toFixed(1)} s (target ${target.check}) ` +
      `${verdict(seconds.check <= target.check)}, commit ${seconds.commit.toFixed(1)} s (target ${target.commit}) ` +
      `${verdict(seconds.commit <= target.commit)}, peak ${peak.toFixed(0)} MB (target ${target.memory}) ` +
      `${verdict(peak < target.memory)}, check page ${ms(seconds.page * 1000)} (target 200) ` +
      verdict(seconds.page < 0.2),
  );
  reportProcessor(processor, report);
  report(
    `  other pages meanwhile p95 ${ms(busy.p95)}, quiet ${ms(quiet.p95)}; target +50 ms ` +
      `${verdict(busy.p95 - quiet.p95 <= 50)}`,
  );
}

function reportProcessor([start, checked, saved]: readonly Spent[], report: (line: string) => void): void {
  if (!start || !checked || !saved) return;
  const between = (from: Spent, to: Spent): string =>
    `Node ${(to.node - from.node).toFixed(1)} s and PostgreSQL ${(to.postgres - from.postgres).toFixed(1)} s`;
  report(`  processor: check ${between(start, checked)}, commit ${between(checked, saved)}`);
}

/** Confirms each waiting step as an officer would who trusts the guesses. */
export async function pass(portal: RunningPortal, id: string): Promise<void> {
  for (const [step, form, action] of [
    ['read', 'how', 'right'],
    ['columns', 'columns', ''],
  ] as const) {
    const page = await (await portal.get(`/seizures/imports/${id}/${step}`)).text();
    await portal.post(`/seizures/imports/${id}/${step}`, { ...fieldsOf(page, form), ...(action ? { action } : {}) });
  }
}

/** The values a form stands at, as its primary button would send them. */
function fieldsOf(html: string, id: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const form = new RegExp(`<form[^>]*id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? '';
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, value] = [/name="([^"]+)"/.exec(tag)?.[1], /value="([^"]*)"/.exec(tag)?.[1] ?? ''];
    if (name && name !== '_csrf' && (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag)))
      fields[name] = value;
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name] = /<option[^>]*value="([^"]*)"[^>]*selected/.exec(options)?.[1] ?? '';
  }
  return fields;
}

export async function versionOf(portal: RunningPortal, path: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec(await (await portal.get(path)).text())?.[1] ?? '';
}

async function until(portal: RunningPortal, id: string, states: readonly string[], peak: number): Promise<number> {
  let most = peak;
  for (let tries = 0; tries < 12_000; tries += 1) {
    const progress = (await (await portal.get(`/seizures/imports/${id}/progress`)).json()) as Progress;
    most = Math.max(most, memoryOfJobs(portal));
    if (states.includes(progress.state)) return most;
    if (progress.state === 'failed' || progress.state === 'asking')
      throw new Error(`import ${id} is ${progress.state}`);
    await sleep(50);
  }
  throw new Error(`import ${id} did not end`);
}

async function readMeanwhile(portal: RunningPortal, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let working = true;
  const reader = (async () => {
    while (working) {
      const began = performance.now();
      await (await portal.get('/seizures?heading=DRUG&country=KE')).text();
      times.push(performance.now() - began);
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    working = false;
    await reader;
  }
  return times;
}
