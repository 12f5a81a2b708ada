import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, sql, type Sql } from '../../db/sql.ts';
import { Conflict, NotFound, NotVisible } from '../../errors.ts';
import type { Referral, Report } from './referral.ts';
import { visibleReferrals } from './scope.ts';

/** Columns of a referral `r` with those of its maker `m` and of whoever took it `t`. */
export const columns = sql`
  r.id, r.ref, r.made_by as "madeBy", m.login_id as "madeByLogin", r.from_office_id as "fromOfficeId",
  r.made_at as "madeAt", r.lang,
  r.subject, r.stage, r.happened, r.country, r.place, r.happened_on as "happenedOn", r.known_by as "knownBy", r.product,
  r.goods, r.quantity, r.unit,
  r.from_country as "fromCountry", r.to_country as "toCountry", r.transport, r.state, r.version,
  r.office_id as "officeId", r.office_ids as "officeIds",
  r.taken_by as "takenBy", t.login_id as "takenByLogin", r.draft_id as "draftId", r.outcome,
  r.sender_news as "senderNews", r.office_news as "officeNews", r.synthetic`;
export const people = sql`join accounts m on m.id = r.made_by left join accounts t on t.id = r.taken_by`;

export type Row = Omit<Referral, 'madeAt'> & { readonly madeAt: Date };

export function toReferral(row: Row): Referral {
  return { ...row, madeAt: row.madeAt.toISOString() };
}

/** One referral the viewer may see. Throws NotVisible. */
export async function getReferral(on: Queryable, viewer: Viewer, ref: string): Promise<Referral> {
  return find(on, viewer, ref, empty);
}

/** The same, locked until the transaction ends: what is done with it is done one after the other. */
export async function lockReferral(client: Client, viewer: Viewer, ref: string): Promise<Referral> {
  return find(client, viewer, ref, sql`for update of r`);
}

async function find(on: Queryable, viewer: Viewer, ref: string, lock: Sql): Promise<Referral> {
  const scope = visibleReferrals(viewer);
  const row = await queryRow<Row>(
    on,
    sql`select ${columns} from referrals r ${people} where r.ref = ${ref} and ${scope} ${lock}`,
  );
  if (!row) throw new NotVisible('no such referral');
  return toReferral(row);
}

/**
 * The referral a draft was made of, locked; undefined for a draft of no referral. For the database's own transaction:
 * no viewer.
 */
export async function lockOfDraft(client: Client, draftId: string): Promise<Referral | undefined> {
  const row = await queryRow<Row>(
    client,
    sql`select ${columns} from referrals r ${people} where r.draft_id = ${draftId} for update of r`,
  );
  return row && toReferral(row);
}

/**
 * A new referral; one that was sent before is found again by the number of its form. Returns its reference and whether
 * it is new.
 */
export async function insertReferral(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  report: Report & { officeId: number },
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const made = await queryRow<{ id: number; ref: string }>(
    client,
    sql`
      insert into referrals (year, client_uuid, made_by, from_office_id, lang, subject, stage, happened, country, place,
        happened_on, known_by, product, goods, quantity, unit,
        from_country, to_country, transport, office_id, office_ids)
      values (extract(year from now() at time zone 'UTC')::int, ${clientUuid}, ${viewer.accountId}, ${viewer.office.id},
        ${viewer.lang}, ${report.subject}, ${report.stage}, ${report.happened}, ${report.country}, ${report.place},
        ${report.happenedOn}, ${report.knownBy}, ${report.product}, ${report.goods}, ${report.quantity}, ${report.unit},
        ${report.fromCountry}, ${report.toCountry}, ${report.transport}, ${report.officeId}::int,
        array[${report.officeId}::int])
      on conflict (client_uuid) do nothing returning id, ref`,
  );
  if (made) return { ...made, isNew: true };
  const known = await queryRow<{ id: number; ref: string }>(
    client,
    sql`select id, ref from referrals where client_uuid = ${clientUuid} and made_by = ${viewer.accountId}`,
  );
  if (!known) throw new NotFound('no such referral');
  return { ...known, isNew: false };
}

type Moving = Partial<
  Pick<Referral, 'state' | 'officeId' | 'takenBy' | 'draftId' | 'outcome' | 'senderNews' | 'officeNews'>
>;

/** Moves a locked referral on: another version of it, so that a form opened before is told. */
export async function moveReferral(client: Client, referral: Referral, change: Moving): Promise<void> {
  await save(client, { ...referral, ...change, version: referral.version + 1 });
}

/** Marks what is new for whom. The referral stands where it stood. */
export async function markNews(
  client: Client,
  referral: Referral,
  news: Pick<Moving, 'senderNews' | 'officeNews'>,
): Promise<void> {
  await save(client, { ...referral, ...news });
}

async function save(client: Client, one: Referral): Promise<void> {
  const officeIds = one.officeIds.includes(one.officeId) ? one.officeIds : [...one.officeIds, one.officeId];
  const rowCount = await execute(
    client,
    sql`
      update referrals set state = ${one.state}, version = ${one.version}, office_id = ${one.officeId},
        office_ids = ${officeIds}, taken_by = ${one.takenBy}, draft_id = ${one.draftId}, outcome = ${one.outcome},
        sender_news = ${one.senderNews}, office_news = ${one.officeNews} where id = ${one.id}`,
  );
  if (rowCount !== 1) throw new Conflict('the referral is gone');
}
