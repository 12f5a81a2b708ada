import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { path, pictureRef, type Card, type Picture } from './picture.ts';
import { publishedPictures, visiblePictures, workablePictures } from './scope.ts';

/** Columns of a Card, alias `p`. */
export const cardColumns = sql`
  p.id, p.ref, p.captions, p.heading, p.product, p.country,
  to_char(p.seized_on, case when p.by_month then 'YYYY-MM' else 'YYYY-MM-DD' end) as "seizedOn",
  p.transport, p.shows, p.cover`;
export type CardRow = Omit<Card, 'id'> & { readonly id: string };

/** Columns of a Picture over `pictureTables`. */
const pictureColumns = sql`
  ${cardColumns}, p.office_id as "officeId", p.region_id as "regionId", a.login_id as "madeBy", p.made_at as "madeAt",
  p.state, p.version,
  s.ref as "seizureRef", p.year, p.concealment, p.detection, p.images, p.published_at as "publishedAt",
  p.withdrawn_at as "withdrawnAt",
  p.withdrawn_reason as "withdrawnReason", p.synthetic,
  (select d.id from seizure_drafts d where d.id = p.seizure_draft_id and d.submitted_at is null) as "draftId"`;
const pictureTables = sql`
  cpdb_pictures p left join accounts a on a.id = p.made_by left join seizures s on s.id = p.seizure_id`;

const times = ['madeAt', 'publishedAt', 'withdrawnAt'] as const;
type PictureRow = Omit<Picture, (typeof times)[number] | 'id'> & { readonly id: string } & Readonly<
    Record<(typeof times)[number], Date | null>
  >;

function toPicture(row: PictureRow): Picture {
  return {
    ...row,
    id: Number(row.id),
    ...Object.fromEntries(times.map(name => [name, row[name]?.toISOString() ?? null])),
  } as unknown as Picture;
}

/** A picture the viewer may see. Throws NotVisible. */
export function getPicture(on: Queryable, viewer: Viewer, ref: string): Promise<Picture> {
  return find(on, viewer, ref, empty);
}

/** The same, locked until the transaction ends. */
export function lockPicture(client: Client, viewer: Viewer, ref: string): Promise<Picture> {
  return find(client, viewer, ref, sql`for update of p`);
}

async function find(on: Queryable, viewer: Viewer, ref: string, lock: Sql): Promise<Picture> {
  const scope = visiblePictures(viewer);
  const row = await queryRow<PictureRow>(
    on,
    sql`select ${pictureColumns} from ${pictureTables} where p.ref = ${ref} and ${scope} ${lock}`,
  );
  if (!row) throw new NotVisible(`no visible picture ${ref}`);
  return toPicture(row);
}

export function toCard(row: CardRow): Card {
  return { ...row, id: Number(row.id) };
}

/** The cards of pictures by id, within a scope. */
export async function listCards(on: Queryable, ids: readonly number[], scope: Sql): Promise<Map<number, Card>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<CardRow>(
    on,
    sql`select ${cardColumns} from cpdb_pictures p where p.id = any(${[...ids]}::bigint[]) and ${scope}`,
  );
  return new Map(rows.map(row => [Number(row.id), toCard(row)]));
}

/** Pictures within a scope, newest first. `most` of them. */
export async function listPictures(
  on: Queryable,
  scope: Sql,
  most: number,
  order: 'newest' | 'waitingLongest' = 'newest',
  name?: string,
): Promise<Picture[]> {
  const rows = await queryRows<PictureRow>(
    on,
    sql`
      select ${pictureColumns} from ${pictureTables} where ${scope}
      order by p.id ${order === 'newest' ? sql`desc` : sql`asc`} limit ${most}`,
    name,
  );
  return rows.map(toPicture);
}

/** Pictures shown of one record. */
const maxOfRecord = 40;

/** Pictures of a record the viewer already sees, newest first: those of them this viewer may see. */
export function listOfRecord(on: Queryable, viewer: Viewer, ref: string): Promise<Picture[]> {
  // Those of records that were merged into it are its pictures as well.
  const of = sql`(s.ref = ${ref} or s.merged_into = (select m.id from seizures m where m.ref = ${ref}))`;
  return listPictures(on, sql`${of} and ${visiblePictures(viewer)}`, maxOfRecord, 'newest', 'pictures_of_record');
}

/** What the viewer's office contributed, newest first. */
export function listOwnPictures(on: Queryable, viewer: Viewer, most: number): Promise<Picture[]> {
  return listPictures(on, sql`p.office_id = ${viewer.office.id}::int and ${workablePictures(viewer)}`, most);
}

/** The picture begun with a draft of a seizure, if this viewer may see it. */
export async function findOfDraft(
  on: Queryable,
  viewer: Viewer,
  draftId: string,
  lock = false,
): Promise<Picture | undefined> {
  const row = await queryRow<PictureRow>(
    on,
    sql`
      select ${pictureColumns} from ${pictureTables}
      where p.seizure_draft_id = ${draftId} and ${workablePictures(viewer)} ${lock ? sql`for update of p` : empty}`,
  );
  return row && toPicture(row);
}

/** Pictures by id, within a scope. */
export async function listPicturesById(
  on: Queryable,
  ids: readonly number[],
  scope: Sql,
): Promise<ReadonlyMap<number, Picture>> {
  if (ids.length === 0) return new Map();
  const rows = await listPictures(on, sql`p.id = any(${[...ids]}::bigint[]) and ${scope}`, ids.length);
  return new Map(rows.map(row => [row.id, row]));
}

/**
 * Where references lead that are of pictures this viewer may see, or of published ones alone: for texts that cite them.
 * Others are left out, whatever they are.
 */
export async function followPictures(
  on: Queryable,
  viewer: Viewer,
  refs: readonly string[],
  which?: 'published',
): Promise<ReadonlyMap<string, string>> {
  const named = refs.filter(ref => pictureRef.test(ref));
  if (named.length === 0) return new Map();
  const scope = which === 'published' ? publishedPictures : visiblePictures(viewer);
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`select p.ref from cpdb_pictures p where p.ref = any(${named}::text[]) and ${scope}`,
  );
  return new Map(rows.map(({ ref }) => [ref, `${path}/${ref}`]));
}

/** A dated step in a picture's life. */
export interface Step {
  readonly kind: 'begun' | 'submitted' | 'takenBack' | 'returned' | 'published' | 'withdrawn' | 'discarded';
  readonly at: string;
  readonly loginId: string | null;
  readonly reason: string | null;
}

/** The history of a picture already read through the scope, newest first. */
export async function listSteps(on: Queryable, { id }: Pick<Picture, 'id'>): Promise<Step[]> {
  const rows = await queryRows<Omit<Step, 'at'> & { at: Date }>(
    on,
    sql`
      select t.kind, t.at, a.login_id as "loginId", t.reason
      from cpdb_steps t left join accounts a on a.id = t.account_id where t.picture_id = ${id} order by t.id desc`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}
