import { randomUUID } from 'node:crypto';
import { syntheticRecord } from '../seeds/demo/generate.ts';
import { seededRandom } from '../seeds/demo/random.ts';
import type { Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { insertSeizures, project } from '../src/seizures/index.ts';
import { withOwnValues } from './own-values.ts';

/** Fills the database with synthetic records by the portal's own insert path. Returns records a second. */
export async function fill(pool: Pool, count: number, report: (line: string) => void): Promise<number> {
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const [random, own] = [seededRandom(42), seededRandom(43)];
  const began = performance.now();
  for (let done = 0; done < count; done += 2000) {
    const batch = Array.from({ length: Math.min(2000, count - done) }, () => {
      const { record, recordedAt } = syntheticRecord(random, lists, '2026-11-01', 12);
      const facts = { ...record.facts };
      delete facts.nationalRef; // random numbers meet at this size
      const named = withOwnValues(own, lists, { ...record, facts });
      return {
        clientUuid: randomUUID(),
        record: named,
        projection: project(named, lists.lookUp, offices),
        channel: 'form' as const,
        recordedBy: 1,
        recordedAt,
        synthetic: true,
      };
    });
    await inTransaction(pool, client => insertSeizures(client, batch));
    if (done % 50_000 === 0) report(`${done} records, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  await pool.query('vacuum analyze');
  return count / ((performance.now() - began) / 1000);
}
