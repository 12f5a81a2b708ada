import autocannon from 'autocannon';
import type { Pool } from '../src/db/pool.ts';
import { spread } from './measure.ts';
import { pageTable, type MeasuredPage } from './page-table.ts';
import { signedIn, type RunningPortal } from './portal.ts';
import { exactProcessorOf, familyOf, postmasterOf } from './processor.ts';

/** Who looks: a contact point, a RILO, the Secretariat. */
export const cast = ['ke.ncp', 'rilo.esa', 'wco.admin'];
/** Left out: what ends the session or changes how pages look, and files, which cost what they hold. */
const isNoPage = /sign-out|lang=|theme|export|\.(?:css|js|svg|png|woff2?|csv|xlsx|pdf|json|xml)\b/;
/** Opened first; words are kinds of their own, as what they find is another work. */
const starts = ['/', '/search?q=ivory', '/seizures?q=cocaine', '/analysis/routes?q=Mombasa'];
/** Pages of one person that are opened to find all kinds there are. */
const mostOpened = 400;
const times = 10;
/** Milliseconds one page is asked for, however many times that is. */
const patience = 3000;
const connections = 32;
/** As many pages by all connections as come alone in these seconds; each connection has at least one. */
const secondsTogether = 2;

interface Person {
  readonly login: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is done to a code is one page for all lists. */
const inList = /^\/(access\/code-lists)\/[^/]+\/(?=[^/]+\/)/;

/** "/seizures/…" of "/seizures/KE-2026-000123?form=long": pages of one kind differ in what they are about. */
function kindOf(path: string): string {
  if (starts.includes(path)) return path;
  const parts = path.replace(/\?.*/, '').replace(inList, '/$1/…/').split('/');
  return parts.map(part => (/\d|^[A-Z]{2,}|%/.test(part) ? '…' : part)).join('/');
}

/** One page of each kind that links lead to, from the front page on. */
async function* pagesOf(url: string, { headers }: Person): AsyncGenerator<string> {
  const waiting = [...starts];
  const seen = new Set(starts);
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

/** What one page is asked of: the processes whose work counts, and where statements are told of. */
interface Asked {
  readonly statements: Pool;
  readonly url: string;
  readonly postmaster: number;
  readonly engine: number;
  readonly node: number;
}

const processor = ({ postmaster, engine, node }: Asked): { postgres: number; engine: number; node: number } => ({
  postgres: familyOf(postmaster).reduce((sum, pid) => sum + exactProcessorOf(pid), 0),
  engine: exactProcessorOf(engine),
  node: exactProcessorOf(node),
});

/** Asks for one page alone, again and again. */
async function measureAlone(asked: Asked, path: string, { headers }: Person): Promise<Omit<MeasuredPage, 'together'>> {
  const taken: number[] = [];
  let failed = 0;
  const ask = async (): Promise<void> => {
    const began = performance.now();
    const answer = await fetch(asked.url + path, { headers, redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status >= 400) failed += 1;
    taken.push(performance.now() - began);
  };
  await ask();
  await ask();
  taken.length = 0;
  await asked.statements.query('select pg_stat_statements_reset()');
  const before = processor(asked);
  const end = performance.now() + patience;
  while (taken.length < times && (taken.length === 0 || performance.now() < end)) await ask();
  const after = processor(asked);
  // Jobs work meanwhile: what was not asked once for each page is not of it.
  const { rows } = await asked.statements.query<{ raw: number | null; longest: number | null }>(
    `select sum(total_exec_time + total_plan_time) as raw, max(mean_exec_time + mean_plan_time) as longest
     from pg_stat_statements
     where userid = 'cen_app'::regrole and calls >= $1`,
    [taken.length],
  );
  const { p50, p95, n } = spread(taken);
  return {
    kind: kindOf(path) || '/',
    p50,
    p95,
    alone: (1000 * n) / taken.reduce((sum, one) => sum + one, 0),
    failed,
    raw: (rows[0]?.raw ?? 0) / n,
    longest: rows[0]?.longest ?? 0,
    postgres: (after.postgres - before.postgres) / n,
    engine: (after.engine - before.engine) / n,
    node: (after.node - before.node) / n,
  };
}

/** Asks for one page alone, then by 32 at once. */
async function measureOne(asked: Asked, path: string, person: Person): Promise<MeasuredPage> {
  const alone = await measureAlone(asked, path, person);
  const together = await autocannon({
    url: asked.url + path,
    connections,
    amount: Math.max(connections, Math.round(alone.alone * secondsTogether)),
    // How exactly its end is told, in milliseconds.
    sampleInt: 20,
    timeout: 60,
    headers: { ...person.headers },
  });
  return {
    ...alone,
    kind: `${alone.kind} (${person.login})`,
    together: together['2xx'] / together.duration,
    failed: alone.failed + together.non2xx + together.errors,
  };
}

interface EveryPage {
  readonly records: string;
  readonly password: string;
  readonly report: (line: string) => void;
  /** Kinds with their person, as the table names them: the others are opened for their links alone. */
  readonly only: RegExp;
  /** Of the cast, by their login. */
  readonly as: readonly string[];
  /** The process of the engine of figures, whose work counts. */
  readonly engine: number;
}

/**
 * Every page that links lead to for each of the cast, administration included: alone and by 32 at once, beside what
 * PostgreSQL takes for it, and how much longer it takes than with 250,000 records where that was measured before.
 */
export async function measureEveryPage(
  statements: Pool,
  portal: RunningPortal,
  { records, password, report, only, as, engine }: EveryPage,
): Promise<void> {
  const table = pageTable(records, report);
  const asked = { statements, url: portal.url, postmaster: await postmasterOf(statements), engine, node: portal.pid };
  for (const login of as) {
    const person = { login, headers: await signedIn(portal.url, login, password) };
    for await (const path of pagesOf(portal.url, person))
      if (only.test(`${kindOf(path)} (${login})`)) table.add(await measureOne(asked, path, person));
  }
  table.summary();
}
