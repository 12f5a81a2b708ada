import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../evaluation/index.ts';
import { note } from '../src/audit/index.ts';
import { sumOpenRows, sumSealedRows } from '../src/audit/chain/store-seals.ts';
import { listAbout } from '../src/audit/store-about.ts';
import { listTrail, readTrailRow } from '../src/audit/store-trail.ts';
import { prepareDatabase } from '../src/cli/prepare.ts';
import { openPool } from '../src/db/pool.ts';
import type { Queryable } from '../src/db/pool.ts';
import { processorOf } from './processor.ts';

/**
 * `node bench/trail.ts [rows] [months]`: made rows of the audit trail over so many closed months, in months as the
 * portal keeps them and in one table with the same indexes; what each statement of the portal costs in both, in buffers
 * and in processor time of PostgreSQL.
 */
const [rows = 3_000_000, months = 24] = process.argv.slice(2).map(Number);
const directory = await mkdtemp(join(tmpdir(), 'cen-trail-'));
const server = await startEmbedded({
  dataDir: directory,
  report: () => undefined,
  settings: { shared_buffers: '1GB', fsync: 'off', max_wal_size: '1GB' },
});
const pool = openPool({ url: server.ownerUrl, max: 1, statementTimeout: 0 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const reader = { accountId: 1, loginId: 'wco.admin', office: { id: 1 }, sees: 'all' } as const;

async function fill(): Promise<void> {
  await pool.query(`select ensure_audit_month((date_trunc('month', now()) - make_interval(months => n))::date)
    from generate_series(1, ${months}) n`);
  for (let at = 0; at < rows; at += 250_000)
    await pool.query(
      `insert into audit_events (at, action, account_id, login_id, office_id, subject, address, request_id, detail, tx)
       select now() - make_interval(months => ${months}) + make_interval(months => ${months}) * (g::float8 / ${rows}),
         (array['seizure.read', 'seizure.listed', 'seizure.searched', 'seizure.amended', 'document.read'])[1 + g % 5],
         g * 7919 % 20000, 'officer.' || g * 7919 % 20000, g * 31 % 400,
         'KE-2026-' || lpad((g * 104729 % 400000)::text, 6, '0'), '196.200.' || g % 250 || '.1',
         gen_random_uuid()::text,
         jsonb_build_object('n', g, 'q', md5(g::text)), (1000 + g / 3)::text::xid8
       from generate_series(${at}::bigint, ${Math.min(at + 250_000, rows) - 1}::bigint) g`,
    );
  await pool.query(`update audit_clock set ahead = ${rows};
    alter table audit_events alter tx set default ((pg_current_xact_id()::text::bigint + ${rows})::text)::xid8`);
  await pool.query('vacuum analyze audit_events');
}

/** One table with the same rows and indexes in the place of the months. */
async function unpartition(): Promise<void> {
  await pool.query(`alter table audit_events rename to audit_months;
    create table audit_events (like audit_months including all);
    insert into audit_events overriding system value select * from audit_months;
    select setval(pg_get_serial_sequence('audit_events', 'id'), (select max(id) from audit_events))`);
  await pool.query('vacuum analyze audit_events');
}

interface Plan {
  readonly 'Planning Time': number;
  readonly Planning?: { readonly 'Shared Hit Blocks': number };
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

/** Explains each statement in the place of running it. */
function explained(plans: Plan[]): Queryable {
  const query = async (statement: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }> => {
    const text = `explain (analyze, buffers, format json) ${statement.text}`;
    const found = await pool.query<{ 'QUERY PLAN': Plan[] }>(text, statement.values);
    plans.push(...(found.rows[0]?.['QUERY PLAN'] ?? []));
    return { rows: [] };
  };
  return { query } as unknown as Queryable;
}

/** Three rows a transaction. */
const placeAt = (row: number) => ({ tx: String(1000 + Math.floor(row / 3)), id: 0 });

type Work = (on: Queryable) => Promise<unknown>;
const filters =
  (filter: object, more: object = {}): Work =>
  on =>
    listTrail(on, reader, { filter, limit: 50, ...more });
const half = new Date(Date.now() - (months / 2) * 30.4 * 86_400_000).toISOString();
const works: readonly (readonly [name: string, work: Work])[] = [
  ['page, newest', filters({})],
  ['page, in the midst', filters({}, { after: { at: half, id: 1 } })],
  ['page, one officer', filters({ login: 'officer.77' })],
  ['page, one record', filters({ subject: 'KE-2026-000077' })],
  ['page, refused', filters({ outcome: 'refused' })],
  ['page, a month', filters({ from: half.slice(0, 10), to: half.slice(0, 10) })],
  ['one row', on => readTrailRow(on, reader, Math.floor(rows / 2))],
  ['of a record', on => listAbout(on, ['KE-2026-000077'], 100)],
  ['insert', on => note(on, reader, { action: 'seizure.read', subject: 'KE-2026-000077', detail: { n: 1 } })],
  ['rows to seal', on => sumOpenRows(on, placeAt(rows - 120), String(rows), 20_000)],
  ['rows of a seal', on => sumSealedRows(on, placeAt(rows / 2), placeAt(rows / 2 + 1000))],
];

async function measure(name: string): Promise<void> {
  const { rows: sizes } = await pool.query<{ heap: number; all: number }>(
    `select sum(pg_relation_size(oid))::bigint as heap, sum(pg_total_relation_size(oid))::bigint as all from pg_class
     where oid in (select relid from pg_partition_tree('audit_events')) or oid = 'audit_events'::regclass`,
  );
  say(
    `\n${name}: ${sizes.map(({ heap, all }) => `${Math.round(heap / 1e6)} MB, ${Math.round(all / 1e6)} with indexes`)}`,
  );
  const { rows: backend } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = backend[0]?.pid ?? 0;
  for (const [what, work] of works) {
    const plans: Plan[] = [];
    await work(explained(plans));
    plans.length = 0;
    await work(explained(plans));
    const buffers = plans.reduce((sum, { Plan: one }) => sum + one['Shared Hit Blocks'] + one['Shared Read Blocks'], 0);
    const planned = plans.reduce((sum, one) => sum + one['Planning Time'], 0);
    const before = processorOf(pid);
    const times = what === 'insert' ? 3000 : 100;
    for (let turn = 0; turn < times; turn += 1) await work(pool);
    const ms = (processorOf(pid) - before) / times;
    const time = `${planned.toFixed(1)} ms planned, ${ms.toFixed(2)} ms of processor`;
    say(`  ${what.padEnd(20)} ${String(buffers).padStart(7)} buffers, ${time}`);
  }
}

/** What it takes that a month leaves. */
async function removal(name: string, statement: string): Promise<void> {
  const { rows: was } = await pool.query<{ lsn: string }>('select pg_current_wal_lsn() as lsn');
  const began = performance.now();
  await pool.query(statement);
  const ms = performance.now() - began;
  const { rows: wal } = await pool.query<{ mb: number }>(
    `select round(pg_wal_lsn_diff(pg_current_wal_lsn(), $1) / 1e6)::int as mb`,
    [was[0]?.lsn],
  );
  say(`  ${name}: ${Math.round(ms)} ms by the clock, ${wal[0]?.mb} MB of WAL`);
}

try {
  await prepareDatabase({ ownerUrl: server.ownerUrl, report: () => undefined });
  await fill();
  say(`${rows} rows over ${months} months`);
  await measure('months');
  const { rows: early } = await pool.query<{ name: string; month: string }>(
    `select tableoid::regclass::text as name, date_trunc('month', at)::text as month from audit_events
     where at >= date_trunc('month', now()) - make_interval(months => ${months - 2}) order by at limit 1`,
  );
  await unpartition();
  await measure('one table');
  const gone = early[0]?.month ?? '';
  await removal(
    'a month removed, one table',
    `delete from audit_events where at >= '${gone}' and at < '${gone}'::timestamptz + interval '1 month'`,
  );
  await removal('a month removed, months', `drop table ${early[0]?.name ?? ''}`);
} finally {
  await pool.end();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
