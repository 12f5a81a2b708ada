import type { Client } from '../../db/pool.ts';
import { NotFound } from '../../errors.ts';
import type { Facts, Picture, State } from './picture.ts';
import type { Step } from './store.ts';

/** Who writes: an account for its office, or nobody for the portal itself. A Viewer is one. */
export interface Author {
  readonly accountId: number | null;
  readonly office: { readonly id: number };
}

export interface NewPicture {
  readonly clientUuid: string;
  readonly regionId: number | null;
  readonly seizureId: number | null;
  readonly facts: Facts;
  readonly synthetic?: boolean;
}

const factColumns = [
  'country',
  'seized_on',
  'by_month',
  'heading',
  'product',
  'concealment',
  'transport',
  'detection',
  'captions',
] as const;

function factValues(facts: Facts): unknown[] {
  const byMonth = facts.seizedOn.length === 7;
  return [
    facts.country,
    byMonth ? `${facts.seizedOn}-01` : facts.seizedOn,
    byMonth,
    facts.heading,
    facts.product,
    facts.concealment,
    facts.transport,
    facts.detection,
    JSON.stringify(facts.captions),
  ];
}

/** A new draft; one that was begun by the same form is found again. */
export async function insertPicture(
  client: Client,
  author: Author,
  { clientUuid, regionId, seizureId, facts, synthetic = false }: NewPicture,
): Promise<{ id: number; ref: string; isNew: boolean }> {
  const {
    rows: [made],
  } = await client.query<{ id: string; ref: string }>(
    `
    insert into cpdb_pictures (client_uuid, office_id, region_id, made_by, seizure_id, synthetic, country, seized_on, by_month, heading, product, concealment, transport, detection, captions)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (client_uuid) do nothing returning id, ref`,
    [clientUuid, author.office.id, regionId, author.accountId, seizureId, synthetic, ...factValues(facts)],
  );
  if (made) return { id: Number(made.id), ref: made.ref, isNew: true };
  const {
    rows: [known],
  } = await client.query<{ id: string; ref: string }>(
    'select id, ref from cpdb_pictures where client_uuid = $1 and made_by is not distinct from $2',
    [clientUuid, author.accountId],
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
  const columns = factColumns.map((name, at) => `${name} = $${at + 3}`).join(', ');
  await client.query({
    text: 'update cpdb_pictures set region_id = $2, version = version + 1, '.concat(columns, ' where id = $1'),
    values: [id, regionId, ...factValues(facts)],
  });
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
  await client.query(
    `
    update cpdb_pictures set state = $2, version = version + 1,
      published_at = case when $2 = 'published' then now() else published_at end, published_by = case when $2 = 'published' then $3::int else published_by end,
      withdrawn_at = case when $2 = 'withdrawn' then now() end, withdrawn_reason = case when $2 = 'withdrawn' then $4::text end where id = $1`,
    [id, state, author.accountId, reason ?? null],
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
  await client.query('insert into cpdb_steps (picture_id, kind, account_id, reason) values ($1, $2, $3, $4)', [
    pictureId,
    kind,
    accountId,
    reason ?? null,
  ]);
}

/** What lists show of a picture, after its images changed: the first photo, and the X-ray that belongs to it, else the first. */
export async function refreshCover(client: Client, pictureId: number): Promise<void> {
  await client.query(
    `
    with ready as (select id, role, place, pair, width, height from cpdb_images where picture_id = $1 and state = 'ready'),
      photo as (select * from ready where role = 'photo' order by place limit 1),
      xray as (select x.* from ready x where x.role = 'xray' order by x.pair is not distinct from (select pair from photo) and x.pair is not null desc, x.place limit 1)
    update cpdb_pictures p set images = (select count(*) from ready),
      shows = case when exists (select from photo) and exists (select from xray) then 'pair' when exists (select from photo) then 'photo' when exists (select from xray) then 'xray' end,
      cover = jsonb_strip_nulls(jsonb_build_object(
        'photo', (select jsonb_build_object('id', id, 'width', width, 'height', height) from photo),
        'xray', (select jsonb_build_object('id', id, 'width', width, 'height', height) from xray)))
    where p.id = $1`,
    [pictureId],
  );
}
