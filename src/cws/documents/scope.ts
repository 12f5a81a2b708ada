import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Fragment } from '../../db/sql.ts';
import type { CwsDocument } from './document.ts';

/**
 * Which documents a viewer may read: the one place where it is decided, for lists, pages, files, search, feeds and letters.
 * Alias of the table: `d`. Published ones, once their embargo is over, for the world, the own region, the own office, and for
 * every RILO and the Secretariat; withdrawn ones stay readable as such.
 */
export function readableDocuments({ office: { id, kind, riloId } }: Pick<Viewer, 'office'>): Fragment {
  return {
    text: readableBy({ region: '?::int', office: '?::int', desk: '?::boolean' }),
    bindings: [riloId ?? -1, id, kind === 'rilo' || kind === 'secretariat'],
  };
}

/** The same for readers who are rows themselves, as those of letters: expressions of their RILO, office, and whether it is a RILO or the Secretariat. */
export function readableBy({
  region,
  office,
  desk,
}: {
  readonly region: string;
  readonly office: string;
  readonly desk: string;
}): string {
  return `(d.state in ('published', 'withdrawn') and (d.embargo_until is null or d.embargo_until <= now())
      and (d.audience = 'world' or d.region_id = ${region} or d.office_id = ${office} or ${desk}))`;
}

/** The same rule from the document's side: whether members of an office read it once its embargo is over. A test holds the two together. Pure. */
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

/** Which documents a viewer works on besides: the own office's, those sent to its desk, and what it published ahead of time. Alias `d`. */
export function workableDocuments(viewer: Viewer): Fragment {
  const { id } = viewer.office;
  const writes = rights.ncp(viewer) || rights.rilo(viewer) || rights.administrator(viewer);
  return {
    text: `(d.state <> 'discarded' and (?::boolean and d.office_id = ?::int or ?::boolean and d.region_id = ?::int and d.state <> 'draft' or ?::boolean and d.state <> 'draft'))`,
    bindings: [writes, id, rights.rilo(viewer), id, rights.administrator(viewer)],
  };
}

/** Everything a viewer may see of the documents, working copies included. Alias `d`. */
export function visibleDocuments(viewer: Viewer): Fragment {
  const [read, work] = [readableDocuments(viewer), workableDocuments(viewer)];
  return { text: `(${read.text} or ${work.text})`, bindings: [...read.bindings, ...work.bindings] };
}

/** When a document came to be read, as SQL: it is news then, not while its embargo runs. Alias `d`. */
export const openedAt = 'greatest(d.published_at, coalesce(d.embargo_until, d.published_at))';
