import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import { isLive } from '../../access/index.ts';
import { readableBy } from '../documents/scope.ts';
import type { KindCode } from '../kinds/index.ts';
import type { Due } from './due.ts';

/** One document of a letter: never more than its title, since a letter leaves the portal. */
export interface Mentioned {
  readonly ref: string;
  readonly kind: KindCode;
  readonly urgent: boolean;
  readonly title: string;
}

/** A digest to be written to one account. */
export interface Digest {
  readonly accountId: number;
  readonly email: string;
  readonly lang: Language;
  /** The newest first; at most `mostListed` of `count`. */
  readonly documents: readonly Mentioned[];
  readonly count: number;
}

/** Titles in one letter; the rest is a number. */
export const mostListed = 30;

/** Accounts that live and may read the website, with what decides which documents they may read. */
const readers = `select a.id, a.email, a.lang, a.office_id, o.kind in ('rilo', 'secretariat') as desk,
    case when o.kind = 'rilo' then o.id else rilo_on(o.country, current_date) end as rilo_id
  from accounts a join offices o on o.id = a.office_id
  where ${isLive} and a.email is not null and a.level <> 'partner'`;

const readable = readableBy({ region: 'r.rilo_id', office: 'r.office_id', desk: 'r.desk' });

/** Whether a document is of the subjects a subscription names. */
const wanted = `(s.kinds = '{}' or d.kind = any(s.kinds))
  and (s.headings = '{}' or d.headings = '{}' or d.headings && s.headings)
  and (s.regions = '{}' and s.countries = '{}' or d.region_id = any(s.regions) or d.countries && s.countries
    or d.region_id is null and d.countries = '{}')`;

/** When a document came to be read: it is news then, not while its embargo runs. */
const opened = 'greatest(d.published_at, coalesce(d.embargo_until, d.published_at))';

const mention = "d.ref, d.kind, d.urgent, coalesce(d.titles -> r.lang ->> 'title', d.titles -> 'en' ->> 'title', d.titles -> 'fr' ->> 'title', d.ref) as title";

/**
 * Takes up to `most` digests that are due, in one statement, and marks them as written: run it in the transaction that posts
 * the letters. Accounts without news are marked, too, and not answered. `took` tells how many were marked: 0 when all are done.
 */
export async function takeDigests(on: Queryable, { rhythm, period, hour }: Due, now: Date, most: number): Promise<{ took: number; digests: readonly Digest[] }> {
  const rows = await run<Digest>(on, sql.raw(`
    with due as materialized (
      select s.*, r.email, r.lang, r.office_id, r.desk, r.rilo_id, greatest(s.since, coalesce((
        select max(g.until) from cws_digests g where g.account_id = s.account_id and left(g.period, 1) <> 'U'), s.since)) as after
      from cws_subscriptions s join (${readers}) r on r.id = s.account_id
      where s.rhythm = ? and s.hour <= ?::int and not exists (select 1 from cws_digests g where g.account_id = s.account_id and g.period = ?)
      order by s.account_id limit ?::int for update of s skip locked),
    fresh as materialized (
      select d.*, ${opened} as opened_at from cws_documents d
      where d.state = 'published' and (d.valid_until is null or d.valid_until >= ?::date) and (d.published_at > (select min(after) from due) or d.embargo_until > (select min(after) from due))
        and ${opened} <= ?::timestamptz),
    chosen as materialized (
      select s.account_id, s.email, s.lang, n.documents, n.count from due s, lateral (
        select coalesce(json_agg(json_build_object('ref', f.ref, 'kind', f.kind, 'urgent', f.urgent, 'title', f.title) order by f.place) filter (where f.place <= ${mostListed}), '[]') as documents, count(*)::int as count
        from (select ${mention}, row_number() over (order by d.urgent desc, d.opened_at desc, d.id desc) as place
          from fresh d, (select s.lang, s.rilo_id, s.office_id, s.desk) r
          where d.opened_at > s.after and ${readable} and ${wanted}) f) n),
    marked as (
      insert into cws_digests (account_id, period, until, documents) select account_id, ?, ?::timestamptz, count from chosen
      on conflict do nothing returning account_id)
    select c.account_id as "accountId", c.email, c.lang, c.documents, c.count from chosen c join marked m using (account_id) order by c.account_id`,
  [rhythm, hour, period, most, now.toISOString().slice(0, 10), now.toISOString(), period, now.toISOString()]));
  return { took: rows.length, digests: rows.filter(({ count }) => count > 0) };
}

/** Urgent documents that came to be read within the last days: nobody is told at once of an older one. */
export async function listUrgent(on: Queryable, now: Date): Promise<readonly number[]> {
  const rows = await run<{ id: number }>(on, sql.raw(`
    select d.id from cws_documents d where d.urgent and d.state = 'published' and (d.valid_until is null or d.valid_until >= ?::date)
      and ${opened} between ?::timestamptz - interval '2 days' and ?::timestamptz order by ${opened}`, [now.toISOString().slice(0, 10), now.toISOString(), now.toISOString()]));
  return rows.map(({ id }) => id);
}

/** Takes the letters of one urgent document, for who asked to be told at once: each account once a version. */
export async function takeUrgent(on: Queryable, documentId: number, now: Date): Promise<readonly Digest[]> {
  return run<Digest>(on, sql.raw(`
    with told as materialized (
      select s.account_id, r.email, r.lang, ${mention}, 'U' || d.id || '-' || d.version as period
      from cws_documents d, cws_subscriptions s join (${readers}) r on r.id = s.account_id
      where d.id = ?::bigint and d.urgent and d.state = 'published' and s.urgent and ${opened} <= ?::timestamptz and ${opened} > s.since and ${readable} and ${wanted}),
    marked as (insert into cws_digests (account_id, period, until, documents) select account_id, period, ?::timestamptz, 1 from told on conflict do nothing returning account_id)
    select t.account_id as "accountId", t.email, t.lang, json_build_array(json_build_object('ref', t.ref, 'kind', t.kind, 'urgent', t.urgent, 'title', t.title)) as documents, 1 as count
    from told t join marked using (account_id) order by 1`, [documentId, now.toISOString(), now.toISOString()]));
}
