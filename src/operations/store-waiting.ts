import { rights } from '../access/index.ts';
import type { Viewer } from '../access/index.ts';
import { sql } from '../db/sql.ts';
import type { WaitingPart } from '../web/waiting.ts';
import { readStatus } from './store-status.ts';
import type { StatusContext } from './store-status.ts';
import { warningsOf } from './warnings.ts';

/** Milliseconds for which what was found is believed: it changes by the minute at most. */
const keepFor = 60_000;

/** What is not as it should be, for administrators. Read again once a minute, not for each page. */
export function waitingInOperations(context: StatusContext): (viewer: Viewer) => Promise<readonly WaitingPart[]> {
  let kept: { readonly at: number; readonly count: Promise<number> } | undefined;
  return async viewer => {
    if (!rights.administrator(viewer)) return [];
    if (!kept || Date.now() - kept.at > keepFor)
      kept = { at: Date.now(), count: readStatus(context).then(status => warningsOf(status).length) };
    // Who cannot be asked how it does is a matter of its own: other pages say so.
    const count = await kept.count.catch(() => 0);
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
