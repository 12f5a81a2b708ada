import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from '../src/db/pool.ts';
import { page, type RunningPortal } from './portal.ts';
import { verdict } from './pages.ts';

/** Milliseconds of processor one page may take: of Node and of PostgreSQL. */
const pages: readonly (readonly [
  name: string,
  path: (refs: readonly string[], number: number) => string,
  node: number,
  postgres: number,
])[] = [
  ['home', () => '/', 0.9, 1.5],
  ['list', (_refs, number) => `/seizures?heading=${['DRUG', 'CITES', 'TOB', 'IPR'][number % 4]}`, 1.8, 2],
  ['record', (refs, number) => `/seizures/${refs[number % refs.length]}`, 1.5, 1],
];

/** Processor time of a process and all it started so far, in milliseconds, counted by the kernel in steps of ten. */
export function processorOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * 10;
}

/** The same, as exactly as the kernel tells of threads that run still; what has ended, in steps of ten. */
export function exactProcessorOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map(thread =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    const [, , ofEnded, inKernel] = statOf(pid).slice(11);
    return threads.reduce((sum, one) => sum + one, 0) / 1e6 + (Number(ofEnded) + Number(inKernel)) * 10;
  } catch {
    return 0; // it ended meanwhile: what started it tells
  }
}

/** Fields of a process after its name. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Of every process of PostgreSQL: backends come and go, so the one that started them counts with what ended. */
export async function processorOfPostgres(pool: Pool): Promise<number> {
  return processorOfFamily(await postmasterOf(pool));
}

/** The process of PostgreSQL that starts all others. */
export async function postmasterOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  return parentOf(rows[0]?.pid ?? 0);
}

/** Of a process and those it started, as far as they run, together. */
export function processorOfFamily(parent: number): number {
  return familyOf(parent).reduce((sum, pid) => sum + processorOf(pid), 0);
}

/** A process and those it started. */
export function familyOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid === parent || (pid > 0 && parentOf(pid) === parent));
}

function parentOf(pid: number): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return 0; // it ended meanwhile
  }
}

/** Starts, fills of the engine and vacuums are no page's: waits a minute at most until they are over. */
export async function untilIdle(pool: Pool, portal: RunningPortal): Promise<void> {
  const used = async (): Promise<number> => processorOf(portal.pid) + (await processorOfPostgres(pool));
  for (let tries = 0; tries < 20; tries += 1) {
    const before = await used();
    await new Promise(resolve => setTimeout(resolve, 3000));
    if ((await used()) - before < 90) return;
  }
}

/** What a page costs, warm, one after the other: waiting for other work on the machine does not count. */
export async function measureProcessor(
  pool: Pool,
  portal: RunningPortal,
  report: (line: string) => void,
): Promise<void> {
  const { rows } = await pool.query<{ ref: string }>(
    `select ref from seizures where release = 'all' and embargo_until is null and status not in ('withdrawn',
      'merged') order by seizure_date desc limit 100`,
  );
  const refs = rows.map(({ ref }) => ref);
  await untilIdle(pool, portal);
  for (const [name, path, node, postgres] of pages) {
    for (let number = 0; number < 200; number += 1) await page(portal, path(refs, number));
    const [ofNode, ofPostgres] = [processorOf(portal.pid), await processorOfPostgres(pool)];
    const times = 500;
    for (let number = 0; number < times; number += 1) await page(portal, path(refs, number));
    const [perNode, perPostgres] = [
      (processorOf(portal.pid) - ofNode) / times,
      ((await processorOfPostgres(pool)) - ofPostgres) / times,
    ];
    report(
      `${name.padEnd(8)} processor a page: Node ${perNode.toFixed(2)} ms (target ${node}) ` +
        `${verdict(perNode <= node)}, PostgreSQL ${perPostgres.toFixed(2)} ms (target ${postgres}) ` +
        verdict(perPostgres <= postgres),
    );
  }
}
