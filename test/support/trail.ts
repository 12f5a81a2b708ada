import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openChain } from '../../src/audit/index.ts';
import type { Chain } from '../../src/audit/index.ts';
import type { TestDatabase } from './database.ts';

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
  for (let tries = 0; tries < 1000; tries += 1) {
    const {
      rows: [row],
    } = await owner.query<{ ended: boolean }>(
      'select not exists (select 1 from audit_events where tx >= pg_snapshot_xmin(pg_current_snapshot())) as ended',
    );
    if (row?.ended) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('a transaction does not end');
}

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
