import { randomBytes } from 'node:crypto';
import { viewerOfAccount } from '../src/access/index.ts';
import type { Viewer } from '../src/access/index.ts';
import { prepareDigests } from '../src/cws/digests/index.ts';
import { readableDocuments } from '../src/cws/documents/scope.ts';
import { readFront } from '../src/cws/front/store.ts';
import type { Pool } from '../src/db/pool.ts';
import { run, sql } from '../src/db/sql.ts';
import { loadTexts } from '../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../src/mail/index.ts';
import { fillWebsite, searches, sizes } from './fill-cws.ts';
import { ms, timed } from './measure.ts';
import { verdict } from './pages.ts';
import type { RunningPortal } from './portal.ts';

type Report = (line: string) => void;

/** Fills the website, and prepares the digests of a day: before the portal runs, which would prepare them by itself. */
export async function prepareWebsite(pool: Pool, report: Report): Promise<void> {
  const began = performance.now();
  if (await fillWebsite(pool)) report(`website filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  await pool.query("delete from cws_digests; delete from outgoing_letters where kind like 'cwsDigest.%'");
  const [texts, baseUrl] = [await loadTexts(), 'https://cen.example'];
  const outbox = openOutbox({ texts, seal: letterSeal(randomBytes(32)), baseUrl });
  const started = performance.now();
  const letters = await prepareDigests({ pool, outbox, texts, baseUrl }, new Date());
  const seconds = (performance.now() - started) / 1000;
  const { rows: [told] } = await pool.query<{ n: number; listed: number }>('select count(*)::int as n, coalesce(avg(cardinality(listed)), 0)::float as listed from cws_digests');
  report(`digests prepared        ${told?.n ?? 0} in ${seconds.toFixed(1)} s, ${letters} letters of ${(told?.listed ?? 0).toFixed(0)} titles; target ${sizes.readers} in 60 s ${verdict(seconds < 60 && (told?.n ?? 0) >= sizes.readers)}`);
}

/** The pages every officer opens first, against their own statements run raw, and the search. */
export async function measureWebsite(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  const raw = await timed(200, () => readFront(viewer, pool, { wanted: undefined, before: new Date(Date.now() - 86_400_000).toISOString() }));
  const front = await timed(200, () => page(portal, '/cws'));
  report(`front page, all         page p50 ${ms(front.p50)} p95 ${ms(front.p95)}; raw p50 ${ms(raw.p50)}; target p50 15 ms ${verdict(front.p50 < 15)}`);
  await pool.query(`insert into cws_subscriptions (account_id, headings, rhythm, urgent) values ($1, '{CITES,DRUG}', 'none', false)
    on conflict (account_id) do update set headings = excluded.headings`, [viewer.accountId]);
  const mine = await timed(200, () => page(portal, '/cws'));
  report(`front page, followed    page p50 ${ms(mine.p50)} p95 ${ms(mine.p95)}; target p50 15 ms ${verdict(mine.p50 < 15)}`);
  await pool.query('delete from cws_subscriptions where account_id = $1', [viewer.accountId]);
  if ((await portal.get('/cws/alerts')).status === 200) {
    const alerts = await timed(200, () => page(portal, '/cws/alerts'));
    report(`list of alerts          page p50 ${ms(alerts.p50)} p95 ${ms(alerts.p95)}`);
  }
  const search = await timed(200, (number) => searchWebsite(viewer, pool, searches[number % searches.length] ?? ''));
  report(`search of the website   raw p50 ${ms(search.p50)} p95 ${ms(search.p95)}; target p95 50 ms ${verdict(search.p95 < 50)}`);
}

// The search the pages use goes here, once there is one: same viewer, same words.
const searchWebsite = rawSearch;

/** Ranked, in one language, within what the viewer may read. */
async function rawSearch(viewer: Viewer, pool: Pool, words: string): Promise<unknown> {
  const scope = readableDocuments(viewer);
  return run(pool, sql.raw(`
    select s.href, s.title, ts_rank(s.words, q) as rank from websearch_to_tsquery('cen_en', ?) q, cws_search s left join cws_documents d on d.id = s.document_id
    where s.words @@ q and s.lang = 'en' and (s.document_id is null or ${scope.text}) order by rank desc, s.id limit 25`, [words, ...scope.bindings]));
}

async function viewerOf(pool: Pool, login: string): Promise<Viewer> {
  const { rows: [account] } = await pool.query<{ id: number }>('select id from accounts where login_id = $1', [login]);
  const viewer = await viewerOfAccount(pool, account?.id ?? 0);
  if (!viewer) throw new Error(`no ${login}`);
  return viewer;
}

async function page(portal: RunningPortal, path: string): Promise<void> {
  const answer = await portal.get(path);
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
}
