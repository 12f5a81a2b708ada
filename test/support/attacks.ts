import { randomUUID } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import supertest from 'supertest';
import type { Right, Viewer } from '../../src/access/index.ts';
import type { Pool } from '../../src/db/pool.ts';
import { amend } from '../../src/seizures/record/amend.ts';
import type { SeizuresContext } from '../../src/seizures/context.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { insertDraft } from '../../src/seizures/entry/store-drafts.ts';
import type { Route } from '../../src/web/route.ts';
import type { Browser, TestPortal } from './portal.ts';
import type { Ground } from './seizures.ts';

/** Who of the cast may read the database, and who may not. */
export const readers = [
  'ke.reader',
  'ke.ncp',
  'ke.officer',
  'vn.ncp',
  'vn.reader',
  'rilo.esa',
  'rilo.ap',
  'wco.admin',
  'wco.cenmat',
] as const;
export const outsiders = ['ke.limited', 'unep.partner'] as const;

/** Facts that let everybody with the database see a record. */
export const open = { release: 'all', releaseOffices: undefined, embargoUntil: undefined } as const;

/** Marks and codes a page must show as text. */
export const markup = [
  '<script>window.__xss=1</script>',
  '<img src=x onerror=window.__xss=1>',
  '"><svg/onload=window.__xss=1>',
  "' onmouseover='window.__xss=1",
  '</textarea><b>out</b>',
  '<!--',
  '&lt;b&gt; &amp;amp;',
  '<%= 7*7 %>',
  '{{7*7}} $t(common:yes)',
  '</title></style></script>',
  'javascript:window.__xss=1',
] as const;

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request exactly as written: no client repairs its path, its method or its headers. */
export function raw(
  url: string,
  options: { method?: string; path: string; headers?: Readonly<Record<string, string>>; body?: string },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length = options.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(options.body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path: options.path,
        method: options.method ?? 'GET',
        headers: { ...options.headers, ...length },
        agent: false,
      },
      answer => {
        let text = '';
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => {
            text += part;
          })
          .on('error', reject)
          .on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** A form body exactly as written, percent signs and all, with a fresh token. */
export async function postBody(browser: Browser, path: string, body: string): Promise<supertest.Response> {
  const token = encodeURIComponent(await browser.token());
  return supertest(browser.url).post(path).set(browser.headers()).type('form').send(`${body}&_csrf=${token}`);
}

export function encoded(fields: Iterable<readonly [string, string]>): string {
  return [...fields].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** A route's address, its parameters filled by what exists nowhere. */
export function addressOf(route: Pick<Route<Right>, 'path'>): string {
  return route.path
    .replace(':ref', 'KE-2001-999999')
    .replace(/:id\b/, /imports|access/.test(route.path) ? '999999' : '00000000-0000-4000-8000-000000000000')
    .replace(':step', 'goods')
    .replace(':kind', 'transport')
    .replace(/:\w+/g, '999999');
}

/**
 * What a request, or the minute it falls in, may write without changing anything: the trail, what is drawn from it and
 * the letters about that, sessions, the counters of sign-in, what an account has read, and what a job works out of the
 * records (flags, likely duplicates) and of the trail (who opened and searched what, what an export took).
 */
const besides = new RegExp(
  '^(audit_(events|seals|checks|days|horizons|refusals)|portal_(instance|processes)$|alarms$|sessions$|' +
    'sign_in_limits$|account_sessions$|account_sign_ins$|account_challenges$|cws_reads$|cws_visits$|cencomm_(visits|' +
    'presence|mailbox|library_reads)$|cws_fingerprint(s|_keys)$|seizure_watch_(hits|visits)$|' +
    'seizure_(looks|flags|flags_due|pairs|openings)$|' +
    'office_(openings|exports|watch_hits)$|named_search(es|_counts)$|migrations)',
);

/** Columns that a job fills in a moment after their row was written: flags of a record, the words of a file. */
const writtenLater: Readonly<Record<string, string>> = {
  seizures: 'doubts',
  cencomm_attachments: 'text_ct,is_text_read',
  cencomm_library_versions: 'text_ct,is_text_read',
};

/** Thousands of long rows that no visit writes: whoever writes one leaves a younger transaction or fewer rows. */
const longLists: ReadonlySet<string> = new Set(['reference_codes', 'cws_search']);

function printSql(table: string): string {
  if (longLists.has(table)) return `select count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) from ${table}`;
  const later = writtenLater[table];
  if (later)
    return `select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - '{${later}}'::text[])::text, 0)), 0)
      from ${table} t`;
  // A change is held against the watch lists a moment after it was made.
  if (table === 'seizure_changes')
    return `select md5(coalesce(string_agg(seq || ' ' || seizure_id || kind, ',' order by seq), '')) from ${table}`;
  // Letters go out while a test asks, and refusals raise alarms of which a letter tells.
  if (table === 'outgoing_letters')
    return `select coalesce(string_agg(id::text, ' ' order by id), '') from ${table}
      where kind not in ('alarmsRaised', 'trailDoubted')`;
  return `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from ${table} t`;
}

/** A print of the content of every table of ours, and of nothing that a mere visit may write. */
export async function contents(owner: Pool): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const names = rows.map(({ name }) => name).filter(name => !besides.test(name));
  const {
    rows: [prints],
  } = await owner.query<Record<string, string>>(
    `select ${names.map(name => `(${printSql(name)}) as ${name}`).join(', ')}`,
  );
  return prints ?? {};
}

/** Names of the tables whose content is not as it was. */
export function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after).filter(name => before[name] !== after[name]);
}

