import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

/** References an import gave, one line per country and year. */
export interface RefRange {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
}

/**
 * What came of an import: its references, how many of its records stand, and what the office learned by it. Own office
 * only, by the caller's word.
 */
export interface Outcome {
  readonly ranges: readonly RefRange[];
  readonly records: number;
  readonly withdrawn: number;
  readonly learned: number;
}

export async function readOutcome(on: Queryable, viewer: Pick<Viewer, 'office'>, importId: number): Promise<Outcome> {
  const [ranges, sums, learned] = await Promise.all([
    queryRows<RefRange>(
      on,
      sql`
        select left(ref, 7) as key, min(ref) as first, max(ref) as last, count(*)::int as records from seizures
        where import_id = ${importId} group by 1 order by 4 desc, 1`,
    ),
    queryRows<{ records: number; withdrawn: number }>(
      on,
      sql`
        select count(*)::int as records, (count(*) filter (where status = 'withdrawn'))::int as withdrawn from seizures
        where import_id = ${importId}`,
    ),
    queryRows<{ n: number }>(
      on,
      sql`
        select count(*)::int as n from synonyms
        where import_id = ${importId} and office_id = ${viewer.office.id} and withdrawn_at is null`,
    ),
  ]);
  return { ranges, records: sums[0]?.records ?? 0, withdrawn: sums[0]?.withdrawn ?? 0, learned: learned[0]?.n ?? 0 };
}

/** Records of an import that are withdrawn, and those that stand. */
export async function countStanding(on: Queryable, importId: number): Promise<{ withdrawn: number; left: number }> {
  const row = await queryRow<{ withdrawn: number; left: number }>(
    on,
    sql`
      select (count(*) filter (where status = 'withdrawn'))::int as withdrawn,
        (count(*) filter (where status <> 'withdrawn'))::int as left
      from seizures where import_id = ${importId}`,
  );
  return row ?? { withdrawn: 0, left: 0 };
}

/**
 * Versions that answers to words wrote: they are the import's own, not somebody's work. Put back, an answer is two.
 */
const byAnswers = sql`(
  select coalesce(sum(case d.outcome when 'done' then 1 when 'undone' then 2 else 0 end), 0) from kept_word_answered d
  where d.seizure_id = s.id)`;

/** Withdraws the next of an import's records that nobody verified, queried or amended since; answers how many. */
export async function withdrawImported(
  on: Client,
  viewer: Pick<Viewer, 'accountId'>,
  importId: number,
  { reason, limit }: { reason: string; limit: number },
): Promise<number> {
  const withdrawn = await queryRow<{ n: number }>(
    on,
    sql`
      with next as (
          select s.id from seizures s
          where s.import_id = ${importId} and s.status = 'submitted' and (s.version = 1 or s.version = 1 + ${byAnswers})
          order by s.id limit ${limit} for no key update),
        taken as (update seizures s set status = 'withdrawn', changed_at = now()
          from next where s.id = next.id returning s.id, s.version),
        steps as (insert into seizure_steps (seizure_id, kind, version, account_id, reason)
            select id, 'withdrawn', version, ${viewer.accountId}, ${reason} from taken),
        changes as (insert into seizure_changes (seizure_id, kind) select id, 'withdrawn' from taken)
      select count(*)::int as n from taken`,
  );
  return withdrawn?.n ?? 0;
}

/** Takes the office's lock on saving, which lasts beyond a transaction. False where another process has it. */
export async function tryLockSaving(client: Client, officeId: number): Promise<boolean> {
  const lock = await queryRow<{ ok: boolean }>(
    client,
    sql`select pg_try_advisory_lock(hashtextextended(${`imports ${officeId}`}, 0)) as ok`,
  );
  return lock?.ok === true;
}

export async function unlockSaving(client: Client, officeId: number): Promise<void> {
  await execute(client, sql`select pg_advisory_unlock(hashtextextended(${`imports ${officeId}`}, 0))`);
}
