import type { Pool } from '../src/db/pool.ts';

/** Made rows of the trail: officers each of one office, records read more than changed, one in a hundred refused. */
const actionOf = `(array['seizure.read', 'seizure.searched', 'document.read', 'seizure.read', 'session.opened',
  'seizure.read', 'seizure.searched', 'seizure.amended', 'seizure.searched', 'message.read'])[1 + g % 10]`;
const made = (first: string, span: string, from: number, to: number): string => `
  select g + 1, ${first} + ${span} * ((g - ${from})::float8 / ${to - from}),
    case when g % 100003 = 0 then 'account.created' when g % 100 = 8 then 'session.refused' else ${actionOf} end,
    case when g % 100 = 8 then 'refused' else 'done' end,
    officer, 'officer.' || officer, officer % 400,
    case when g % 10 = 9 then 'operation:' || g / 10 % 200
      when g % 10 in (0, 2, 3, 5, 7) then 'KE-2026-' || lpad((g * 104729 % 400000)::text, 6, '0') end,
    '196.200.' || officer % 250 || '.1', gen_random_uuid()::text,
    case when g % 10 in (1, 6, 8) then jsonb_build_object('n', g % 500, 'q', md5(g::text))
      when g % 10 = 9 then jsonb_build_object('operation', (g / 10 % 200)::text) end,
    (1000 + g / 3)::text::xid8
  from (select g, (g * 7919 % 20000)::int as officer from generate_series(${from}::bigint, ${to - 1}::bigint) g) made`;
const columns = '(id, at, action, outcome, account_id, login_id, office_id, subject, address, request_id, detail, tx)';

/** Of the rows so many come into the month that is open. */
const openRows = 10_000;

/**
 * So many rows over so many closed months and the open one. A closed month is filled before it becomes a part of the
 * trail: its indexes are then made in one go. While those of one are made, the rows of the next are.
 */
export async function fillTrail(pool: Pool, rows: number, months: number): Promise<void> {
  const inMonth = Math.floor((rows - openRows) / months);
  const lane = async (first: number): Promise<void> => {
    for (let month = first; month < months; month += 2) await fillMonth(pool, months - month, month * inMonth, inMonth);
  };
  await Promise.all([lane(0), lane(1)]);
  const begun = "date_trunc('month', now())";
  await pool.query(
    `insert into audit_events ${columns} overriding system value
     ${made(begun, `(now() - ${begun})`, months * inMonth, rows)}`,
  );
  await pool.query(`update audit_clock set ahead = ${rows};
    alter table audit_events alter tx set default ((pg_current_xact_id()::text::bigint + ${rows})::text)::xid8;
    select setval(pg_get_serial_sequence('audit_events', 'id'), ${rows})`);
  await pool.query('vacuum analyze audit_events');
}

async function fillMonth(pool: Pool, ago: number, from: number, count: number): Promise<void> {
  const { rows } = await pool.query<{ name: string; first: string; past: string }>(
    `select 'audit_events_' || to_char(m, 'YYYYMM') as name, m::date::text as first,
       (m + interval '1 month')::date::text as past
     from (select date_trunc('month', now()) - make_interval(months => ${ago}) as m) one`,
  );
  for (const { name, first, past } of rows)
    await pool.query(`
      create table ${name} (like audit_events including defaults including constraints);
      insert into ${name} ${columns}
        ${made(`'${first}'::timestamptz`, `('${past}'::timestamptz - '${first}'::timestamptz)`, from, from + count)};
      alter table audit_events attach partition ${name} for values from ('${first}') to ('${past}')`);
}
