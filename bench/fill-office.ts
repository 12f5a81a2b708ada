import type { Pool } from '../src/db/pool.ts';

/** What the administration holds in the bench. */
const sizes = { accounts: 20_000, imports: 5000 };
/** Rows of the trail that one transaction writes: a seal takes a transaction whole. */
const trailAtOnce = 250_000;

/** Fills accounts, the trail and the list of imports once: rows like those of the cast, over offices and a year. */
export async function fillOffice(pool: Pool, trail: number, report: (line: string) => void): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from accounts where login_id like 'bench.%'`,
  );
  if ((rows[0]?.n ?? 0) > 0) return;
  const began = performance.now();
  await pool.query(
    `insert into accounts overriding system value
     select (jsonb_populate_record(a, jsonb_build_object('id', 1000 + n, 'login_id', 'bench.' || n, 'email',
       'bench.' || n || '@cen.test', 'person_name', 'Officer ' || n, 'office_id', o.ids[1 + n % cardinality(o.ids)],
       'demo', false, 'created_at', now() - make_interval(days => n % 700)))).*
     from accounts a, generate_series(1, ${sizes.accounts}) n,
       (select array_agg(id order by id) as ids from offices where kind = 'administration') o
     where a.login_id = 'ke.reader'`,
  );
  await pool.query(
    `select ensure_audit_month((date_trunc('month', now()) - make_interval(months => n))::date)
     from generate_series(0, 11) n`,
  );
  for (let from = 0; from < trail; from += trailAtOnce) await fillTrail(pool, from, trail);
  await pool.query(
    `insert into imports (office_id, account_id, state, step, version, file_name, file_size, file_sha256, sniffed, plan,
       rows_estimated, rows_read, rows_committed, counts, created_at, changed_at)
     select a.office_id, a.id, 'discarded', 'read', 1, 'bench-' || n || '.csv', 1000 + n, repeat('0', 64), '{}', '{}',
       n, n, 0, '{}', now() - make_interval(hours => n), now() - make_interval(hours => n)
     from accounts a, generate_series(1, ${sizes.imports}) n where a.login_id = 'ke.ncp'`,
  );
  await pool.query('vacuum analyze accounts, audit_events, imports');
  report(`accounts, trail and imports filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Rows of the trail from one on, of so many over a year. */
async function fillTrail(pool: Pool, from: number, all: number): Promise<void> {
  await pool.query(
    `insert into audit_events (at, action, account_id, login_id, office_id, subject, address, request_id, detail, tx)
     select now() - interval '1 year' * (1 - n::float8 / ${all}),
       (array['seizure.read', 'seizure.listed', 'seizure.searched', 'seizure.amended', 'document.read'])[1 + n % 5],
       1001 + n * 7919 % ${sizes.accounts}, 'bench.' || 1 + n * 7919 % ${sizes.accounts}, n * 31 % 200 + 1,
       'KE-2026-' || lpad((n * 104729 % 400000)::text, 6, '0'), '196.200.' || n % 250 || '.1', gen_random_uuid()::text,
       jsonb_build_object('n', n, 'q', md5(n::text)), pg_current_xact_id()
     from generate_series(${from + 1}::bigint, ${Math.min(from + trailAtOnce, all)}::bigint) n`,
  );
}
