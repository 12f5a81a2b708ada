import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart, WaitingRow } from '../../web/waiting.ts';
import { unacknowledged, unreadAlerts } from '../alerts/store.ts';
import { issuedBy } from '../answers/scope.ts';
import { addressOfRef } from '../kinds/index.ts';

const room = 'cws';
const desk = { room, place: 'cws:nav.documents' } as const;
const atDocument = ({ ref }: WaitingRow): string => (ref === null ? '/cws/documents' : `/cws/documents/${ref}`);

/** What waits on the website: alerts to acknowledge and to read, what is at one's desk, and referrals. */
export function waitingInCws(viewer: Viewer): WaitingPart[] {
  if (!rights.member(viewer)) return [];
  return [...ofAlerts(viewer), ...(rights['cws:write'](viewer) ? atDesk(viewer) : []), ...ofReferrals(viewer)];
}

function ofAlerts(viewer: Viewer): WaitingPart[] {
  const part = { room, place: 'cws:nav.alerts' } as const;
  return [
    {
      ...part,
      kind: 'acknowledge',
      band: 'today',
      icon: 'siren',
      href: ({ ref }) => (ref === null ? '/cws/alerts?reading=acknowledge' : (addressOfRef(ref) ?? '/cws/alerts')),
      rows: unacknowledged(viewer),
    },
    {
      ...part,
      kind: 'alerts',
      band: 'later',
      icon: 'siren',
      href: () => '/cws/alerts?reading=unread',
      rows: unreadAlerts(viewer),
    },
  ];
}

function atDesk(viewer: Viewer): WaitingPart[] {
  const [rilo, administrator] = [rights.rilo(viewer), rights.administrator(viewer)];
  return [
    {
      ...desk,
      kind: 'documents',
      band: 'week',
      icon: 'inbox',
      href: atDocument,
      rows: sql`
        select 1 as n, d.ref, null::date as due, (select max(t.at) from cws_steps t where t.document_id = d.id) as at,
          jsonb_build_object('office', (select o.code from offices o where o.id = d.office_id)) as more
        from cws_documents d
        where d.state = 'submitted' and (${rilo}::boolean and d.region_id = ${viewer.office.id}::int
            and d.kind <> 'release' or ${administrator}::boolean and (d.region_id is null or d.kind = 'release'))`,
    },
    ...(administrator
      ? [
          {
            ...desk,
            kind: 'world',
            band: 'week' as const,
            icon: 'globe',
            href: atDocument,
            rows: sql`
              select 1 as n, d.ref, null::date as due, q.asked_at as at, null::jsonb as more
              from cws_world_requests q join cws_documents d on d.id = q.document_id where q.answer is null`,
          },
        ]
      : []),
    {
      ...desk,
      kind: 'alertQuestions',
      band: 'week',
      icon: 'message-circle-question-mark',
      href: ({ ref }) => (ref === null ? '/cws/documents' : (addressOfRef(ref) ?? '/cws/documents')),
      rows: sql`
        select count(*)::int as n, d.ref, null::date as due, null::timestamptz as at, null::jsonb as more
        from cws_questions q join cws_documents d on d.id = q.document_id
        where q.waits and ${issuedBy(viewer)} group by d.ref`,
    },
    {
      ...desk,
      kind: 'returned',
      band: 'week',
      icon: 'undo-2',
      href: atDocument,
      rows: sql`
        select 1 as n, d.ref, null::date as due,
          (select max(t.at) from cws_steps t where t.document_id = d.id) as at, null::jsonb as more
        from cws_documents d where d.state = 'returned' and d.office_id = ${viewer.office.id}::int`,
    },
  ];
}

function ofReferrals(viewer: Viewer): WaitingPart[] {
  const part = { room, place: 'cwsreferrals:section', icon: 'send' } as const;
  const news: WaitingPart = {
    ...part,
    kind: 'referralNews',
    band: 'week',
    href: () => '/cws/referrals?box=own',
    rows: sql`
      select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at, null::jsonb as more
      from referrals where made_by = ${viewer.accountId} and sender_news`,
  };
  if (!rights['referral:handle'](viewer)) return [news];
  return [
    {
      ...part,
      kind: 'referrals',
      band: 'today',
      href: () => '/cws/referrals',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(made_at) as at, null::jsonb as more
        from referrals where office_id = ${viewer.office.id} and (state = 'sent' or office_news)`,
    },
    news,
  ];
}
