import { beforeAll, describe, expect, test } from 'vitest';
import { seedSynthetic } from '../../seeds/demo/seed.ts';
import type { Viewer } from '../../src/access/index.ts';
import { queryRow, queryRows, sql } from '../../src/db/sql.ts';
import { headingCodes, type FieldValue } from '../../src/seizures/goods/heading.ts';
import { visibleSeizures } from '../../src/seizures/scope.ts';
import { withdraw } from '../../src/seizures/record/withdraw.ts';
import { amendAs, inParallel, oneOf, randomly, roomOf } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
});

const random = randomly(1984);
let number = 0;

function release(): Record<string, FieldValue | undefined> {
  const kind = oneOf(random, ['all', 'region', 'rilos', 'named', 'named', 'through_rilo']);
  return {
    release: kind,
    releaseOffices:
      kind === 'named' ? oneOf(random, [['VN'], ['VN', 'RILO-AP'], ['RILO-AP'], ['TZ'], ['WCO']]) : undefined,
    embargoUntil: oneOf(random, [undefined, undefined, undefined, '2199-01-01']),
  };
}

function anyRecord(country: string) {
  number += 1;
  // Kenya changed nothing in its region, so that only the release decides.
  return sampleRecord(oneOf(random, headingCodes), {
    facts: {
      ...release(),
      country,
      place: undefined,
      nationalRef: `C/${number}`,
      seizureDate: oneOf(random, ['2026-01-01', '2025-12-31']),
    },
  });
}

interface Row {
  readonly id: number;
  readonly ref: string;
  readonly version: number;
  readonly status: string;
  readonly record: unknown;
}

/** A partner's copy: it knows only the changes, in the order they became visible, and what it may read of each. */
const records = sql`
  select s.id, s.ref, s.version, s.status, r.record from seizures s join seizure_records r on r.seizure_id = s.id`;

function mirrorOf(viewer: Viewer) {
  const rows = new Map<number, Row>();
  let place: readonly [string, number] = ['0', 0];
  const scope = visibleSeizures(viewer);
  return {
    rows,
    /** Takes what is committed for good: nothing of a transaction that others may still overtake. */
    async follow(): Promise<number> {
      const { rows: changes } = await database.pool.query<{
        xid: string;
        seq: number;
        seizure_id: number;
        kind: string;
      }>(
        `select transaction_id::text as xid, seq, seizure_id, kind from seizure_changes
         where (transaction_id, seq) > ($1::xid8, $2) and transaction_id <
           pg_snapshot_xmin(pg_current_snapshot()) order by transaction_id, seq limit 20`,
        [...place],
      );
      for (const { xid, seq, seizure_id, kind } of changes) {
        const row = await queryRow<Row>(database.pool, sql`${records} where s.id = ${seizure_id} and ${scope}`);
        if (row) rows.set(seizure_id, row);
        // Not to be seen is no reason to forget a record, unless the change says that fewer may see it: a fault at
        // the source must not empty its mirrors.
        else if (kind === 'narrowed') rows.delete(seizure_id);
        place = [xid, seq];
      }
      return changes.length;
    },
  };
}

async function sourceOf(viewer: Viewer): Promise<Row[]> {
  const scope = visibleSeizures(viewer);
  return queryRows<Row>(database.pool, sql`${records} where ${scope} order by s.id`);
}

describe('feed.recall', () => {
  test('mirrors that only follow the changes equal the source after 300 steps by three at once', async () => {
    const viewers = await Promise.all(
      ['ke.reader', 'vn.reader', 'rilo.ap', 'rilo.esa', 'wco.cenmat'].map(login => ground.viewer(login)),
    );
    const mirrors = viewers.map(viewer => ({ viewer, mirror: mirrorOf(viewer) }));
    const [officer, context] = [await ground.viewer('ke.ncp'), roomOf(ground)];
    const refs: string[] = [];
    let working = true;
    const following = (async () => {
      while (working) for (const { mirror } of mirrors) await mirror.follow();
    })();
    await inParallel(
      Array.from({ length: 300 }, (_, at) => at),
      3,
      async () => {
        const deed = random();
        const ref = oneOf(random, refs);
        if (deed < 0.35 || ref === undefined)
          return void refs.push(
            ...(await ground.put(Array.from({ length: deed < 0.05 ? 5 : 1 }, () => anyRecord('KE')))),
          );
        if (deed < 0.9) return amendAs(ground, officer, ref, anyRecord('KE')).catch(expected);
        return withdraw(context, officer, ref, 'entered twice').catch(expected);
      },
    );
    working = false;
    await following;
    for (const { viewer, mirror } of mirrors) {
      const source = await sourceOf(viewer);
      const refsOfMirror = () => [...mirror.rows.values()].sort((a, b) => a.id - b.id).map(({ ref }) => ref);
      // A change is handed on once no earlier transaction of the server runs, those of other tests among them.
      await expect
        .poll(
          async () => {
            while ((await mirror.follow()) > 0);
            return [viewer.loginId, refsOfMirror()];
          },
          { timeout: 30_000 },
        )
        .toEqual([viewer.loginId, source.map(({ ref }) => ref)]);
      expect([...mirror.rows.values()].sort((a, b) => a.id - b.id)).toEqual(source);
    }
    const { rows: kinds } = await database.pool.query(
      'select kind, count(*)::int as n from seizure_changes group by 1 order by 1',
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['narrowed', 'upsert', 'withdrawn']);
  });
});

