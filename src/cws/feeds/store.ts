import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { openedAt, readableDocuments } from '../documents/scope.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { wantedDocuments } from '../subscription/scope.ts';
import { mostEntries, type Feed, type FeedEntry } from './feed.ts';

/** The account's own feeds, oldest first. */
export async function listFeeds(on: Queryable, { accountId }: Viewer): Promise<Feed[]> {
  const rows = await queryRows<Feed & { madeAt: Date; usedAt: Date | null }>(
    on,
    sql`
      select id, name, made_at as "madeAt", used_at as "usedAt", used_from as "usedFrom" from cws_feeds
      where account_id = ${accountId} and revoked_at is null order by made_at, id`,
  );
  return rows.map(row => ({ ...row, madeAt: row.madeAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null }));
}

/** Writes a feed down by the hash of its token. */
export async function insertFeed(
  on: Queryable,
  { accountId }: Viewer,
  { name, hash }: { name: string; hash: Buffer },
): Promise<void> {
  await execute(on, sql`insert into cws_feeds (account_id, name, hash) values (${accountId}, ${name}, ${hash})`);
}

/** Makes the account's making of feeds one after the other, until the end of the transaction, and counts them. */
export async function countFeeds(on: Queryable, { accountId }: Viewer): Promise<number> {
  await execute(on, sql`select from accounts where id = ${accountId} for no key update`);
  const row = await queryRow<{ n: number }>(
    on,
    sql`select count(*)::int as n from cws_feeds where account_id = ${accountId} and revoked_at is null`,
  );
  return row?.n ?? 0;
}

/** Revokes a feed of the account's own; its name, or undefined when there is none that is still open. */
export async function revokeFeed(on: Queryable, { accountId }: Viewer, id: string): Promise<string | undefined> {
  const row = await queryRow<{ name: string }>(
    on,
    sql`
      update cws_feeds set revoked_at = now(), revoked_why = 'person'
      where id = ${id} and account_id = ${accountId} and revoked_at is null returning name`,
  );
  return row?.name;
}

export interface KnownFeed {
  readonly id: string;
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly name: string;
  readonly madeAt: Date;
  readonly isRevoked: boolean;
}

/** The feed a token opens, or opened once. */
export async function findFeed(on: Queryable, hash: Buffer): Promise<KnownFeed | undefined> {
  return queryRow<KnownFeed>(
    on,
    sql`
      select f.id, f.account_id as "accountId", a.login_id as "loginId", a.office_id as "officeId", f.name,
        f.made_at as "madeAt", f.revoked_at is not null as "isRevoked"
      from cws_feeds f join accounts a on a.id = f.account_id where f.hash = ${hash}`,
    'cws_feed',
  );
}

/** Whether the trail is to be told that a feed without access is asked for: once a day. */
export async function takeRefusal(on: Queryable, id: string): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      update cws_feeds set refused_at = now()
      where id = ${id} and (refused_at is null or refused_at < now() - interval '1 day')`,
  );
  return rowCount === 1;
}

/** Notes that a feed was asked for and what it held; answers since when it has held that, in whole seconds. */
export async function noteState(on: Queryable, id: string, state: Buffer, from: string): Promise<Date> {
  const row = await queryRow<{ at: Date }>(
    on,
    sql`
      update cws_feeds set used_at = now(), used_from = ${from.slice(0, 100)}, state = ${state},
        state_at = case when state = ${state} then state_at
        else greatest(date_trunc('second', now()), state_at + interval '1 second') end
      where id = ${id} returning state_at as at`,
    'cws_feed_state',
  );
  return row?.at ?? new Date();
}

/** Days a withdrawn document stays in feeds, marked: news readers keep what they once had. */
const withdrawnDays = 60;

/**
 * The newest publications in force that this viewer may read and follows, by when they came to be read. The newest by
 * publication and the newest by the end of an embargo are read from their indexes; what is newest of all is among them.
 * What was withdrawn lately is among them, too.
 */
export async function listEntries(on: Queryable, viewer: Viewer, followed: Subscription): Promise<FeedEntry[]> {
  const [scope, wanted] = [readableDocuments(viewer), wantedDocuments(followed)];
  const inForce = sql`
    d.version > 0 and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)`;
  const isWithdrawn = sql`
    d.state = 'withdrawn' and d.withdrawn_at > now() - make_interval(days => ${withdrawnDays}::int)
    and (d.embargo_until is null or d.embargo_until <= d.withdrawn_at)`;
  const changedAt = sql`case d.state when 'withdrawn' then d.withdrawn_at else ${openedAt} end`;
  const rows = await queryRows<FeedEntry & { firstPublishedAt: Date; openedAt: Date }>(
    on,
    sql`
      select d.ref, d.kind, d.urgent, coalesce(d.titles -> ${viewer.lang}::text ->> 'title',
          d.titles -> 'en' ->> 'title', d.titles -> 'fr' ->> 'title', d.ref) as title,
        d.state = 'withdrawn' as withdrawn, coalesce(d.first_published_at, d.published_at) as "firstPublishedAt",
        ${changedAt} as "openedAt"
      from cws_documents d where d.id in (
        (select d.id from cws_documents d where ${inForce} and ${scope} and ${wanted}
          order by d.published_at desc, d.id desc limit ${mostEntries})
        union (select d.id from cws_documents d
          where ${inForce} and d.embargo_until is not null and ${scope} and ${wanted}
          order by d.embargo_until desc limit ${mostEntries})
        union (select d.id from cws_documents d where ${isWithdrawn} and ${scope} and ${wanted}
          order by d.withdrawn_at desc limit ${mostEntries}))
      order by ${changedAt} desc, d.id desc limit ${mostEntries}`,
  );
  return rows.map(row => ({
    ...row,
    firstPublishedAt: row.firstPublishedAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
  }));
}
