import { rights, type Viewer } from '../../access/index.ts';
import type { CwsDocument } from './document.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Which documents a viewer may read: the one place where it is decided, for lists, pages, files, search, feeds and
 * letters. Alias of the table: `d`. Published ones, once their embargo is over, for the world, the own region, the own
 * office, and for every RILO and the Secretariat; withdrawn ones stay readable as such.
 */
export function readableDocuments({ office: { id, kind, riloId } }: Pick<Viewer, 'office'>): Sql {
  const desk = kind === 'rilo' || kind === 'secretariat';
  return readableBy({ region: sql`${riloId ?? -1}::int`, office: sql`${id}::int`, desk: sql`${desk}::boolean` });
}

/**
 * The same for readers who are rows themselves, as those of letters: expressions of their RILO, office, and whether it
 * is a RILO or the Secretariat.
 */
export function readableBy({
  region,
  office,
  desk,
}: {
  readonly region: Sql;
  readonly office: Sql;
  readonly desk: Sql;
}): Sql {
  return sql`(d.state in ('published', 'withdrawn') and (d.embargo_until is null or d.embargo_until <= now())
      and (d.audience = 'world' or d.region_id = ${region} or d.office_id = ${office} or ${desk}))`;
}

/**
 * The same rule from the document's side: whether members of an office read it once its embargo is over. A test holds
 * the two together. Pure.
 */
export function readsOffice(
  { id, kind, riloId }: Pick<Viewer['office'], 'id' | 'kind' | 'riloId'>,
  { audience, regionId, officeId }: Pick<CwsDocument, 'audience' | 'regionId' | 'officeId'>,
): boolean {
  return (
    audience === 'world' ||
    (riloId !== null && riloId === regionId) ||
    id === officeId ||
    kind === 'rilo' ||
    kind === 'secretariat'
  );
}

/**
 * Which documents a viewer also works on: the own office's, those sent to its desk, and what it published ahead of
 * time. Alias `d`.
 */
export function workableDocuments(viewer: Viewer): Sql {
  const { id } = viewer.office;
  const writes = rights.ncp(viewer) || rights.rilo(viewer) || rights.administrator(viewer);
  return sql`
    (d.state <> 'discarded' and (${writes}::boolean and d.office_id = ${id}::int
      or ${rights.rilo(viewer)}::boolean and d.region_id = ${id}::int and d.state <> 'draft'
      or ${rights.administrator(viewer)}::boolean and d.state <> 'draft'))`;
}

/** Everything a viewer may see of the documents, working copies included. Alias `d`. */
export function visibleDocuments(viewer: Viewer): Sql {
  const [read, work] = [readableDocuments(viewer), workableDocuments(viewer)];
  return sql`(${read} or ${work})`;
}

/** When a document came to be read, as SQL: it is news then, not while its embargo runs. Alias `d`. */
export const openedAt = sql`greatest(d.published_at, coalesce(d.embargo_until, d.published_at))`;
