import type { Queryable } from '../../db/pool.ts';
import { empty, execute, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';
import { isLive } from '../../access/index.ts';
import { openedAt, readableBy } from '../documents/scope.ts';
import type { KindCode } from '../kinds/index.ts';
import { wantedBy } from '../subscription/scope.ts';
import type { FollowedNews } from '../context.ts';
import type { Due } from './due.ts';

/** One document of a letter: never more than its title, since a letter leaves the portal. */
export interface Mentioned {
  readonly ref: string;
  readonly kind: KindCode;
  readonly urgent: boolean;
  readonly title: string;
  /** Withdrawn since it was told of. */
  readonly withdrawn: boolean;
}

/** What an account follows elsewhere, and how much of it is new: no word of the things themselves. */
export interface Followed {
  readonly path: string;
  readonly en: string;
  readonly fr: string;
  readonly n: number;
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
  /** Of a digest: what ends them, in an address. */
  readonly leaveToken?: string;
  /** How many there are of each kind; withdrawn ones under 'withdrawn'. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly followed?: readonly Followed[];
}

/** Titles in one letter; the rest is a number. */
const mostListed = 10;

/** Accounts that live and may read the website, with what decides which documents they may read. */
export const readers = sql`select a.id, a.email, a.created_at, a.lang, a.office_id,
    o.kind in ('rilo', 'secretariat') as desk,
    case when o.kind = 'rilo' then o.id else rilo_on(o.country, current_date) end as rilo_id
  from accounts a join offices o on o.id = a.office_id
  where ${isLive} and a.email is not null and a.level <> 'partner'`;

export const readable = readableBy({ region: sql`r.rilo_id`, office: sql`r.office_id`, desk: sql`r.desk` });

const wanted = wantedBy({
  kinds: sql`s.kinds`,
  headings: sql`s.headings`,
  regions: sql`s.regions`,
  countries: sql`s.countries`,
});

export const mention = sql`
  d.ref, d.kind, d.urgent, d.state = 'withdrawn' as withdrawn,
  coalesce(d.titles -> r.lang ->> 'title', d.titles -> 'en' ->> 'title', d.titles -> 'fr' ->> 'title', d.ref) as title`;

/**
 * Documents that are news in a digest, alias `d`: published since, or withdrawn since where their publication was news
 * before. Pages the portal came with are no news: they were there.
 */
const isNews = sql`
  (d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)
      and not exists (select from cws_versions v where v.document_id = d.id and v.version = d.version
        and v.published_by is null)
    or d.state = 'withdrawn' and (d.embargo_until is null or d.embargo_until <= d.withdrawn_at))`;
const newsAt = sql`case d.state when 'withdrawn' then d.withdrawn_at else ${openedAt} end`;
/** Told at once already, in a letter of its own: as urgent, or as withdrawn. */
const wasTold = sql`exists (select from cws_digests u where u.account_id = s.account_id
  and u.period = case d.state when 'withdrawn' then 'X' else 'U' end || d.id || '-' || d.version)`;

/** What an account follows elsewhere, as the end of a digest `s`: `followed` in lines, `told` by ids. */
function elsewhere(news: FollowedNews | undefined) {
  if (!news) return sql`select '[]'::json as followed, '{}'::bigint[] as told`;
  return sql`
    with fresh as (${news.fresh})
    select (select coalesce(array_agg(id), '{}') from fresh) as told, (select coalesce(json_agg(o), '[]') from (
      select path, en, fr, count(*)::int as n from fresh group by 1, 2, 3 order by 4 desc, 1) o) as followed`;
}

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
  news?: FollowedNews,
): Promise<{ took: number; digests: readonly Digest[] }> {
  const rows = await queryRows<Digest>(
    on,
    sql`
      with due as materialized (
        select s.*, r.email, r.lang, r.office_id, r.desk, r.rilo_id, greatest(s.since, coalesce((
          select max(g.until) from cws_digests g where g.account_id = s.account_id and left(g.period, 1) in ('D', 'W')),
            s.since)) as after
        from cws_subscriptions s join (${readers}) r on r.id = s.account_id
        where s.rhythm = ${rhythm} and s.hour <= ${hour}::int
          and not exists (select 1 from cws_digests g where g.account_id = s.account_id and g.period = ${period})
        order by s.account_id limit ${most}::int for update of s skip locked),
      fresh as materialized (
        select d.*, ${newsAt} as opened_at from cws_documents d
        where ${isNews}
          and (d.published_at > (select min(after) from due) or d.embargo_until > (select min(after) from due)
            or d.withdrawn_at > (select min(after) from due))
          and ${newsAt} <= ${now.toISOString()}::timestamptz),
      chosen as materialized (
        select s.account_id, s.email, s.lang, s.leave_token, n.documents, n.count, n.kinds, n.listed,
          e.followed, e.told
        from due s, lateral (
          select coalesce(json_agg(json_build_object('ref', f.ref, 'kind', f.kind, 'urgent', f.urgent, 'title', f.title,
              'withdrawn', f.withdrawn)
              order by f.place) filter (where f.place <= ${mostListed}), '[]') as documents, count(*)::int as count,
            coalesce(jsonb_object_agg(f.what, f.of_kind), '{}') as kinds,
            coalesce(array_agg(f.id) filter (where f.place <= ${mostListed}), '{}') as listed
          from (select d.id, ${mention}, case d.state when 'withdrawn' then 'withdrawn' else d.kind end as what,
            count(*) over (partition by case d.state when 'withdrawn' then 'withdrawn' else d.kind end) as of_kind,
            row_number() over (order by d.urgent desc, d.opened_at desc, d.id desc) as place
            from fresh d, (select s.lang, s.rilo_id, s.office_id, s.desk) r
            where d.opened_at > s.after and ${readable} and ${wanted} and not ${wasTold}
              and (d.state = 'published' or d.published_at <= s.after)) f) n, lateral (${elsewhere(news)}) e),
      marked as (
        insert into cws_digests (account_id, period, until, documents, listed, pictures)
        select account_id, ${period}, ${now.toISOString()}::timestamptz, count, listed, told from chosen
        on conflict do nothing returning account_id, period)
      select c.account_id as "accountId", c.email, c.lang, m.period, c.documents, c.count, c.kinds,
        c.followed, c.leave_token as "leaveToken"
      from chosen c join marked m using (account_id) order by c.account_id`,
  );
  return { took: rows.length, digests: rows.filter(({ count, followed = [] }) => count + followed.length > 0) };
}

/**
 * Whether the letter of a digest may still go: its account lives, has that address, may read every document it names,
 * none withdrawn, and still follows what it tells of elsewhere. If not, the digest counts as not written, and is
 * written afresh when next looked for.
 */
export async function mayStillGo(
  on: Queryable,
  { accountId, period, recipient }: { accountId: number; period: string; recipient: string },
  news?: FollowedNews,
): Promise<boolean> {
  const rows = await queryRows(
    on,
    sql`
      select from cws_digests g join (${readers}) r on r.id = g.account_id
      where g.account_id = ${accountId} and g.period = ${period} and r.email = ${recipient} and not exists (
        select from unnest(g.listed) l(id)
        where not exists (select from cws_documents d where d.id = l.id and ${readable}
            and (d.state = 'published' and left(g.period, 1) <> 'X'
              or d.state = 'withdrawn' and d.withdrawn_at <= g.written_at)))
        ${news ? sql`and not exists (select from unnest(g.pictures) l(id) where not ${news.isStillFresh})` : empty}`,
  );
  if (rows.length > 0) return true;
  await execute(on, sql`delete from cws_digests where account_id = ${accountId} and period = ${period}`);
  return false;
}
