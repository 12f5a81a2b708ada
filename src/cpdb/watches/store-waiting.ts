import type { Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { followedIn, isFollowed, isNewSince, ownWatches } from './scope.ts';
import { path } from './watch.ts';

/**
 * New pictures of the hiding places a viewer follows, those of each from the time it was seen on: no more are told of
 * than a hundred, and who follows none has no picture read.
 */
export function waitingPlaces(viewer: Viewer): WaitingPart {
  return {
    kind: 'hidingPlaces',
    room: 'cpdb',
    place: 'cpdb:nav.gallery',
    band: 'later',
    icon: 'bell',
    href: ({ ref }) => (ref === null ? '/cws/subscription#places' : `${path}/${ref}`),
    rows: sql`
      select count(*)::int as n, w.id::text as ref, null::date as due, min(p.published_at) as at,
        jsonb_build_object('en', ${followedIn('en')}, 'fr', ${followedIn('fr')}) as more
      from cpdb_watches w cross join lateral (
        select p.published_at from cpdb_pictures p where ${isFollowed} and ${isNewSince(sql`w.seen_at`)}
        order by p.published_at limit 100) p
      where ${ownWatches(viewer)} group by w.id`,
  };
}
