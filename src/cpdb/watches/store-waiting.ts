import type { Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { followedIn, isFollowed, isNewSince, ownWatches } from './scope.ts';
import { path } from './watch.ts';

/** New pictures of the hiding places a viewer follows. */
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
      from cpdb_watches w join cpdb_pictures p on ${isFollowed} and ${isNewSince(sql`w.seen_at`)}
      where ${ownWatches(viewer)} group by w.id`,
  };
}
