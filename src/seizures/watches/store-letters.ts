import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { isOfImport, visibleHits, type Looking } from './scope-news.ts';
import { visibleWatches, watchColumns } from './store-watches.ts';
import { lastDue, type Watch } from './watch.ts';
import type { Viewer } from '../../access/index.ts';

export interface DueWatch extends Watch {
  readonly leaveToken: string;
  readonly lookedNo: number;
}

/**
 * Locks a list that is due to tell: at once when something came on it, else at its hour; once an hour what was not for
 * its reader before, for an embargo may have ended. Those another transaction has are left out.
 */
export async function takeDueWatch(client: Client, now: Date): Promise<DueWatch | undefined> {
  const { daily, weekly } = lastDue(now);
  const looked = sql`coalesce(w.looked_at, w.made_at)`;
  return queryRow<DueWatch>(
    client,
    sql`
      select ${watchColumns}, w.leave_token as "leaveToken", w.looked_no as "lookedNo"
      from seizure_watches w join accounts a on a.id = w.account_id
      where w.ended_at is null and (w.by_letter or w.mailbox) and exists (
          select from seizure_watch_hits h where h.watch_id = w.id and h.told_at is null
            and (w.rhythm <> 'atOnce' or h.no > w.looked_no
              or ${looked} < ${now.toISOString()}::timestamptz - interval '1 hour'))
        and case w.rhythm when 'atOnce' then true
          when 'daily' then ${looked} < ${daily.toISOString()}::timestamptz
          when 'weekly' then ${looked} < ${weekly.toISOString()}::timestamptz else false end
      order by w.id limit 1 for update of w skip locked`,
  );
}

/** What a letter of a list may say at this moment: the records it would list, and how many lines that makes. */
export interface Tellable {
  readonly listed: readonly number[];
  readonly records: number;
  readonly imports: number;
  readonly imported: number;
}

export async function findTellable(on: Queryable, looking: Looking): Promise<Tellable> {
  const row = await queryRow<Tellable>(
    on,
    sql`
      select coalesce(array_agg(s.id order by s.id), '{}') as listed,
        count(*) filter (where not ${isOfImport})::int as records,
        count(distinct s.import_id) filter (where ${isOfImport})::int as imports,
        count(*) filter (where ${isOfImport})::int as imported
      ${visibleHits(looking)}`,
  );
  return row ?? { listed: [], records: 0, imports: 0, imported: 0 };
}

/** Number up to which a list was looked at: before the first hit of an import that is still being written. */
export async function numberLooked(client: Client, watchId: number): Promise<number> {
  const row = await queryRow<{ no: number }>(
    client,
    sql`
      select coalesce(min(h.no) filter (where i.state = 'committing' and h.told_at is null) - 1, max(h.no), 0)::bigint
        as no
      from seizure_watch_hits h join seizures s on s.id = h.seizure_id left join imports i on i.id = s.import_id
      where h.watch_id = ${watchId}::bigint`,
  );
  return row?.no ?? 0;
}

/** Notes that a locked list was looked at, and what it told of: once and no more. What comes late is new on it. */
export async function markTold(client: Client, watch: DueWatch, listed: readonly number[], now: Date): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_watch_hits set told_at = now(),
        no = case when no <= ${watch.lookedNo}::bigint then nextval('seizure_watch_numbers') else no end
      where watch_id = ${watch.id}::bigint and seizure_id = any(${[...listed]}::bigint[])`,
  );
  const lookedNo = await numberLooked(client, watch.id);
  await execute(
    client,
    sql`
      update seizure_watches set looked_no = ${lookedNo}::bigint, looked_at = ${now.toISOString()}::timestamptz,
        told_at = case when ${listed.length > 0}::boolean then now() else told_at end
      where id = ${watch.id}::bigint`,
  );
}

/** Keeps what a letter says; its number is what the outbox holds it against. */
export async function insertLetter(
  client: Client,
  watchId: number,
  toMailbox: boolean,
  { listed, records, imports }: Tellable,
): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into seizure_watch_letters (watch_id, to_mailbox, listed, records, imports)
      values (${watchId}::bigint, ${toMailbox}, ${[...listed]}::bigint[], ${records}, ${imports}) returning id`,
  );
  return row?.id ?? 0;
}

/** A letter about to leave, with its list as it is now; undefined where the list has ended. */
export interface Leaving extends Watch {
  readonly toMailbox: boolean;
  readonly listed: readonly number[];
  readonly records: number;
  readonly imports: number;
  /** Address of the list's owner. */
  readonly email: string | null;
}

export async function findLeaving(on: Queryable, letterId: number): Promise<Leaving | undefined> {
  return queryRow<Leaving>(
    on,
    sql`
      select ${watchColumns}, l.to_mailbox as "toMailbox", l.listed, l.records, l.imports, a.email
      from seizure_watch_letters l join seizure_watches w on w.id = l.watch_id join accounts a on a.id = w.account_id
      where l.id = ${letterId}::bigint and w.ended_at is null`,
  );
}

/** A letter that must not go counts as not written: what it would have told is looked at anew. */
export async function takeBack(on: Queryable, letterId: number): Promise<void> {
  await execute(
    on,
    sql`
      with gone as (delete from seizure_watch_letters where id = ${letterId}::bigint returning watch_id, listed),
        untold as (update seizure_watch_hits h set told_at = null from gone g
          where h.watch_id = g.watch_id and h.seizure_id = any(g.listed))
      update seizure_watches w set looked_no = 0, looked_at = '-infinity' from gone g where w.id = g.watch_id`,
  );
}

/** Address of an account; null where none is known. */
export async function findEmail(on: Queryable, accountId: number): Promise<string | null> {
  const row = await queryRow<{ email: string | null }>(on, sql`select email from accounts where id = ${accountId}`);
  return row?.email ?? null;
}

/** A letter of the last days: what it said, and what became of it. Times ISO in UTC. */
export interface SentLetter {
  readonly id: number;
  readonly watchId: number;
  readonly name: string;
  readonly toMailbox: boolean;
  readonly records: number;
  readonly imports: number;
  readonly writtenAt: string;
  readonly sentAt: string | null;
  readonly droppedAt: string | null;
  readonly givenUpAt: string | null;
  readonly tries: number;
}

/** Letters of the lists a viewer sees, of the last seven days, newest first. */
export async function listLetters(on: Queryable, viewer: Viewer, most: number): Promise<SentLetter[]> {
  const iso = (column: ReturnType<typeof sql>) =>
    sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return queryRows<SentLetter>(
    on,
    sql`
      select l.id, l.watch_id as "watchId", w.name, l.to_mailbox as "toMailbox", l.records, l.imports,
        ${iso(sql`l.written_at`)} as "writtenAt", ${iso(sql`o.sent_at`)} as "sentAt",
        ${iso(sql`o.dropped_at`)} as "droppedAt", ${iso(sql`o.given_up_at`)} as "givenUpAt",
        coalesce(o.tries, 0) as tries
      from seizure_watch_letters l join seizure_watches w on w.id = l.watch_id
        left join outgoing_letters o on o.kind = 'watchNews' and o.about = l.id::text
      where ${visibleWatches(viewer)} and l.written_at > now() - interval '7 days'
      order by l.id desc limit ${most}::int`,
  );
}
