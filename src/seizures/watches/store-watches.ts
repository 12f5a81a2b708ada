import { listColleagues, type Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Chosen, SavedQuery, Watch } from './watch.ts';

export const watchColumns = sql`
  w.id, w.account_id as "accountId", a.login_id as "loginId", w.office_id as "officeId", w.name, w.query, w.rhythm,
  w.by_letter as "byLetter", w.shared, w.mailbox, w.amended, w.own, w.version,
  to_char(w.told_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "toldAt"`;

/** Lists a viewer sees: own ones and those shared with the office. Alias of the table: `w`. */
export function visibleWatches({ accountId, office }: Viewer): Sql {
  return sql`w.ended_at is null
    and (w.account_id = ${accountId}::int or w.shared and w.office_id = ${office.id}::int)`;
}

/** The viewer's lists, own ones first, by name; what tells before what only waits. */
export async function listWatches(on: Queryable, viewer: Viewer): Promise<Watch[]> {
  return queryRows<Watch>(
    on,
    sql`
      select ${watchColumns} from seizure_watches w join accounts a on a.id = w.account_id
      where ${visibleWatches(viewer)}
      order by w.rhythm = 'none', w.account_id <> ${viewer.accountId}::int, lower(w.name), w.id`,
    'seizure_watches',
  );
}

/** A list the viewer sees; undefined for any other. `locked` until the transaction ends. */
export async function findWatch(on: Queryable, viewer: Viewer, id: number, locked = false): Promise<Watch | undefined> {
  return queryRow<Watch>(
    on,
    sql`
      select ${watchColumns} from seizure_watches w join accounts a on a.id = w.account_id
      where w.id = ${id}::bigint and ${visibleWatches(viewer)} ${locked ? sql`for update of w` : sql``}`,
  );
}

/** How many saved searches the viewer has. */
export async function countOwn(on: Queryable, { accountId }: Viewer): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`select count(*)::int as n from seizure_watches where account_id = ${accountId} and ended_at is null`,
  );
  return row?.n ?? 0;
}

/** Writes a saved search and answers its id; a form sent twice is one, answered as before. */
export async function insertWatch(
  client: Client,
  { accountId, office }: Viewer,
  { clientUuid, query, ...chosen }: Chosen & { readonly clientUuid: string; readonly query: SavedQuery },
): Promise<{ id: number; isNew: boolean } | undefined> {
  const made = await queryRow<{ id: number }>(
    client,
    sql`
      insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm, by_letter, shared, mailbox,
        amended, own)
      values (${clientUuid}, ${accountId}, ${office.id}, ${chosen.name}, ${JSON.stringify(query)}::jsonb,
        ${chosen.rhythm}, ${chosen.byLetter}, ${chosen.shared}, ${chosen.mailbox}, ${chosen.amended}, ${chosen.own})
      on conflict (client_uuid) do nothing returning id`,
  );
  if (made) return { id: made.id, isNew: true };
  // Asked anew: what the same form wrote at the same time was not there when the first statement began.
  const known = await queryRow<{ id: number }>(
    client,
    sql`select id from seizure_watches where client_uuid = ${clientUuid} and account_id = ${accountId}`,
  );
  return known && { id: known.id, isNew: false };
}

/** Writes what is decided about a locked list. Who was told of nothing begins afresh. */
export async function updateWatch(
  client: Client,
  id: number,
  { query, ...chosen }: Chosen & { readonly query: SavedQuery },
): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_watches set name = ${chosen.name}, query = ${JSON.stringify(query)}::jsonb,
        looked_at = case when rhythm = 'none' and ${chosen.rhythm}::text <> 'none' then now() else looked_at end,
        rhythm = ${chosen.rhythm}, by_letter = ${chosen.byLetter}, shared = ${chosen.shared},
        mailbox = ${chosen.mailbox}, amended = ${chosen.amended}, own = ${chosen.own}, version = version + 1
      where id = ${id}::bigint`,
  );
}

export async function endWatch(client: Client, id: number, why: 'person' | 'access'): Promise<void> {
  await execute(
    client,
    sql`
      with gone as (delete from seizure_watch_hits where watch_id = ${id}::bigint)
      update seizure_watches set ended_at = now(), ended_why = ${why} where id = ${id}::bigint and ended_at is null`,
  );
}

/** Gives a list to another account, with the office it is of. */
export async function giveWatch(
  client: Client,
  id: number,
  { accountId, officeId }: { readonly accountId: number; readonly officeId: number },
): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_watches set account_id = ${accountId}, office_id = ${officeId}, version = version + 1,
        leave_token = gen_random_uuid()
      where id = ${id}::bigint`,
  );
}

/** Ends the letters of the list a token is of: whose it is; undefined where there is nothing to end. */
export async function endLetters(
  client: Client,
  token: string,
): Promise<{ id: number; accountId: number; loginId: string; office: { id: number } } | undefined> {
  const row = await queryRow<{ id: number; accountId: number; loginId: string; officeId: number }>(
    client,
    sql`
      update seizure_watches w set by_letter = false, version = w.version + 1 from accounts a
      where w.leave_token = ${token}::uuid and w.by_letter and w.ended_at is null and a.id = w.account_id
      returning w.id, a.id as "accountId", a.login_id as "loginId", a.office_id as "officeId"`,
  );
  return row && { id: row.id, accountId: row.accountId, loginId: row.loginId, office: { id: row.officeId } };
}

/** Colleagues of a list's owner who may read the database: who it can be handed to. */
export function listReaders(
  on: Queryable,
  { officeId, accountId }: Pick<Watch, 'officeId' | 'accountId'>,
): ReturnType<typeof listColleagues> {
  return listColleagues(on, { officeId, but: accountId, levels: ['read_only', 'unlimited'] });
}

/** The mailbox of an office, where it has one; invented ones of samples are not written to. */
export async function findMailbox(
  on: Queryable,
  officeId: number,
): Promise<{ readonly email: string; readonly lang: 'en' | 'fr' } | undefined> {
  return queryRow<{ email: string; lang: 'en' | 'fr' }>(
    on,
    sql`
      select email, case when languages[1] = 'fr' then 'fr' else 'en' end as lang from office_contacts
      where office_id = ${officeId} and email is not null and not synthetic`,
  );
}

/** A list whose owner may not keep it: gone, without the database, or of another office now. */
export interface Orphan extends Watch {
  readonly ownerOffice: number;
  /** Whether its owner may still read the database, at another office. */
  readonly moved: boolean;
  /** A contact point of the list's office who could take it. */
  readonly heir: number | null;
}

/** Locks lists whose owner has ended, lost the database or left the office. A suspended owner may come back. */
export async function lockOrphans(client: Client, most: number): Promise<Orphan[]> {
  return queryRows<Orphan>(
    client,
    sql`
      select ${watchColumns}, a.office_id as "ownerOffice",
        a.ended_at is null and a.level in ('read_only', 'unlimited') as moved,
        (select h.id from accounts h join account_duties d on d.account_id = h.id and d.duty in ('ncp', 'rilo')
          where h.office_id = w.office_id and h.id <> w.account_id and h.level = 'unlimited' and h.ended_at is null
            and h.suspended_at is null and h.password_hash is not null
            and (h.ends_on is null or h.ends_on >= current_date)
          order by h.id limit 1) as heir
      from seizure_watches w join accounts a on a.id = w.account_id
      where w.ended_at is null and (a.ended_at is not null or a.level not in ('read_only', 'unlimited')
        or a.ends_on < current_date or a.office_id <> w.office_id)
      order by w.id limit ${most}::int for update of w skip locked`,
  );
}