/** A room for operations called without the web; its jobs and files are not asked for. */
export function roomOf(ground: Ground): SeizuresContext {
  return {
    pool: ground.pool,
    lists: ground.lists,
    offices: ground.offices,
    changed: () => undefined,
    changes: () => 0,
  } as unknown as SeizuresContext;
}

/** Amends a record as the form does at its end. */
export async function amendAs(ground: Ground, viewer: Viewer, ref: string, record: SeizureRecord): Promise<void> {
  const {
    rows: [row],
  } = await ground.pool.query<{ id: number; version: number }>('select id, version from seizures where ref = $1', [
    ref,
  ]);
  const id = randomUUID();
  await insertDraft(ground.pool, viewer, { id, typed: {}, seizure: row ?? { id: 0, version: 0 } });
  await amend(roomOf(ground), viewer, id, record, 'a correction');
}

/** Every seizure a page of the list shows, in its order. */
export function refsOn(html: string): string[] {
  return [...html.matchAll(/<td\s+class="ref[^>]*>\s*<a\s+href="\/seizures\/([A-Z]{2}-\d{4}-\d{6,})"/g)].map(
    ([, ref = '']) => ref,
  );
}

/** Lines of the list of problems on an error page, entities left as they are. */
export function problemsIn(html: string): string[] {
  const list = /<ul class="problems">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = '']) => line.replace(/<\/?b>/g, ''));
}

/** Address behind the pager's button, entities resolved. */
export function leadsTo(html: string, rel: 'next' | 'prev'): string | undefined {
  return new RegExp(`<a\\s+class="button"\\s+href="([^"]+)"\\s+rel="${rel}"`)
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&');
}

/** Does work for each, a few at a time. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
    }),
  );
}

/** Numbers between 0 and 1 that a seed repeats. */
export function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export function oneOf<T>(random: () => number, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)] as T;
}

export interface Event {
  readonly action: string;
  readonly outcome: string;
  readonly account_id: number | null;
  readonly login_id: string | null;
  readonly office_id: number | null;
  readonly subject: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly at: Date;
  readonly detail: Record<string, unknown> | null;
}

/** Rows of the trail that some work left. */
export async function eventsOf(portal: Pick<TestPortal, 'owner'>, work: () => Promise<unknown>): Promise<Event[]> {
  const {
    rows: [last],
  } = await portal.owner.query<{ id: number }>('select coalesce(max(id), 0) as id from audit_events');
  await work();
  const { rows } = await portal.owner.query<Event>('select * from audit_events where id > $1 order by id', [
    last?.id ?? 0,
  ]);
  return rows;
}
