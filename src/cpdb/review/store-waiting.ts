import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { waitingPlaces } from '../watches/store-waiting.ts';
import { openReports, waitingPictures } from './store-queue.ts';

const room = 'cpdb';

/**
 * What waits about pictures: those to review and reports of others, own ones sent back, training begun, and new ones of
 * places one follows.
 */
export function waitingInCpdb(viewer: Viewer): WaitingPart[] {
  if (!rights.member(viewer)) return [];
  return [...(rights['cpdb:review'](viewer) ? toReview(viewer) : []), ...own(viewer), waitingPlaces(viewer)];
}

function toReview(viewer: Viewer): WaitingPart[] {
  const part = { room, place: 'cpdb:nav.review', band: 'week', href: () => '/cpdb/review' } as const;
  return [
    {
      ...part,
      kind: 'pictures',
      icon: 'images',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(p.made_at) as at, null::jsonb as more
        from cpdb_pictures p where ${waitingPictures(viewer)}`,
    },
    {
      ...part,
      kind: 'reports',
      icon: 'triangle-alert',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(t.at) as at, null::jsonb as more
        from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id where ${openReports(viewer)}`,
    },
  ];
}

function own(viewer: Viewer): WaitingPart[] {
  return [
    ...(rights['database:write'](viewer)
      ? [
          {
            kind: 'picturesBack',
            room,
            place: 'cpdb:nav.own',
            band: 'week' as const,
            icon: 'undo-2',
            href: () => '/cpdb/contributions',
            rows: sql`
              select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at,
                null::jsonb as more
              from cpdb_pictures where office_id = ${viewer.office.id} and state = 'returned'`,
          },
        ]
      : []),
    {
      kind: 'training',
      room,
      place: 'cpdbtraining:title',
      band: 'later',
      icon: 'scan',
      href: ({ ref }) => (ref === null ? '/cpdb/training' : `/cpdb/training/sets/${ref}`),
      rows: sql`
        select distinct on (s.id) 1 as n, s.ref, null::date as due, r.started_at as at, s.title as more
        from cpdb_runs r join cpdb_sets s on s.id = r.set_id and s.state = 'open'
        where r.account_id = ${viewer.accountId} and r.finished_at is null
          and r.started_at > now() - interval '14 days'
          and not exists (select from cpdb_runs l where l.account_id = r.account_id and l.set_id = r.set_id
            and l.finished_at > r.started_at)
        order by s.id, r.started_at desc`,
    },
  ];
}
