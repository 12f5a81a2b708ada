import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Fragment } from '../../db/sql.ts';
import type { CwsDocument } from '../documents/document.ts';
import { countAlerts, listDocuments } from '../documents/list.ts';
import type { KindCode } from '../kinds/index.ts';

/** How many of each the front page shows. */
const shown = { alerts: 8, bulletins: 6, sheets: 3, pages: 3, releases: 3 };

export interface Front {
  readonly alerts: readonly CwsDocument[];
  readonly bulletins: readonly CwsDocument[];
  readonly sheets: readonly CwsDocument[];
  readonly pages: readonly CwsDocument[];
  readonly releases: readonly CwsDocument[];
  readonly counts: { readonly inForce: number; readonly unread: number; readonly toAcknowledge: number };
}

/** What the front page shows this viewer; with `wanted`, of the subjects and regions it follows only. */
export async function readFront(viewer: Viewer, on: Queryable, wanted: Fragment | undefined): Promise<Front> {
  const newest = async (kinds: readonly KindCode[], size: number): Promise<readonly CwsDocument[]> =>
    (await listDocuments(viewer, on, { kinds, size, standing: 'inForce', ...(wanted ? { where: wanted } : {}) })).rows;
  const [alerts, bulletins, sheets, pages, releases, counts] = await Promise.all([
    newest(['alert'], shown.alerts), newest(['bulletin', 'report'], shown.bulletins), newest(['sheet'], shown.sheets), newest(['page'], shown.pages), newest(['release'], shown.releases),
    countAlerts(viewer, on),
  ]);
  return { alerts, bulletins, sheets, pages, releases, counts };
}
