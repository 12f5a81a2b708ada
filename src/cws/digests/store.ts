import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import { isLive } from '../../access/index.ts';
import { openedAt, readableBy } from '../documents/scope.ts';
import type { KindCode } from '../kinds/index.ts';
import { wantedBy } from '../subscription/scope.ts';
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
  /** Which digest of the account it is: of a day, a week, an urgent version. */
  readonly period: string;
  /** The newest first; at most `mostListed` of `count`. */
  readonly documents: readonly Mentioned[];
  readonly count: number;
}

/** Titles in one letter; the rest is a number. */
const mostListed = 30;

/** Accounts that live and may read the website, with what decides which documents they may read. */
const readers = sql`select a.id, a.email, a.lang, a.office_id, o.kind in ('rilo', 'secretariat') as desk,
    case when o.kind = 'rilo' then o.id else rilo_on(o.country, current_date) end as rilo_id
  from accounts a join offices o on o.id = a.office_id
  where ${isLive} and a.email is not null and a.level <> 'partner'`;

const readable = readableBy({ region: sql`r.rilo_id`, office: sql`r.office_id`, desk: sql`r.desk` });

const wanted = wantedBy({
  kinds: sql`s.kinds`,
  headings: sql`s.headings`,
  regions: sql`s.regions`,
  countries: sql`s.countries`,
});

const mention = sql`
  d.ref, d.kind, d.urgent,
  coalesce(d.titles -> r.lang ->> 'title', d.titles -> 'en' ->> 'title', d.titles -> 'fr' ->> 'title', d.ref) as title`;

/**
 * Takes up to `most` digests that are due, in one statement, and marks them as written: run it in the transaction that
 * posts the letters. Accounts without news are marked, too, and not answered. `took` tells how many were marked: 0 when
 * all are done.
 */
export async function takeDigests(
  on: Queryable,
  { rhythm, period, hour }: Due,
  now: Date,
  most: number,
): Promise<{ took: number; digests: readonly Digest[] }> {
  const rows = await queryRows<Digest>(
    on,
    sql`
      with due as materialized (
        select s.*, r.email, r.lang, r.office_id, r.desk, r.rilo_id, greatest(s.since, coalesce((
          select max(g.until) from cws_digests g where g.account_id = s.account_id and left(g.period, 1) <> 'U'),
            s.since)) as after
        from cws_subscriptions s join (${readers}) r on r.id = s.account_id
        where s.rhythm = ${rhythm} and s.hour <= ${hour}::int
          and not exists (select 1 from cws_digests g where g.account_id = s.account_id and g.period = ${period})
        order by s.account_id limit ${most}::int for update of s skip locked),
      fresh as materialized (
        select d.*, ${openedAt} as opened_at from cws_documents d
        where d.state = 'published'
          and (d.valid_until is null or d.valid_until >= ${now.toISOString().slice(0, 10)}::date)
          and (d.published_at > (select min(after) from due) or d.embargo_until > (select min(after) from due))
          and ${openedAt} <= ${now.toISOString()}::timestamptz),
      chosen as materialized (
        select s.account_id, s.email, s.lang, n.documents, n.count, n.listed from due s, lateral (
          select coalesce(json_agg(json_build_object('ref', f.ref, 'kind', f.kind, 'urgent', f.urgent, 'title', f.title)
              order by f.place) filter (where f.place <= ${mostListed}), '[]') as documents, count(*)::int as count,
            coalesce(array_agg(f.id) filter (where f.place <= ${mostListed}), '{}') as listed
          from (select d.id, ${mention},
            row_number() over (order by d.urgent desc, d.opened_at desc, d.id desc) as place
            from fresh d, (select s.lang, s.rilo_id, s.office_id, s.desk) r
            where d.opened_at > s.after and ${readable} and ${wanted}) f) n),
      marked as (
        insert into cws_digests (account_id, period, until, documents, listed)
        select account_id, ${period}, ${now.toISOString()}::timestamptz, count, listed from chosen
        on conflict do nothing returning account_id, period)
      select c.account_id as "accountId", c.email, c.lang, m.period, c.documents, c.count
      from chosen c join marked m using (account_id) order by c.account_id`,
  );
  return { took: rows.length, digests: rows.filter(({ count }) => count > 0) };
}

/**
 * Takes the letters of one urgent document, for the accounts that asked to be told at once: each account once a
 * version.
 */
export async function takeUrgent(on: Queryable, ref: string, now: Date): Promise<readonly Digest[]> {
  return queryRows<Digest>(
    on,
    sql`
      with told as materialized (
        select s.account_id, r.email, r.lang, d.id, ${mention}, 'U' || d.id || '-' || d.version as period
        from cws_documents d, cws_subscriptions s join (${readers}) r on r.id = s.account_id
        where d.ref = ${ref} and d.urgent and d.state = 'published' and s.urgent
          and ${openedAt} <= ${now.toISOString()}::timestamptz and ${openedAt} > s.since
          and (d.valid_until is null or d.valid_until >= ${now.toISOString().slice(0, 10)}::date) and ${readable}
          and ${wanted}),
      marked as (insert into cws_digests (account_id, period, until, documents, listed)
          select account_id, period, ${now.toISOString()}::timestamptz, 1, array[id] from told on conflict do nothing
          returning account_id)
      select t.account_id as "accountId", t.email, t.lang, t.period,
        json_build_array(json_build_object('ref', t.ref, 'kind', t.kind, 'urgent', t.urgent, 'title',
        t.title)) as documents, 1 as count
      from told t join marked using (account_id) order by 1`,
  );
}

/** Urgent documents that came to be read within the last `hours`: by publication, or because their embargo ended. */
export async function listUrgent(on: Queryable, now: Date, hours: number): Promise<string[]> {
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`
      select d.ref from cws_documents d where d.urgent and d.state = 'published'
      and ${openedAt} <= ${now.toISOString()}::timestamptz
      and ${openedAt} > ${now.toISOString()}::timestamptz - make_interval(hours => ${hours}::int) order by d.id`,
  );
  return rows.map(({ ref }) => ref);
}

/**
 * Whether the letter of a digest may still go: its account lives, has that address, and may read every document it
 * names, none withdrawn. If not, the digest counts as not written, and is written afresh when next looked for.
 */
export async function mayStillGo(
  on: Queryable,
  { accountId, period, recipient }: { accountId: number; period: string; recipient: string },
): Promise<boolean> {
  const rows = await queryRows(
    on,
    sql`
      select from cws_digests g join (${readers}) r on r.id = g.account_id
      where g.account_id = ${accountId} and g.period = ${period} and r.email = ${recipient} and not exists (
        select from unnest(g.listed) l(id)
        where not exists (select from cws_documents d
            where d.id = l.id and d.state = 'published' and ${readable}))`,
  );
  if (rows.length > 0) return true;
  await execute(on, sql`delete from cws_digests where account_id = ${accountId} and period = ${period}`);
  return false;
}
