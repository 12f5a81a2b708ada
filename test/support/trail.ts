import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openChain, type Chain } from '../../src/audit/index.ts';
import { openPool, type Pool } from '../../src/db/pool.ts';
import { afterFile } from './after-file.ts';
import { ownDatabase, type TestDatabase } from './database.ts';

/** A database whose trail is written and sealed as by the jobs of an installation. Goes with its file. */
export async function trailDatabase(): Promise<{ readonly database: TestDatabase; readonly owner: Pool }> {
  const database = await ownDatabase();
  const owner = openPool({ url: database.ownerUrl, max: 4, statementTimeout: 0 });
  afterFile(() => owner.end());
  return { database, owner };
}

/** The chain of a test database, with a key of its own. */
export function chainOf(
  database: Pick<TestDatabase, 'pool'>,
  masterKey: Buffer = Buffer.alloc(32, 7),
): Chain & { readonly directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'cen-files-'));
  return { ...openChain({ jobPool: database.pool, log: pino({ level: 'silent' }), masterKey, directory }), directory };
}

/**
 * Waits until every transaction that wrote a row has ended and none before it runs, in whichever database of the
 * server: then all can be sealed.
 */
export async function untilEnded(owner: TestDatabase['owner']): Promise<void> {
  const waited = Date.now();
  while (Date.now() - waited < longestWait) {
    const {
      rows: [row],
    } = await owner.query<{ ended: boolean }>(
      'select not exists (select 1 from audit_events where tx >= pg_snapshot_xmin(pg_current_snapshot())) as ended',
    );
    if (row?.ended) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { rows } = await owner.query(
    `select datname, state, now() - xact_start as age, left(query, 200) as query from pg_stat_activity
     where backend_xid is not null order by backend_xid::text::bigint`,
  );
  throw new Error(`a transaction does not end: ${JSON.stringify(rows)}`);
}

/** Files that run beside share the server: an import of theirs may take minutes where all is slow. */
export const longestWait = 300_000;

/** Columns of a row a test writes by hand; the rest is as the database makes it. */
export interface MadeRow {
  readonly at?: string | Date;
  readonly action?: string;
  readonly outcome?: string;
  readonly login?: string | null;
  readonly subject?: string;
  readonly address?: string;
  readonly detail?: object;
}

/**
 * Writes rows into the trail as the owner, each in a transaction of its own; a known login brings its account and
 * office.
 */
export async function putRows(owner: TestDatabase['owner'], rows: readonly MadeRow[]): Promise<number[]> {
  const ids: number[] = [];
  for (const {
    at,
    action = 'seizure.read',
    outcome = 'done',
    login = 'ke.officer',
    subject,
    address = '196.200.1.1',
    detail,
  } of rows) {
    const {
      rows: [row],
    } = await owner.query<{ id: number }>(
      `insert into audit_events (at, action, outcome, account_id, login_id, office_id, subject, address, detail)
       select coalesce($1::timestamptz, now()), $2, $3, a.id, $4::text, a.office_id, $5, $6, $7::jsonb from
         (select 1) one left join accounts a on a.login_id = $4::text returning id`,
      [at ?? null, action, outcome, login, subject ?? null, address, detail ? JSON.stringify(detail) : null],
    );
    ids.push(row?.id ?? 0);
  }
  return ids;
}

/** How many refusals a login met, told in the trail or still being counted; of one kind where `why` is given. */
export async function refusalsOf(
  owner: TestDatabase['owner'],
  { action, login, why }: { readonly action: string; readonly login: string; readonly why?: string },
): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select (select (count(*) + coalesce(sum((detail->>'times')::int - 1), 0))::int from audit_events
        where action = $1 and login_id = $2 and outcome = 'refused' and detail->>'why' = coalesce($3, detail->>'why'))
      + (select coalesce(sum(total - told), 0)::int from audit_refusals
        where action = $1 and login_id = $2 and sort = coalesce($3, sort)) as n`,
    [action, login, why ?? null],
  );
  return rows[0]?.n ?? 0;
}
