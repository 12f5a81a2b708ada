import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { concernsAll, hadRead, hasNotice } from '../alerts/scope-notices.ts';
import { openedAt } from '../documents/scope.ts';
import { wantedBy } from '../subscription/scope.ts';
import { mention, readable, readers, type Digest } from './store.ts';

/** The subscription `s` of an account; who never chose is told of everything urgent. */
const tellsUrgent = sql`coalesce(s.urgent, true)`;
const wanted = wantedBy({
  kinds: sql`coalesce(s.kinds, '{}')`,
  headings: sql`coalesce(s.headings, '{}')`,
  regions: sql`coalesce(s.regions, '{}')`,
  countries: sql`coalesce(s.countries, '{}')`,
});

const letters = (now: Date) => sql`
  marked as (insert into cws_digests (account_id, period, until, documents, listed)
    select account_id, period, ${now.toISOString()}::timestamptz, 1, array[id] from told on conflict do nothing
    returning account_id)
  select t.account_id as "accountId", t.email, t.lang, t.period, 1 as count,
    json_build_object(t.kind, 1) as kinds,
    json_build_array(json_build_object('ref', t.ref, 'kind', t.kind, 'urgent', t.urgent, 'title', t.title,
      'withdrawn', t.withdrawn)) as documents
  from told t join marked using (account_id) order by 1`;

/**
 * Takes the letters of one urgent document: for every account that may read it and did not choose otherwise, each once
 * a version.
 */
export async function takeUrgent(on: Queryable, ref: string, now: Date): Promise<readonly Digest[]> {
  return queryRows<Digest>(
    on,
    sql`
      with told as materialized (
        select r.id as account_id, r.email, r.lang, d.id, ${mention}, 'U' || d.id || '-' || d.version as period
        from cws_documents d cross join (${readers}) r left join cws_subscriptions s on s.account_id = r.id
        where d.ref = ${ref} and d.urgent and d.state = 'published' and ${tellsUrgent}
          and ${openedAt} <= ${now.toISOString()}::timestamptz and ${openedAt} > coalesce(s.since, r.created_at)
          and (d.valid_until is null or d.valid_until >= ${now.toISOString().slice(0, 10)}::date) and ${readable}
          and ${wanted}),
      ${letters(now)}`,
  );
}

/**
 * Takes the letters of a withdrawal or a correction, each once: for every account that opened or acknowledged the
 * document, whatever it chose, and of an urgent alert for whoever is told of urgent ones. Not for who did it, nor for
 * its writer, who hears of it in another letter.
 */
export async function takeNotices(on: Queryable, ref: string, now: Date): Promise<readonly Digest[]> {
  return queryRows<Digest>(
    on,
    sql`
      with told as materialized (
        select p.id as account_id, p.email, p.lang, p.document_id as id, p.ref, p.kind, p.urgent, p.withdrawn, p.title,
          p.period
        from (
          select o.id, o.email, o.lang, d.id as document_id, o.office_id, o.rilo_id, o.desk,
            case d.state when 'withdrawn' then 'X' else 'U' end || d.id || '-' || d.version as period, m.*
          from cws_documents d cross join (${readers}) o
            left join cws_subscriptions s on s.account_id = o.id
            left join cws_reads r on r.account_id = o.id and r.document_id = d.id
            cross join lateral (select ${mention} from (select o.lang, o.rilo_id, o.office_id, o.desk) r
              where ${readable}) m
          where d.ref = ${ref} and ${hasNotice}
            and (d.state = 'withdrawn' or d.corrected_at = d.published_at)
            and (${hadRead} or ${concernsAll(sql`o.created_at`)} and ${tellsUrgent} and ${wanted})
            and o.id is distinct from d.made_by
            and o.id is distinct from (select t.account_id from cws_steps t where t.document_id = d.id
              and t.kind in ('published', 'withdrawn') order by t.id desc limit 1)) p),
      ${letters(now)}`,
  );
}

/** Documents of which somebody may have to be told at once, within the last `hours`. */
export async function listToTell(on: Queryable, now: Date, hours: number): Promise<string[]> {
  const since = sql`${now.toISOString()}::timestamptz - make_interval(hours => ${hours}::int)`;
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`
      select d.ref from cws_documents d where d.urgent and d.state = 'published'
        and ${openedAt} <= ${now.toISOString()}::timestamptz and ${openedAt} > ${since}
      union select d.ref from cws_documents d where d.state = 'withdrawn' and d.withdrawn_at > ${since}
      union select d.ref from cws_documents d where d.state = 'published' and d.corrected_at > ${since}
      order by 1`,
  );
  return rows.map(({ ref }) => ref);
}
