import type { Client } from '../../db/pool.ts';
import { execute, join, queryRow, raw, sql } from '../../db/sql.ts';
import { NotFound } from '../../errors.ts';
import type { Facts, Picture, State } from './picture.ts';
import type { Step } from './store.ts';

/** Who writes: an account for its office, or nobody for the portal itself. A Viewer is one. */
interface Author {
  readonly accountId: number | null;
  readonly office: { readonly id: number };
}

interface NewPicture {
  readonly clientUuid: string;
  readonly regionId: number | null;
  readonly seizureId: number | null;
  /** Draft of a seizure it is begun with. */
  readonly seizureDraftId?: string;
  readonly facts: Facts;
  readonly synthetic?: boolean;
}

function factValues(facts: Facts): Readonly<Record<string, unknown>> {
  const byMonth = facts.seizedOn.length === 7;
  return {
    country: facts.country,
    seized_on: byMonth ? `${facts.seizedOn}-01` : facts.seizedOn,
    by_month: byMonth,
    heading: facts.heading,
    product: facts.product,
    concealment: facts.concealment,
    transport: facts.transport,
    detection: facts.detection,
    captions: JSON.stringify(facts.captions),
  };
}

/** A new draft; one that was begun by the same form is found again. */
export async function insertPicture(
  client: Client,
  author: Author,
  { clientUuid, regionId, seizureId, seizureDraftId, facts, synthetic = false }: NewPicture,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const values = factValues(facts);
  const columns = Object.keys(values).map(name => raw(name));
  const made = await queryRow<{ id: string; ref: string }>(
    client,
    sql`
      insert into cpdb_pictures (client_uuid, office_id, region_id, made_by, seizure_id, seizure_draft_id, synthetic,
        ${join(columns)})
      values (${clientUuid}, ${author.office.id}, ${regionId}, ${author.accountId}, ${seizureId},
        ${seizureDraftId ?? null}, ${synthetic}, ${join(Object.values(values))})
      on conflict (client_uuid) do nothing returning id, ref`,
  );
  if (made) return { id: Number(made.id), ref: made.ref, isNew: true };
  const known = await queryRow<{ id: string; ref: string }>(
    client,
    sql`
      select id, ref from cpdb_pictures
      where client_uuid = ${clientUuid} and made_by is not distinct from ${author.accountId}`,
  );
  if (!known) throw new NotFound('no such picture');
  return { id: Number(known.id), ref: known.ref, isNew: false };
}

/** Writes what is told of a locked picture, as its next version. */
export async function saveFacts(
  client: Client,
  { id }: Pick<Picture, 'id'>,
  facts: Facts,
  regionId: number | null,
): Promise<void> {
  const changes = Object.entries(factValues(facts)).map(([name, value]) => sql`${raw(name)} = ${value}`);
  await execute(
    client,
    sql`update cpdb_pictures set region_id = ${regionId}, version = version + 1, ${join(changes)} where id = ${id}`,
  );
}

/** Makes a locked picture one of the record its draft became. */
export async function tieToRecord(
  client: Client,
  { id }: Pick<Picture, 'id'>,
  seizure: { readonly id: number },
): Promise<void> {
  await execute(client, sql`update cpdb_pictures set seizure_id = ${seizure.id} where id = ${id}`);
}

/** Moves a locked picture on, with its step: another version of it, so that a form opened before is told. */
export async function moveTo(
  client: Client,
  author: Pick<Author, 'accountId'>,
  { id }: Pick<Picture, 'id'>,
  state: State,
  kind: Step['kind'],
  reason?: string,
): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_pictures set state = ${state}, version = version + 1,
        published_at = case when ${state} = 'published' then now() else published_at end,
        published_by = case when ${state} = 'published' then ${author.accountId}::int else published_by end,
        withdrawn_at = case when ${state} = 'withdrawn' then now() end,
        withdrawn_reason = case when ${state} = 'withdrawn' then ${reason ?? null}::text end where id = ${id}`,
  );
  await insertStep(client, author, id, kind, reason);
}

export async function insertStep(
  client: Client,
  { accountId }: Pick<Author, 'accountId'>,
  pictureId: number,
  kind: Step['kind'],
  reason?: string,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cpdb_steps (picture_id, kind, account_id, reason)
      values (${pictureId}, ${kind}, ${accountId}, ${reason ?? null})`,
  );
}

/**
 * What lists show of a picture, after its images changed: the first photo, and the X-ray that belongs to it, else the
 * first.
 */
export async function refreshCover(client: Client, pictureId: number): Promise<void> {
  await execute(
    client,
    sql`
      with ready as (select id, role, place, pair, width, height from cpdb_images
          where picture_id = ${pictureId} and state = 'ready'),
        photo as (select * from ready where role = 'photo' order by place limit 1),
        xray as (select x.* from ready x where x.role = 'xray'
            order by x.pair is not distinct from (select pair from photo) and x.pair is not null desc, x.place limit 1)
      update cpdb_pictures p set images = (select count(*) from ready),
        shows = case when exists (select from photo)
        and exists (select from xray) then 'pair' when exists (select from photo) then 'photo' when exists (select
            from xray) then 'xray' end,
        cover = jsonb_strip_nulls(jsonb_build_object(
          'photo', (select jsonb_build_object('id', id, 'width', width, 'height', height) from photo),
          'xray', (select jsonb_build_object('id', id, 'width', width, 'height', height) from xray)))
      where p.id = ${pictureId}`,
  );
}
