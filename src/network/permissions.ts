import { rights, type Viewer } from '../access/index.ts';
import type { Office } from '../reference/index.ts';

/** How much of an office's contact data a viewer may edit: all of it, hours and staff only, or nothing. Pure. */
export function editOf(viewer: Viewer, office: Pick<Office, 'id' | 'kind'>): 'all' | 'desk' | 'none' {
  if (office.kind === 'partner') return 'none';
  if (rights.administrator(viewer)) return 'all';
  return rights.rilo(viewer) && viewer.office.id === office.id ? 'desk' : 'none';
}
