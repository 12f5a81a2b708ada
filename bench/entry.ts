import { randomUUID } from 'node:crypto';
import type { Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { insertSeizures, openSeizures, project } from '../src/seizures/index.ts';
import { findAlike, type Likeness } from '../src/seizures/record/store-duplicates.ts';
import { readCriteria } from '../src/seizures/search/criteria.ts';
import { openMatcher } from '../src/seizures/watches/match.ts';
import { savedOf } from '../src/seizures/watches/saved-search.ts';
import { syntheticRecords } from '../seeds/demo/seed.ts';
import { ms, spread, timed } from './measure.ts';
import { viewerOf } from './portal.ts';

const watchLists = 5000;

/** What a record costs when it is written: looking for its like, and holding it against every saved search. */
export async function measureEntry(pool: Pool, report: (line: string) => void): Promise<void> {
  await measureAlike(pool, report);
  await measureWatches(pool, report);
}

async function measureAlike(pool: Pool, report: (line: string) => void): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  const { rows } = await pool.query<Likeness>(
    `select s.office_id as "officeId", s.country, s.national_ref as "nationalRef",
       s.seizure_date::text as "seizureDate",
       json_agg(json_build_object('heading', g.heading, 'product', g.product, 'unit', g.base_unit,
         'quantity', g.base_quantity)) as lines
     from seizures s join goods_lines g on g.seizure_id = s.id where s.id % 997 = 0 group by s.id limit 300`,
  );
  const alike = await timed(rows.length, number => findAlike(pool, viewer, rows[number % rows.length] as Likeness));
  report(`entry: looking for its like p50 ${ms(alike.p50)}, p95 ${ms(alike.p95)} (target p95 < 30 ms)`);
}

/** Saved searches as officers have them: a heading or a country, half of them with words, some with a quantity. */
const queries = [
  'heading=DRUG&country=KE',
  'heading=CITES&q=ivory',
  'heading=TOB&departure=AE',
  'q=cocaine&destination=NL',
  'heading=ODS&country=IN',
  'heading=DRUG&transport=SEA-CONT&min=50&unit=kg',
  'q=fentanyl',
  'heading=WEAP&destination=JM',
  'place=Mombasa',
  'heading=IPR&q=medicine&country=NG',
];

async function measureWatches(pool: Pool, report: (line: string) => void): Promise<void> {
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const parts = { pool, jobPool: pool, lists, offices } as unknown as Parameters<typeof openSeizures>[0];
  const saved = queries.map(query =>
    JSON.stringify(savedOf(readCriteria(Object.fromEntries(new URLSearchParams(query)), lists, offices))),
  );
  await pool.query(
    `insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm)
     select gen_random_uuid(), a.id, a.office_id, 'bench ' || n, ($1::jsonb[])[1 + n % $2], 'daily'
     from generate_series(1, $3 - (select count(*)::int from seizure_watches where ended_at is null)) n
     join (select id, office_id, row_number() over (order by id) - 1 as place, count(*) over () as many from accounts
       where ended_at is null) a on a.place = n % a.many`,
    [saved, saved.length, watchLists],
  );
  const matcher = openMatcher(openSeizures(parts));
  await pool.query('update seizure_changes set watched = true where not watched');
  await matcher.match();
  const records = syntheticRecords(lists, offices, () => 1, '2026-11-27', 60);
  const times: number[] = [];
  for (const [at, one] of records.entries()) {
    const record = { ...one.record, facts: { ...one.record.facts, nationalRef: `bench ${randomUUID()}` } };
    const made = { ...one, clientUuid: randomUUID(), record, projection: project(record, lists.lookUp, offices) };
    await inTransaction(pool, client => insertSeizures(client, [made]));
    const began = performance.now();
    await matcher.match();
    if (at >= 10) times.push(performance.now() - began);
  }
  const { p50, p95 } = spread(times);
  report(`entry: held against ${watchLists} lists p50 ${ms(p50)}, p95 ${ms(p95)} (target < 250 ms)`);
}
