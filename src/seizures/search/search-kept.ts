import type { Queryable } from '../../db/pool.ts';
import { literal, queryRow, sql, type Sql } from '../../db/sql.ts';

/** Records found at most: their numbers go with each question, some 8 characters each. */
const most = 400_000;
/** What was sought last is kept, each with 3 MB of numbers at most. */
const mostKept = 8;
/** After more changes than these, of whatever record, everything is looked up anew. */
const mostChanges = 5000;
/** The number of no record. */
const nobody = '0';

/** Records that fulfil a condition, of a day (YYYY-MM-DD) and after it; undefined where they are too many. */
export interface FoundByNumber {
  readonly from: string;
  readonly ids: string | undefined;
}

interface Kept extends FoundByNumber {
  /** Transactions from this one on may have changed records since. */
  readonly until: string;
}

type LookUp = (on: Queryable, condition: Sql, from: string) => Promise<FoundByNumber>;

/**
 * Looks up which records fulfil a condition on `seizures s`, and keeps it for whoever asks the same next: an officer
 * goes from routes to trends with the same words, and to name 130,000 records takes PostgreSQL half a second. Of what
 * is kept, only the records that changed since are looked at.
 */
export function keptLookUp(): LookUp {
  const kept = new Map<string, Promise<Kept>>();
  return (on, condition, from) => {
    const key = JSON.stringify([condition.text, condition.values]);
    const found = renew(on, condition, from, kept.get(key));
    // The one that was asked for last stands last.
    kept.delete(key);
    kept.set(key, found);
    found.catch(() => {
      if (kept.get(key) === found) kept.delete(key);
    });
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return found;
  };
}

async function renew(on: Queryable, condition: Sql, from: string, before: Promise<Kept> | undefined): Promise<Kept> {
  const known = await before?.catch(() => undefined);
  const isEnough = known !== undefined && known.from <= from;
  return (isEnough ? await withChanges(on, condition, known) : undefined) ?? lookUp(on, condition, from);
}

async function lookUp(on: Queryable, condition: Sql, from: string): Promise<Kept> {
  const row = await queryRow<{ until: string; n: number; ids: string | null }>(
    on,
    sql`
      select pg_snapshot_xmin(pg_current_snapshot())::text as until, count(*)::int as n,
        string_agg(found.id::text, ',') as ids from (
        select s.id from seizures s where ${condition} and s.seizure_date >= ${from}::date
        limit ${literal(most + 1)}) found`,
  );
  if (!row) throw new Error('PostgreSQL did not say what it found');
  return { from, until: row.until, ids: row.n > most ? undefined : (row.ids ?? nobody) };
}

/** What is known, with what changed since; undefined where that is too much. */
async function withChanges(on: Queryable, condition: Sql, known: Kept): Promise<Kept | undefined> {
  // Too many stay too many, by a few.
  if (known.ids === undefined) return known;
  const row = await queryRow<{ until: string; many: number; changed: string[]; ids: string[] }>(
    on,
    sql`
      with changed as materialized (
        select seizure_id as id from seizure_changes where transaction_id >= ${known.until}::xid8
        order by transaction_id limit ${literal(mostChanges + 1)})
      select pg_snapshot_xmin(pg_current_snapshot())::text as until, (select count(*)::int from changed) as many,
        array(select distinct id::text from changed) as changed,
        array(select s.id::text from seizures s where s.id in (select id from changed) and ${condition}
          and s.seizure_date >= ${known.from}::date) as ids`,
  );
  if (!row || row.many > mostChanges) return undefined;
  if (row.changed.length === 0) return { ...known, until: row.until };
  const changed = new Set(row.changed);
  const ids = [...known.ids.split(',').filter(id => !changed.has(id)), ...row.ids];
  return { from: known.from, until: row.until, ids: ids.join(',') || nobody };
}
