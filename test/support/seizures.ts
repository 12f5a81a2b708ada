import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../src/access/index.ts';
import { findViewer } from '../../src/access/store.ts';
import type { Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices, type Lists, type Offices } from '../../src/reference/index.ts';
import { project } from '../../src/seizures/record/search-columns.ts';
import { readCriteria } from '../../src/seizures/search/criteria.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import type { Searching } from '../../src/seizures/search/search-where.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { insertSeizures } from '../../src/seizures/record/store-insert.ts';
import type { TestDatabase } from './database.ts';

/** Lists, offices and people over a test database, and a way to put records into it as they are. */
export interface Ground {
  readonly pool: Pool;
  readonly lists: Lists;
  readonly offices: Offices;
  /** One of the cast. */
  viewer(loginId: string): Promise<Viewer>;
  /** Writes valid records as recorded by the login; answers their references. */
  put(
    records: readonly SeizureRecord[],
    more?: { loginId?: string; recordedAt?: string; synthetic?: boolean },
  ): Promise<string[]>;
  /** A search as a viewer types it: the query string without its question mark. */
  searching(viewer: Viewer, query: string): Searching;
}

export async function groundOf(database: TestDatabase): Promise<Ground> {
  const { pool } = database;
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const words = indexWords(lists);
  const accountId = async (loginId: string): Promise<number> =>
    (await database.owner.query<{ id: number }>('select id from accounts where login_id = $1', [loginId])).rows[0]
      ?.id ?? 0;
  return {
    pool,
    lists,
    offices,
    async viewer(loginId) {
      const found = await findViewer(pool, await accountId(loginId));
      if (!found) throw new Error(`no account ${loginId}`);
      return { ...found, origin: { address: '192.0.2.1', requestId: 'TEST' } };
    },
    async put(records, { loginId = 'ke.ncp', ...more } = {}) {
      const recordedBy = await accountId(loginId);
      const made = records.map(record => ({
        clientUuid: randomUUID(),
        record,
        projection: project(record, lists.lookUp, offices),
        channel: 'form' as const,
        recordedBy,
        ...more,
      }));
      return (await inTransaction(pool, client => insertSeizures(client, made))).map(({ ref }) => ref);
    },
    searching: (viewer, query) => ({
      viewer,
      criteria: readCriteria(parameters(query), lists, offices),
      lists,
      offices,
      words,
    }),
  };
}

/** As the web server reads a query string: one value as text, several as a list. */
export function parameters(query: string): Record<string, string | string[]> {
  const read = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(read.keys())].map(name => {
      const values = read.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
