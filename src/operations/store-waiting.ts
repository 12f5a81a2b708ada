import { rights, type Viewer } from '../access/index.ts';
import { sql } from '../db/sql.ts';
import { keepReads } from '../web/kept-reads.ts';
import type { WaitingPart } from '../web/waiting.ts';
import { readStatus, type StatusContext } from './store-status.ts';
import { warningsOf } from './warnings.ts';

/** What is not as it should be, for administrators. Read again once a minute, not for each page. */
export function waitingInOperations(context: StatusContext): (viewer: Viewer) => Promise<readonly WaitingPart[]> {
  const warnings = keepReads(
    { seconds: 60, most: 1 },
    () => 'all',
    // Who cannot be asked how it does is a matter of its own: other pages say so.
    () =>
      readStatus(context).then(
        status => warningsOf(status).length,
        () => 0,
      ),
  );
  return async viewer => {
    if (!rights.administrator(viewer)) return [];
    const count = await warnings.of();
    if (count === 0) return [];
    return [
      {
        kind: 'status',
        room: 'access',
        place: 'status',
        band: 'today',
        icon: 'triangle-alert',
        href: () => '/access/status',
        rows: sql`
          select ${count}::int as n, null::text as ref, null::date as due, null::timestamptz as at,
            null::jsonb as more`,
      },
    ];
  };
}
