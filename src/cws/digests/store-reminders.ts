import type { Queryable } from '../../db/pool.ts';
import { empty, queryRows, sql } from '../../db/sql.ts';
import { openedAt } from '../documents/scope.ts';
import { mention, readable, readers, type Digest } from './store.ts';

/** Urgent alerts in force, over `d`. */
const inForce = sql`
  d.kind = 'alert' and d.urgent and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)
  and ${openedAt} <= now()`;

/** Alerts whose newest version has been open for `hours`, and not much longer: what is older is not begun again. */
export async function listLate(on: Queryable, hours: number): Promise<string[]> {
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`
      select d.ref from cws_documents d where ${inForce}
        and ${openedAt} between now() - make_interval(hours => ${hours}::int + 48) and now() - make_interval(hours =>
          ${hours}::int) order by d.id`,
  );
  return rows.map(({ ref }) => ref);
}

interface Reminding {
  /** All when left out: the portal itself, which asks who chose no letters for nothing, and each once a version. */
  readonly officeIds?: readonly number[];
  readonly login?: string;
  readonly sentBy: number | null;
  /** Since the last reminder of the account. */
  readonly hours: number;
}

/** Takes reminders of an urgent alert for readers who have not acknowledged it and were not just reminded. */
export async function takeReminders(
  on: Queryable,
  ref: string,
  { officeIds, login, sentBy, hours }: Reminding,
): Promise<readonly Digest[]> {
  const whom =
    officeIds === undefined
      ? sql`and coalesce(s.urgent, true) and ${openedAt} > coalesce(s.since, r.created_at)
          and not exists (select from cws_reminders m where m.document_id = d.id and m.account_id = r.id
            and m.version = d.version)`
      : sql`and r.office_id = any(${[...officeIds]}::int[])`;
  return queryRows<Digest>(
    on,
    sql`
      with told as materialized (
        select r.id as account_id, r.email, r.lang, d.id, d.version, ${mention},
          'R' || d.id || '-' || d.version || '-' || extract(epoch from now())::bigint as period
        from cws_documents d cross join (${readers}) r left join cws_subscriptions s on s.account_id = r.id
          left join cws_reads x on x.account_id = r.id and x.document_id = d.id
        where d.ref = ${ref} and ${inForce} and ${readable} ${whom}
          ${login === undefined ? empty : sql`and r.id = (select id from accounts where login_id = ${login})`}
          and coalesce(x.acknowledged_version, 0) < d.version
          and not exists (select from cws_reminders m where m.document_id = d.id and m.account_id = r.id
            and m.at > now() - make_interval(hours => ${hours}::int))),
      noted as (insert into cws_reminders (document_id, account_id, version, sent_by)
        select id, account_id, version, ${sentBy}::int from told on conflict do nothing returning account_id),
      marked as (insert into cws_digests (account_id, period, until, documents, listed)
        select account_id, period, now(), 1, array[id] from told join noted using (account_id)
        on conflict do nothing returning account_id)
      select t.account_id as "accountId", t.email, t.lang, t.period, 1 as count, json_build_object(t.kind, 1) as kinds,
        json_build_array(json_build_object('ref', t.ref, 'kind', t.kind, 'urgent', t.urgent, 'title', t.title,
          'withdrawn', false)) as documents
      from told t join marked using (account_id) order by 1`,
  );
}

/** When each account was last reminded of a document that was read through the scope before. ISO. */
export async function listReminders(on: Queryable, documentId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await queryRows<{ accountId: number; at: Date }>(
    on,
    sql`
      select account_id as "accountId", max(at) as at from cws_reminders where document_id = ${documentId}
      group by account_id`,
  );
  return new Map(rows.map(({ accountId, at }) => [accountId, at.toISOString()]));
}
