import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import autocannon from 'autocannon';
import type { Pool } from '../src/db/pool.ts';
import { spread } from './measure.ts';
import { signedIn } from './portal.ts';
import type { RunningPortal } from './portal.ts';

/** Who looks: what the first may open is measured as the first. */
const people = ['ke.ncp', 'rilo.esa', 'wco.admin'];
/** Left out: what ends the session or changes how pages look, and files, which cost what they hold. */
const isNoPage = /sign-out|lang=|theme|export|\.(?:css|js|svg|png|woff2?|csv|xlsx|pdf|json|xml)\b/;
/** Pages of one person that are opened to find all kinds there are. */
const mostOpened = 400;
const times = 20;
/** Milliseconds one page is asked for, however many times that is. */
const patience = 8000;
const secondsTogether = 3;

interface Measured {
  readonly kind: string;
  readonly p50: number;
  readonly p95: number;
  readonly alone: number;
  readonly together: number;
  readonly failed: number;
  /** Milliseconds of PostgreSQL for one page, and of its longest statement. */
  readonly raw: number;
  readonly longest: number;
}

interface Person {
  readonly login: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** "/seizures/…" of "/seizures/KE-2026-000123?form=long": pages of one kind differ in what they are about. */
function kindOf(path: string): string {
  return path
    .replace(/\?.*/, '')
    .split('/')
    .map(part => (/\d|^[A-Z]{2,}|%/.test(part) ? '…' : part))
    .join('/');
}

/** One page of each kind that links lead to, from the front page on. */
async function* pagesOf(url: string, { headers }: Person, seen: Set<string>): AsyncGenerator<string> {
  const waiting = ['/', '/search?q=ivory', '/seizures?q=cocaine'];
  seen.delete('/');
  for (let opened = 0; opened < mostOpened; opened += 1) {
    const path = waiting.shift();
    if (path === undefined) return;
    const answer = await fetch(url + path, { headers, redirect: 'manual' });
    const text = await answer.text();
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    for (const [, link = ''] of text.matchAll(/href="(\/[^"#]*)"/g)) {
      const next = link.replaceAll('&amp;', '&');
      if (isNoPage.test(next) || seen.has(kindOf(next))) continue;
      seen.add(kindOf(next));
      waiting.push(next);
    }
    if (answer.status === 200 || answer.status >= 500) yield path;
  }
}

/** Asks for one page alone, again and again, then by 32 at once. */
async function measureOne(statements: Pool, url: string, path: string, { headers }: Person): Promise<Measured> {
  const taken: number[] = [];
  let failed = 0;
  const ask = async (): Promise<void> => {
    const began = performance.now();
    const answer = await fetch(url + path, { headers, redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status >= 400) failed += 1;
    taken.push(performance.now() - began);
  };
  await ask();
  await ask();
  taken.length = 0;
  await statements.query('select pg_stat_statements_reset()');
  const end = performance.now() + patience;
  while (taken.length < times && (taken.length === 0 || performance.now() < end)) await ask();
  // Jobs work meanwhile: what was not asked once for each page is not of it.
  const { rows } = await statements.query<{ raw: number | null; longest: number | null }>(
    `select sum(total_exec_time) as raw, max(mean_exec_time) as longest from pg_stat_statements
     where userid = 'cen_app'::regrole and calls >= $1`,
    [taken.length],
  );
  const together = await autocannon({
    url: url + path,
    connections: 32,
    duration: secondsTogether,
    headers: { ...headers },
  });
  const { p50, p95, n } = spread(taken);
  return {
    kind: kindOf(path) || '/',
    p50,
    p95,
    alone: (1000 * n) / taken.reduce((sum, one) => sum + one, 0),
    together: together['2xx'] / together.duration,
    failed: failed + together.non2xx + together.errors,
    raw: (rows[0]?.raw ?? 0) / n,
    longest: rows[0]?.longest ?? 0,
  };
}

/** Records of the run that growth is told from. */
const comparedTo = '250000';
const keptIn = (records: string): string => `.data/pages-${records}.json`;
const readKept = (records: string): Measured[] =>
  existsSync(keptIn(records)) ? (JSON.parse(readFileSync(keptIn(records), 'utf8')) as Measured[]) : [];
/** Each page as it is measured: a run of hours may be ended before its last. */
const keep = (records: string, measured: Measured): void => {
  const others = readKept(records).filter(({ kind }) => kind !== measured.kind);
  writeFileSync(keptIn(records), JSON.stringify([...others, measured]));
};
const cells = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
const short = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** What growth is told from; nothing where no such run was made, which is said. */
function compared(records: string, report: (line: string) => void): readonly Measured[] {
  if (records === comparedTo) return [];
  const before = readKept(comparedTo);
  if (before.length === 0) report(`No growth: no result of \`npm run bench -- --records ${comparedTo}\` is kept.`);
  return before;
}

function rowOf(one: Measured, before: readonly Measured[]): string {
  const earlier = before.find(({ kind }) => kind === one.kind);
  return cells([
    one.kind,
    ...[one.p50, one.p95, one.alone, one.together].map(short),
    String(one.failed),
    ...[one.raw, one.longest].map(short),
    earlier ? (one.p50 / earlier.p50).toFixed(1) : '–',
  ]);
}

interface EveryPage {
  readonly records: string;
  readonly password: string;
  readonly report: (line: string) => void;
  /** Kinds with their person, as the table names them: the others are opened for their links alone. */
  readonly only: RegExp;
}

/**
 * Every page that links lead to, administration included: alone and by 32 at once, beside what PostgreSQL takes for it,
 * and how much longer it takes than with 250,000 records where that was measured before.
 */
export async function measureEveryPage(
  statements: Pool,
  portal: RunningPortal,
  { records, password, report, only }: EveryPage,
): Promise<void> {
  const before = compared(records, report);
  const titles = ['page', 'p50 ms', 'p95 ms', 'pages/s alone', 'pages/s by 32', 'not had'];
  report(cells([...titles, 'PostgreSQL ms', 'longest statement ms', `p50 by that of ${comparedTo}`]));
  report(cells(['---', ...Array.from({ length: 8 }, () => '--:')]));
  const all: Measured[] = [];
  const seen = new Set<string>();
  const opened = new Set<string>();
  for (const login of people) {
    const person = { login, headers: await signedIn(portal.url, login, password) };
    for await (const path of pagesOf(portal.url, person, seen)) {
      const kind = kindOf(path);
      if (login !== people[0] && opened.has(kind)) continue;
      opened.add(kind);
      if (!only.test(`${kind} (${login})`)) continue;
      const one = { ...(await measureOne(statements, portal.url, path, person)), kind: `${kind} (${login})` };
      all.push(one);
      keep(records, one);
      report(rowOf(one, before));
    }
  }
  const slow = all.filter(({ longest }) => longest > 100).length;
  report(`${all.length} pages, ${slow} of them with a statement over 100 ms`);
}
