import { sql, type Sql } from '../../db/sql.ts';

/** Days in which a withdrawal or correction is brought before its readers on every page. */
const noticeDays = 60;

/** Since when there is something to take notice of, as SQL over `d`: its withdrawal, else its newest correction. */
export const noticeSince = sql`case d.state when 'withdrawn' then d.withdrawn_at else d.corrected_at end`;

/** Whether there is a notice of a document `d` that could be read before. An index holds either part. */
export const hasNotice = sql`
  (d.state = 'withdrawn' and d.withdrawn_at > now() - make_interval(days => ${noticeDays}::int)
      and (d.embargo_until is null or d.embargo_until <= d.withdrawn_at)
    or d.state = 'published' and d.corrected_at > now() - make_interval(days => ${noticeDays}::int)
      and (d.embargo_until is null or d.embargo_until <= now()))`;

/** Whether a reader had opened `d` before: a row `r` of cws_reads. */
export const hadRead = sql`coalesce(r.first_read_at < ${noticeSince}, false)`;

/**
 * Whether everybody who could read `d` is to take notice, not only who opened it: an urgent alert withdrawn while it
 * was in force, for accounts made before. Of an urgent alert that is corrected the new version is acknowledged instead.
 */
export function concernsAll(accountMadeAt: Sql): Sql {
  return sql`
    (d.urgent and d.state = 'withdrawn' and (d.valid_until is null or d.valid_until >= d.withdrawn_at::date)
      and ${accountMadeAt} < d.withdrawn_at)`;
}

/** Whether a reader `r` has still to take notice; the urgent alert in force asks for its new version by itself. */
export function isToNotice(accountMadeAt: Sql): Sql {
  return sql`
    (${hasNotice} and (r.noticed_at is null or r.noticed_at < ${noticeSince})
      and (${hadRead} or ${concernsAll(accountMadeAt)})
      and not (d.state = 'published' and d.urgent and (d.valid_until is null or d.valid_until >= current_date)))`;
}
