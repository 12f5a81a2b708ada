import { periodOf } from '../src/returns/period.ts';
import { readAnswers, readOpen, readQuality } from '../src/returns/store-score.ts';
import { countReached, listAsked, listOpenings } from '../src/returns/store-use.ts';
import type { Pool } from '../src/db/pool.ts';
import { today } from '../src/text/plain-date.ts';
import { ms, timed } from './measure.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

/**
 * Counts as after two years: each office opened by eighty others in every month, 2,000 watch lists that reach records
 * of every office, and 40,000 searches that name a country, each of four offices.
 */
export async function prepareReturns(pool: Pool): Promise<void> {
  const { rows } = await pool.query('select 1 from office_openings limit 1');
  if (rows.length > 0) return;
  await pool.query(`
    insert into office_openings (owner_id, month, office_id, times)
    select o.id, m::date, r.id, 1 + (o.id * 7 + r.id) % 30
    from offices o, offices r, generate_series(date_trunc('month', now()) - interval '24 months', now(), '1 month') m
    where o.kind = 'administration' and r.id <> o.id and (o.id + r.id * 3) % 5 < 2`);
  await pool.query(`
    with list as (
      insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm)
      select gen_random_uuid(), 1, o.id, 'List', '{"container": "MSKU"}', 'daily'
      from offices o, generate_series(1, 10) where o.kind in ('administration', 'rilo') returning id, office_id)
    insert into office_watch_hits (owner_id, month, watch_id, office_id, records)
    select o.id, m::date, l.id, l.office_id, 3 from list l, offices o,
      generate_series(date_trunc('month', now()) - interval '12 months', now(), '1 month') m
    where o.kind = 'administration' and o.id <> l.office_id and (o.id + l.id) % 7 = 0`);
  await pool.query(`
    with put as (
      insert into named_searches (criteria, digest, countries)
      select jsonb_build_object('country', jsonb_build_array(c.country), 'q', 'words ' || n), c.country || n,
        array[c.country]
      from (select country, row_number() over (order by country) as at from offices where kind = 'administration') c,
        generate_series(1, case when c.country = 'KE' then 20000 else 100 end) n
      returning id)
    insert into named_search_counts (search_id, month, office_id, times)
    select p.id, (date_trunc('month', now()) - interval '1 month' * (p.id % 12))::date, o.id, 1 + p.id % 3
    from put p join offices o on o.kind in ('rilo', 'administration') and (o.id + p.id) % 50 = 0`);
  await pool.query('vacuum analyze');
}

/** The return of an office with many records: the page beside its statements. */
export async function measureReturns(pool: Pool, portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  const { id } = viewer.office;
  const period = periodOf('', today());
  const owner = { id, country: 'KE' };
  const parts = {
    quality: () => readQuality({ figures: pool, pool }, viewer, id, period),
    open: () => readOpen({ figures: pool, pool }, viewer, id, period),
    answers: () => readAnswers(pool, viewer, id, period),
    openings: () => listOpenings(pool, id, period),
    reached: () => countReached(pool, id, period),
    searches: () => listAsked(pool, viewer, owner, period),
  };
  const { now } = await parts.quality();
  for (const [name, read] of Object.entries(parts)) {
    const { p50, p95 } = await timed(20, read);
    report(`return: ${name} p50 ${ms(p50)}, p95 ${ms(p95)}`);
  }
  const pages = await timed(30, () => page(portal, '/network/return'));
  report(`return: page p50 ${ms(pages.p50)}, p95 ${ms(pages.p95)}, of ${now.records} records of the year`);
}
