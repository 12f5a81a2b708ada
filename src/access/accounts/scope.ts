import type { Fragment } from '../../db/sql.ts';
import type { Viewer } from '../viewer.ts';
import { administers, looksAfterOffice } from './permissions.ts';

/** The accounts a viewer looks after, as one condition on `a` (accounts): all, those of the own office, or none. */
export function visibleAccounts(viewer: Viewer): Fragment {
  if (administers(viewer)) return { text: 'true', bindings: [] };
  if (looksAfterOffice(viewer)) return { text: 'a.office_id = ?', bindings: [viewer.office.id] };
  return { text: 'false', bindings: [] };
}
