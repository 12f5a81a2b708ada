import { randomBytes } from 'node:crypto';
import { prepareDigests } from '../src/cws/digests/prepare.ts';
import { readFront } from '../src/cws/front/store.ts';
import { searchCws } from '../src/cws/search/search.ts';
import type { Pool } from '../src/db/pool.ts';
import { loadTexts } from '../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../src/mail/index.ts';
import { fillWebsite, searches, sizes } from './fill-cws.ts';
import { loadLists } from '../src/reference/index.ts';
import { ms, timed } from './measure.ts';
import { verdict } from './pages.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

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
  const {
    rows: [told],
  } = await pool.query<{ n: number; listed: number }>(
    'select count(*)::int as n, coalesce(avg(cardinality(listed)), 0)::float as listed from cws_digests',
  );
  report(
    `digests prepared        ${told?.n ?? 0} in ${seconds.toFixed(1)} s, ${letters} letters of ` +
      `${(told?.listed ?? 0).toFixed(0)} titles; target ${sizes.readers} in 60 s ` +
      `${verdict(seconds < 60 && (told?.n ?? 0) >= sizes.readers)}`,
  );
}

/** The pages every officer opens first, against their own statements run raw, and the search. */
export async function measureWebsite(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  const lists = await loadLists(pool);
  const raw = await timed(200, () =>
    readFront(pool, viewer, { wanted: undefined, before: new Date(Date.now() - 86_400_000).toISOString() }),
  );
  const front = await timed(200, () => page(portal, '/cws'));
  report(
    `front page, all         page p50 ${ms(front.p50)} p95 ${ms(front.p95)}; raw p50 ${ms(raw.p50)}; target ` +
      `p50 15 ms ${verdict(front.p50 < 15)}`,
  );
  await pool.query(
    `insert into cws_subscriptions (account_id, headings, rhythm, urgent) values ($1, '{CITES,DRUG}', 'none', false)
    on conflict (account_id) do update set headings = excluded.headings`,
    [viewer.accountId],
  );
  const mine = await timed(200, () => page(portal, '/cws'));
  report(
    `front page, followed    page p50 ${ms(mine.p50)} p95 ${ms(mine.p95)}; target p50 15 ms ${verdict(mine.p50 < 15)}`,
  );
  await pool.query('delete from cws_subscriptions where account_id = $1', [viewer.accountId]);
  const alerts = await timed(200, () => page(portal, '/cws/alerts'));
  report(`list of alerts          page p50 ${ms(alerts.p50)} p95 ${ms(alerts.p95)}`);
  const words = (number: number): string => searches[number % searches.length] ?? '';
  const search = await timed(200, number => searchCws(pool, viewer, { q: words(number), lang: 'en', lists }));
  report(
    `search of the website   p50 ${ms(search.p50)} p95 ${ms(search.p95)}; target p95 50 ms ${verdict(search.p95 < 50)}`,
  );
  const searchPage = await timed(100, number => page(portal, `/cws/search?q=${encodeURIComponent(words(number))}`));
  report(`  as page               p50 ${ms(searchPage.p50)} p95 ${ms(searchPage.p95)}`);
}
