import type { Pool } from '../src/db/pool.ts';
import { listQueue } from '../src/seizures/verification/store-queue.ts';
import { ms, timed } from './measure.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

const everything = { kind: 'all', member: '', heading: '', channel: '' } as const;
/** Records verified in one go: the most a desk may. */
const atOnce = 1000;

/**
 * A database as it is after years: nine of ten records verified, the others waiting at the desks of their RILOs, a
 * fifth of them doubtful. What waits is checked already, so that no job of flags runs beside what is measured.
 */
export async function settleRecords(pool: Pool): Promise<void> {
  await verifyRecords(pool);
  await pool.query(`
    insert into seizure_steps (seizure_id, kind, version, at, account_id)
    select id, 'verified', version, verified, 1 from seizures s,
      lateral (select recorded_at + interval '1 hour' * (4 + (hashint8(id) & 255)) as verified) v
    where status = 'verified' and verified < now() and not exists (select from seizure_steps where kind = 'verified')`);
}

async function verifyRecords(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query(`
    update seizures set doubts = case when id % 5 = 0 then (1 + id % 7)::int else 0 end,
      verified_version = case when id % 10 < 9 then version end,
      status = case when id % 10 < 9 then 'verified' else 'submitted' end
    where id in (select seizure_id from seizure_flags_due)`);
  if (rowCount === 0) return;
  await pool.query('truncate seizure_flags_due');
  // Records verified day by day use the space that earlier ones left; all at once they would double the table.
  await pool.query('vacuum full seizures');
  await pool.query('vacuum analyze seizures');
}

/** The desk of a RILO: its queue beside the statement alone, and a thousand records verified at once. */
export async function measureDesk(pool: Pool, portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const viewer = await viewerOf(pool, 'rilo.esa');
  const raw = await timed(30, () => listQueue(pool, viewer, everything, { size: 25 }));
  const pages = await timed(60, () => page(portal, '/seizures/verification'));
  report(`desk: page p50 ${ms(pages.p50)}, p95 ${ms(pages.p95)} (target p50 < 30 ms); queue raw p50 ${ms(raw.p50)}`);
  const { rows } = await pool.query<{ ref: string; id: string; version: number }>(
    `select ref, id, version from seizures where region_id = $1 and status = 'submitted' limit $2`,
    [viewer.office.id, atOnce],
  );
  await pool.query(
    `insert into seizure_looks (account_id, seizure_id, version)
    select $1, id, version from unnest($2::bigint[], $3::int[]) x(id, version)
    on conflict (account_id, seizure_id) do update set version = excluded.version`,
    [viewer.accountId, rows.map(({ id }) => id), rows.map(({ version }) => version)],
  );
  const form = new URLSearchParams(rows.map(({ ref, version }): [string, string] => ['record', `${ref}:${version}`]));
  const began = performance.now();
  const answer = await portal.post('/seizures/verification', form);
  const took = performance.now() - began;
  if (answer.status !== 303) throw new Error(`verifying answered ${answer.status}`);
  report(`desk: ${rows.length} selected records verified in ${ms(took)} (target < 5,000 ms)`);
}
