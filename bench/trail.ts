import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../evaluation/index.ts';
import { prepareDatabase } from '../src/cli/prepare.ts';
import { openPool, type Pool, type Queryable } from '../src/db/pool.ts';
import { fillTrail } from './fill-trail.ts';
import { processorOf } from './processor.ts';
import { measureChain } from './trail-chain.ts';
import { trailWorks } from './trail-works.ts';

/**
 * `node bench/trail.ts --rows 3000000 --months 24`: made rows of the audit trail over so many closed months; what each
 * statement of the portal costs, in buffers and in processor time of PostgreSQL. `--chain 20000` seals them, so many
 * rows under a seal and no more than `--sealed`, checks the chain, exports and archives a month; `--beside` measures
 * one table with the same rows and indexes as well, for which the disk must have room. `--data DIR` keeps the rows
 * there for the next time. 50 million rows take 25 GB.
 */
const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000000' },
    months: { type: 'string', default: '24' },
    chain: { type: 'string' },
    sealed: { type: 'string', default: '100000000' },
    beside: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});
const [rows, months] = [Number(given.rows), Number(given.months)];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One table with the same rows and indexes in the place of the months. */
async function unpartition(pool: Pool): Promise<void> {
  await pool.query(`alter table audit_events rename to audit_months;
    create table audit_events (like audit_months including all);
    insert into audit_events overriding system value select * from audit_months;
    select setval(pg_get_serial_sequence('audit_events', 'id'), (select max(id) from audit_events))`);
  await pool.query('vacuum analyze audit_events');
}

interface Plan {
  readonly 'Planning Time': number;
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

/** Explains each statement in the place of running it. */
function explained(pool: Pool, plans: Plan[]): Queryable {
  const query = async (statement: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }> => {
    const text = `explain (analyze, buffers, format json) ${statement.text}`;
    const found = await pool.query<{ 'QUERY PLAN': Plan[] }>(text, statement.values);
    plans.push(...(found.rows[0]?.['QUERY PLAN'] ?? []));
    return { rows: [] };
  };
  return { query } as unknown as Queryable;
}

/** A statement is run so often, or for so long, in milliseconds. */
const [mostTimes, longest] = [100, 10_000];

async function measure(pool: Pool, name: string): Promise<void> {
  const { rows: sizes } = await pool.query<{ heap: number; all: number }>(
    `select sum(pg_relation_size(oid))::bigint as heap, sum(pg_total_relation_size(oid))::bigint as all from pg_class
     where oid in (select relid from pg_partition_tree('audit_events')) or oid = 'audit_events'::regclass`,
  );
  for (const { heap, all } of sizes)
    say(`\n${name}: ${Math.round(heap / 1e6)} MB, ${Math.round(all / 1e6)} with indexes`);
  const { rows: backend } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = backend[0]?.pid ?? 0;
  for (const [what, work] of trailWorks(rows, months)) {
    const plans: Plan[] = [];
    await work(explained(pool, plans));
    plans.length = 0;
    await work(explained(pool, plans));
    const buffers = plans.reduce((sum, { Plan: at }) => sum + at['Shared Hit Blocks'] + at['Shared Read Blocks'], 0);
    const planned = plans.reduce((sum, one) => sum + one['Planning Time'], 0);
    const [before, began] = [processorOf(pid), performance.now()];
    let times = 0;
    for (const most = what === 'insert' ? 30 * mostTimes : mostTimes; times < most; times += 1) {
      if (performance.now() - began > longest) break;
      await work(pool);
    }
    const ms = (processorOf(pid) - before) / times;
    const time = `${planned.toFixed(1)} ms planned, ${ms.toFixed(2)} ms of processor`;
    say(`  ${what.padEnd(24)} ${String(buffers).padStart(8)} buffers, ${time}`);
  }
}

/** What it takes that a month leaves. */
async function removal(pool: Pool, name: string, statement: string): Promise<void> {
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

/** The same rows in one table, and how a month leaves either. */
async function measureBeside(pool: Pool): Promise<void> {
  const { rows: early } = await pool.query<{ name: string; month: string }>(
    `select tableoid::regclass::text as name, date_trunc('month', at)::text as month from audit_events
     where at >= date_trunc('month', now()) - make_interval(months => ${months - 2}) order by at limit 1`,
  );
  await unpartition(pool);
  await measure(pool, 'one table');
  const gone = early[0]?.month ?? '';
  await removal(
    pool,
    'a month removed, one table',
    `delete from audit_events where at >= '${gone}' and at < '${gone}'::timestamptz + interval '1 month'`,
  );
  await removal(pool, 'a month removed, months', `drop table ${early[0]?.name ?? ''}`);
}

const directory = given.data ?? (await mkdtemp(join(tmpdir(), 'cen-trail-')));
await mkdir(directory, { recursive: true });
// PostgreSQL's user may pass, so that its files lie in there and go with it.
await chmod(directory, 0o755);
const settings = {
  shared_buffers: '1GB',
  fsync: 'off',
  max_wal_size: '1GB',
  // Indexes are made without the log, and in memory.
  wal_level: 'minimal',
  max_wal_senders: '0',
  maintenance_work_mem: '512MB',
};
const server = await startEmbedded({ dataDir: directory, report: () => undefined, settings });
// One connection for the statements, whose processor is counted; three to fill and for the chain.
const pool = openPool({ url: server.ownerUrl, max: 1, statementTimeout: 0 });
const jobPool = openPool({ url: server.ownerUrl, max: 3, statementTimeout: 0 });
try {
  await prepareDatabase({ ownerUrl: server.ownerUrl, report: () => undefined });
  const began = performance.now();
  const isFilled = (await pool.query('select from audit_events limit 1')).rowCount === 1;
  if (!isFilled) await fillTrail(jobPool, rows, months);
  say(`${rows} rows over ${months} months, made in ${Math.round((performance.now() - began) / 1000)} s`);
  await measure(pool, 'months');
  const sealing = { rows: Number(given.sealed), rowsOfSeal: Number(given.chain) };
  if (given.chain !== undefined) await measureChain(jobPool, sealing, say);
  if (given.beside) await measureBeside(pool);
} finally {
  await Promise.all([pool.end(), jobPool.end()]);
  await server.stop();
  if (given.data === undefined) await rm(directory, { recursive: true, force: true });
}