/** Withdrawn meanwhile, or amended by the other two: as it may be. */
function expected(error: Error & { code?: string }): void {
  if (!['forbidden', 'conflict'].includes(error.code ?? '')) throw error;
}

describe('after all that, and in the demo data', () => {
  let demo: TestDatabase;
  beforeAll(async () => {
    demo = await ownDatabase();
    await seedSynthetic(demo.owner, '2026-11-25', 500);
  });

  test.each([
    [
      'a line without a seizure',
      'select 1 from goods_lines x left join seizures s on s.id = x.seizure_id where s.id is null',
    ],
    [
      'a record without a seizure',
      'select 1 from seizure_records x left join seizures s on s.id = x.seizure_id where s.id is null',
    ],
    [
      'a step without a seizure',
      'select 1 from seizure_steps x left join seizures s on s.id = x.seizure_id where s.id is null',
    ],
    [
      'a change without a seizure',
      'select 1 from seizure_changes x left join seizures s on s.id = x.seizure_id where s.id is null',
    ],
    [
      'a step by nobody',
      'select 1 from seizure_steps x left join accounts a on a.id = x.account_id where a.id is null',
    ],
    [
      'a seizure without a record',
      'select 1 from seizures s left join seizure_records x on x.seizure_id = s.id where x.seizure_id is null',
    ],
    [
      'a seizure without its first step',
      `
        select 1 from seizures s where not exists (select 1 from seizure_steps x where x.seizure_id = s.id and
        x.kind = 'submitted' and x.version = 1)`,
    ],
    [
      'a seizure without a change',
      'select 1 from seizures s where not exists (select 1 from seizure_changes x where x.seizure_id = s.id)',
    ],
    [
      'fewer changes than steps',
      `
        select 1 from seizures s where (select count(*) from seizure_changes x where x.seizure_id = s.id) <>
        (select count(*) from seizure_steps x where x.seizure_id = s.id)`,
    ],
    [
      'a number of lines that is not theirs',
      'select 1 from seizures s where line_count <> (select count(*) from goods_lines x where x.seizure_id = s.id)',
    ],
    [
      'a line that the record does not state',
      `
        select 1 from seizures s join seizure_records r on r.seizure_id = s.id where s.line_count <>
        jsonb_array_length(r.record->'lines')`,
    ],
    [
      'a version that was not kept',
      `
        select 1 from seizures s where s.version - 1 <> (select count(*) from seizure_versions x where
        x.seizure_id = s.id)`,
    ],
    [
      'a version without its step',
      `
        select 1 from seizure_versions v where not exists (select 1 from seizure_steps x where x.seizure_id =
        v.seizure_id and x.kind = 'amended' and x.version = v.version + 1)`,
    ],
    [
      'a withdrawal without its step',
      `
        select 1 from seizures s where (status = 'withdrawn') <> exists (select 1 from seizure_steps x where
        x.seizure_id = s.id and x.kind = 'withdrawn')`,
    ],
    [
      'a column that says other than the record',
      `
        select 1 from seizures s join seizure_records r on r.seizure_id = s.id where s.seizure_date::text <>
        r.record->'facts'->>'seizureDate' or s.country <> r.record->'facts'->>'country' or s.national_ref is
        distinct from r.record->'facts'->>'nationalRef'`,
    ],
    ['a reference of another country or year', 'select 1 from seizures where left(ref, 2) <> country'],
    [
      'a document without its reference',
      'select 1 from seizures where not lower(ref) = any(tsvector_to_array(document))',
    ],
    [
      'a submitted draft without its record',
      `
        select 1 from seizure_drafts d where submitted_at is not null and seizure_id is null and not exists
        (select 1 from seizures s where s.client_uuid = d.id)`,
    ],
  ])('there is not %s', async (_name, query) => {
    for (const { owner } of [database, demo]) {
      const { rows } = await owner.query<{ n: number; all: number }>(
        `select count(*)::int as n, (select count(*)::int from seizures) as all from (${query}) q`,
      );
      expect(rows[0]?.n).toBe(0);
      expect(rows[0]?.all).toBeGreaterThan(100);
    }
  });
});
