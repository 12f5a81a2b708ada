import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Fragment } from '../../db/sql.ts';

/** What the gallery shows, the same to every member: the one place where it is decided. Alias of the table: `p`. */
export const publishedPictures: Fragment = { text: `p.state = 'published'`, bindings: [] };

/**
 * What a viewer works on besides: the own office's, for who may contribute; those of the region from 'submitted' on, for its RILO;
 * all but drafts for the administrator. Withdrawn ones are seen by these alone. Alias `p`.
 */
export function workablePictures(viewer: Viewer): Fragment {
  const { id } = viewer.office;
  return {
    text: `(p.state <> 'discarded' and (?::boolean and p.office_id = ?::int or p.state <> 'draft' and (?::boolean and p.region_id = ?::int or ?::boolean)))`,
    bindings: [rights['database:write'](viewer), id, rights.rilo(viewer), id, rights.administrator(viewer)],
  };
}

/** Everything a viewer may see of the pictures. Alias `p`. */
export function visiblePictures(viewer: Viewer): Fragment {
  const work = workablePictures(viewer);
  return { text: `(${publishedPictures.text} or ${work.text})`, bindings: work.bindings };
}
