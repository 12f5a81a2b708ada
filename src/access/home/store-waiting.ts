import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { administers, looksAfterOffice } from '../accounts/permissions.ts';
import { waitingProposals } from '../accounts/store-proposals.ts';
import { unansweredPost } from '../review/store-post.ts';
import { rights } from '../rights.ts';
import type { Viewer } from '../viewer.ts';

/** What waits for who looks after accounts, for an administrator, for the second person of two, and for everybody. */
export function waitingInAccess(viewer: Viewer): WaitingPart[] {
  return [
    ...(administers(viewer) ? forAdministrator(viewer) : []),
    ...(administers(viewer) || looksAfterOffice(viewer) ? forOffice(viewer) : []),
    ...(rights['proposal:decide'](viewer)
      ? [
          {
            kind: 'proposals',
            room: 'access',
            place: 'proposals:section',
            band: 'today' as const,
            icon: 'users',
            href: () => '/access/proposals',
            rows: sql`
              select count(*)::int as n, null::text as ref, null::date as due, min(w.at) as at, null::jsonb as more
              from (${waitingProposals(viewer)}) w`,
          },
        ]
      : []),
    {
      kind: 'post',
      room: 'access',
      place: '',
      band: 'later',
      icon: 'user-check',
      href: () => '/account/post',
      rows: unansweredPost(viewer),
    },
  ];
}

/** Alarms and exports of the trail are read through views: the real time holds for them, whatever the date. */
function forAdministrator({ accountId }: Viewer): WaitingPart[] {
  const room = 'access';
  return [
    {
      kind: 'trail',
      room,
      place: 'alarms',
      band: 'today',
      icon: 'triangle-alert',
      href: () => '/access/alarms',
      rows: sql`
        select count(*)::int as n, 'alarms' as ref, null::date as due, min(raised_at) as at,
          jsonb_build_object('subject', subject) as more
        from open_alarms where kind = 'trail' group by subject`,
    },
    {
      kind: 'alarms',
      room,
      place: 'alarms',
      band: 'today',
      icon: 'bell',
      href: () => '/access/alarms',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(raised_at) as at, null::jsonb as more
        from open_alarms where kind <> 'trail'`,
    },
    {
      kind: 'trailExports',
      room,
      place: 'audit',
      band: 'today',
      icon: 'file-text',
      href: () => '/access/audit/exports',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(asked_at) as at, null::jsonb as more
        from open_trail_exports where asked_by <> ${accountId}`,
    },
    {
      kind: 'applications',
      room,
      place: 'applications',
      band: 'week',
      icon: 'user',
      href: () => '/access/applications',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(made_at) as at,
          jsonb_build_object('offices', count(distinct office_id)) as more
        from applications
        where state = 'submitted' or state = 'consented' and consented_by <> ${accountId}`,
    },
  ];
}

function forOffice(viewer: Viewer): WaitingPart[] {
  const [room, office] = ['access', viewer.office.id];
  return [
    {
      kind: 'asked',
      room,
      place: 'applications',
      band: 'week',
      icon: 'message-circle-question-mark',
      href: () => '/access/applications',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(changed_at) as at, null::jsonb as more
        from applications where office_id = ${office} and made_by = ${viewer.accountId} and state = 'asked'`,
    },
    {
      kind: 'review',
      room,
      place: 'review',
      band: 'week',
      icon: 'users',
      href: ({ ref }) => `/access/review/${ref ?? ''}`,
      rows: sql`
        select count(x.account_id)::int as n, v.id::text as ref, v.due_on as due, null::timestamptz as at,
          null::jsonb as more
        from access_reviews v join access_review_officers x on x.review_id = v.id and x.outcome is null
          and x.account_id <> ${viewer.accountId}
        where v.office_id = ${office} and v.closed_at is null group by v.id`,
    },
    {
      kind: 'moves',
      room,
      place: 'accounts',
      band: 'week',
      icon: 'users',
      href: () => '/access/moves',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(made_at) as at, null::jsonb as more
        from account_moves
        where state = 'asked' and ${viewer.accountId} not in (made_by, account_id)
          and (${administers(viewer)}::boolean or to_office = ${office})`,
    },
  ];
}
