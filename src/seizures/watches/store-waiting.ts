import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import type { Seizures } from '../context.ts';
import { newsOf } from './news.ts';

/**
 * Watch lists with news. Which there are is asked by each list's own search; their numbers then stand with all else
 * that waits.
 */
export function waitingOnWatches(seizures: Seizures): (viewer: Viewer) => Promise<readonly WaitingPart[]> {
  return async viewer => {
    if (!rights['database:read'](viewer)) return [];
    const news = await newsOf(seizures.context.pool, seizures, viewer);
    if (news.length === 0) return [];
    const counts = news.map(({ records, imports }) => records + imports);
    return [
      {
        kind: 'watch',
        room: 'seizures',
        place: 'watches:section',
        band: 'later',
        icon: 'bell',
        href: ({ ref }) => (ref === null ? '/seizures/watches' : `/seizures/watches/${ref}`),
        rows: sql`
          select w.n, w.ref, null::date as due, null::timestamptz as at, jsonb_build_object('title', w.name) as more
          from unnest(${counts}::int[], ${news.map(({ id }) => String(id))}::text[],
            ${news.map(({ name }) => name)}::text[]) as w(n, ref, name)`,
      },
    ];
  };
}
