import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotFound } from '../../errors.ts';
import { keyOf, type ChangeKind, type Link, type LinkChange, type LinkFacts } from './link.ts';

const columns = sql`
  id, subject, position, name_en as "nameEn", name_fr as "nameFr", url, description_en as "descriptionEn",
  description_fr as "descriptionFr",
  languages, version, retired_on as "retiredOn", checked_at as "checkedAt", answered_at as "answeredAt", failures,
  failing_since as "failingSince",
  status, why, moved_to as "movedTo"`;

type Times = 'checkedAt' | 'answeredAt' | 'failingSince';
type Row = Omit<Link, Times> & { readonly [name in Times]: Date | null };

function toLink(row: Row): Link {
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    ...row,
    checkedAt: iso(row.checkedAt),
    answeredAt: iso(row.answeredAt),
    failingSince: iso(row.failingSince),
  };
}

/** Every link in use, in the order of its subject. Open to every viewer of the CEN website. */
export async function listLinks(on: Queryable, _viewer: Viewer): Promise<Link[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from cws_links where retired_on is null order by subject, position, id`,
    'cws_links',
  );
  return rows.map(toLink);
}

/** Links no longer in use, last retired first: the administrator's. */
export async function listRetired(on: Queryable, _viewer: Viewer): Promise<Link[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from cws_links where retired_on is not null order by retired_on desc, id desc limit 1000`,
  );
  return rows.map(toLink);
}

/** One link, in use or retired. Throws NotFound. */
export async function getLink(on: Queryable, _viewer: Viewer, id: number): Promise<Link> {
  const row = await queryRow<Row>(on, sql`select ${columns} from cws_links where id = ${id}`);
  if (!row) throw new NotFound('no such link');
  return toLink(row);
}

/** One link, locked until the transaction ends. Throws NotFound. */
export async function lockLink(client: Client, viewer: Viewer, id: number): Promise<Link> {
  await execute(client, sql`select from cws_links where id = ${id} for update`);
  return getLink(client, viewer, id);
}

/** The link in use that already leads there, but for one. */
export async function findSame(
  on: Queryable,
  url: string,
  but: number | null,
): Promise<Pick<Link, 'id' | 'nameEn' | 'nameFr'> | undefined> {
  return queryRow<Pick<Link, 'id' | 'nameEn' | 'nameFr'>>(
    on,
    sql`
      select id, name_en as "nameEn", name_fr as "nameFr" from cws_links
      where url_key = ${keyOf(url)} and retired_on is null and id is distinct from ${but}`,
  );
}

/** The place after the last of a subject. */
const endOf = (subject: string): Sql =>
  sql`(select coalesce(max(position), 0) + 1 from cws_links where subject = ${subject})`;

/** Id of the link that was added by a form, by the form's number. */
export async function findByForm(client: Client, clientUuid: string): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(client, sql`select id from cws_links where client_uuid = ${clientUuid}`);
  return row?.id;
}

/** A new link at the end of its subject; one that was sent before is found again by its number of the form. */
export async function insertLink(
  client: Client,
  clientUuid: string,
  facts: LinkFacts,
): Promise<{ id: number; isNew: boolean }> {
  const made = await queryRow<{ id: number }>(
    client,
    sql`
      insert into cws_links (subject, name_en, name_fr, url, url_key, description_en, description_fr, languages,
        client_uuid, position, edited_at)
      values (${facts.subject}, ${facts.nameEn}, ${facts.nameFr}, ${facts.url}, ${keyOf(facts.url)},
        ${facts.descriptionEn}, ${facts.descriptionFr}, ${facts.languages}, ${clientUuid}, ${endOf(facts.subject)},
        now())
      on conflict (client_uuid) do nothing returning id`,
  );
  if (made) return { id: made.id, isNew: true };
  const known = await findByForm(client, clientUuid);
  if (known === undefined) throw new NotFound('no such link');
  return { id: known, isNew: false };
}

export async function updateLink(client: Client, before: Link, facts: LinkFacts): Promise<void> {
  await execute(
    client,
    sql`
      update cws_links set subject = ${facts.subject}, name_en = ${facts.nameEn}, name_fr = ${facts.nameFr},
        url = ${facts.url}, url_key = ${keyOf(facts.url)}, description_en = ${facts.descriptionEn},
        description_fr = ${facts.descriptionFr}, languages = ${facts.languages},
        version = version + 1, edited_at = now(),
        position = case when subject = ${facts.subject} then position else ${endOf(facts.subject)} end
      where id = ${before.id}`,
  );
  // What was found at the old address says nothing of the new one.
  if (before.url !== facts.url) {
    await execute(
      client,
      sql`
        update cws_links set checked_at = null, answered_at = null, failures = 0, failing_since = null, status = null,
          why = null, moved_to = null where id = ${before.id}`,
    );
  }
}

/** Retires a link as of today, or takes it back into use at the end of its subject. */
export async function setRetired(client: Client, { id, subject }: Link, isRetired: boolean): Promise<void> {
  await execute(
    client,
    isRetired
      ? sql`
        update cws_links set retired_on = current_date, version = version + 1, edited_at = now() where id = ${id}`
      : sql`
        update cws_links set retired_on = null, version = version + 1, edited_at = now(), position = ${endOf(subject)}
        where id = ${id} and subject = ${subject}`,
  );
}

/** Ids of the links of a subject that are in use, in their order, locked until the transaction ends. */
export async function lockOrder(client: Client, subject: string): Promise<number[]> {
  // In the order of ids, so that two who reorder wait for each other and not for ever.
  await execute(
    client,
    sql`select from cws_links where subject = ${subject} and retired_on is null order by id for update`,
  );
  const rows = await queryRows<{ id: number }>(
    client,
    sql`select id from cws_links where subject = ${subject} and retired_on is null order by position, id`,
  );
  return rows.map(({ id }) => id);
}

export async function saveOrder(client: Client, ids: readonly number[]): Promise<void> {
  await execute(
    client,
    sql`
      update cws_links l set position = o.position, edited_at = coalesce(l.edited_at, now()) from unnest(${ids}::int[])
      with ordinality o (id, position) where l.id = o.id and l.position <> o.position`,
  );
}

interface NewChange {
  readonly linkId: number;
  readonly kind: ChangeKind;
  readonly accountId: number | null;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export async function insertChange(
  client: Client,
  { linkId, kind, accountId, reason, detail }: NewChange,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_link_changes (link_id, kind, account_id, reason, detail)
      values (${linkId}, ${kind}, ${accountId}, ${reason ?? null}, ${JSON.stringify(detail ?? {})}::jsonb)`,
  );
}

/** A link's history, newest first. */
export async function listChanges(on: Queryable, _viewer: Viewer, linkId: number): Promise<LinkChange[]> {
  const rows = await queryRows<Omit<LinkChange, 'at'> & { at: Date }>(
    on,
    sql`
      select c.kind, c.at, a.login_id as login, c.reason, c.detail
      from cws_link_changes c left join accounts a on a.id = c.account_id
      where c.link_id = ${linkId} order by c.id desc limit 100`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}
