import type { Viewer } from '../viewer.ts';
import { administers, looksAfterOffice } from './permissions.ts';
import { sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

/** The accounts a viewer looks after, as one condition on `a` (accounts): all, those of the own office, or none. */
export function visibleAccounts(viewer: Viewer): Sql {
  if (administers(viewer)) return sql`true`;
  if (looksAfterOffice(viewer)) return sql`a.office_id = ${viewer.office.id}`;
  return sql`false`;
}
