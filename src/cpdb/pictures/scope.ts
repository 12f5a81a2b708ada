import { rights, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/** What the gallery shows, the same to every member: the one place where it is decided. Alias of the table: `p`. */
export const publishedPictures: Sql = sql`p.state = 'published'`;

/**
 * What a viewer also works on: the own office's, for a contributor; those of the region from 'submitted' on, for its
 * RILO; all but drafts for the administrator. Withdrawn ones are seen by these alone. Alias `p`.
 */
export function workablePictures(viewer: Viewer): Sql {
  const { id } = viewer.office;
  return sql`
    (p.state <> 'discarded' and ${notInOthersDraft(viewer)}
      and (${rights['database:write'](viewer)}::boolean and p.office_id = ${id}::int
      or p.state <> 'draft' and (${rights.rilo(viewer)}::boolean and p.region_id = ${id}::int
      or ${rights.administrator(viewer)}::boolean)))`;
}

/** A picture taken while a seizure is entered is its writer's alone, as the draft is, until that is submitted. */
function notInOthersDraft({ accountId }: Viewer): Sql {
  return sql`(p.seizure_draft_id is null or exists (
    select from seizure_drafts d
    where d.id = p.seizure_draft_id and (d.submitted_at is not null or d.account_id = ${accountId}::int)))`;
}

/** Everything a viewer may see of the pictures. Alias `p`. */
export function visiblePictures(viewer: Viewer): Sql {
  return sql`(${publishedPictures} or ${workablePictures(viewer)})`;
}
