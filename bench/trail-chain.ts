import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveMonth, openChain, sealRows, verifyArchive } from '../src/audit/index.ts';
import { readMonthsDue, keepMonths } from '../src/audit/archive/store-archives.ts';
import { verifyTrail } from '../src/audit/chain/verify.ts';
import { readExported } from '../src/audit/store-exports.ts';
import type { TrailFilter } from '../src/audit/store-trail.ts';
import type { Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { openLog } from '../src/web/server/log.ts';
import { processorOfPostgres } from './processor.ts';

type Say = (line: string) => void;

/** What work costs by the clock, in Node and in PostgreSQL, and in the log of changes. */
async function costOf<T>(pool: Pool, work: () => Promise<T>): Promise<readonly [done: T, cost: string]> {
  const written = async () =>
    Number((await pool.query("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as n")).rows[0].n);
  const [wal, began, node, postgres] = [
    await written(),
    performance.now(),
    process.cpuUsage(),
    await processorOfPostgres(pool),
  ];
  const done = await work();
  const clock = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(node);
  const inPostgres = ((await processorOfPostgres(pool)) - postgres) / 1000;
  const inNode = (user + system) / 1e6;
  const mb = ((await written()) - wal) / 1e6;
  return [
    done,
    `${clock.toFixed(1)} s by the clock, processor ${inNode.toFixed(1)} Node ${inPostgres.toFixed(1)} PostgreSQL, ` +
      `${mb.toFixed(0)} MB of WAL`,
  ];
}

interface Sealing {
  /** So many of the oldest rows are sealed, or all. */
  readonly rows: number;
  readonly rowsOfSeal: number;
}

/** Does work as if the transactions after those of so many rows were running still. */
async function heldBack<T>(pool: Pool, rows: number, work: () => Promise<T>): Promise<T> {
  const before = await pool.query<{ ahead: number }>('select ahead from audit_clock');
  await pool.query(
    `update audit_clock set ahead = least(ahead,
       (select tx::text::bigint from audit_events where id >= $1 order by id limit 1)
         - pg_snapshot_xmin(pg_current_snapshot())::text::bigint)`,
    [rows],
  );
  const done = await work();
  await pool.query('update audit_clock set ahead = $1', [before.rows[0]?.ahead]);
  return done;
}

/** Seals rows, checks the chain, exports, and archives the oldest month and reads its file again. */
export async function measureChain(pool: Pool, { rows, rowsOfSeal }: Sealing, say: Say): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'cen-trail-files-'));
  const log = openLog('silent');
  const chain = openChain({ jobPool: pool, log, masterKey: Buffer.alloc(32, 7), directory });
  try {
    const [sealed, sealing] = await heldBack(pool, rows, () => costOf(pool, () => sealRows(chain, rowsOfSeal)));
    say(`\nsealed ${sealed.rows} rows under ${sealed.seals} seals: ${sealing}`);
    const [whole, checking] = await costOf(pool, () => verifyTrail(chain));
    say(`checked ${whole.rows} rows, ${whole.problemCount} problems: ${checking}`);
    await measureExports(pool, say);
    await inTransaction(pool, client => keepMonths(client, 3));
    const [month = ''] = await readMonthsDue(pool);
    const [record, archiving] = await costOf(pool, () => archiveMonth(chain, month, directory));
    const path = join(directory, record.file);
    const { size } = await stat(path);
    say(`archived ${month}, ${record.rowCount} rows in ${(size / 1e6).toFixed(0)} MB: ${archiving}`);
    const [, reading] = await costOf(pool, () => verifyArchive(chain, path));
    say(`read the archive again: ${reading}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const exports: readonly (readonly [name: string, filter: TrailFilter])[] = [
  ['all', {}],
  ['one record', { subject: 'KE-2026-000077' }],
  ['one officer', { login: 'officer.77' }],
  ['an office', { officeId: 77 }],
  ['an office and a rare action', { officeId: 77, action: 'account.created' }],
];

/** Exports, of a long one its first rows. */
async function measureExports(pool: Pool, say: Say): Promise<void> {
  const upto = { tx: '9000000000000', id: 0 };
  for (const [name, filter] of exports) {
    const [rows, cost] = await costOf(pool, async () => {
      let read = 0;
      for await (const some of readExported(pool, filter, upto)) {
        read += some.length;
        if (read >= 100_000) break;
      }
      return read;
    });
    say(`exported ${name}, ${rows} rows: ${cost}`);
  }
}
