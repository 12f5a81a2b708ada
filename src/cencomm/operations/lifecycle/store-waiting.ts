import { rights, type Viewer } from '../../../access/index.ts';
import { sql } from '../../../db/sql.ts';
import type { Offices } from '../../../reference/index.ts';
import type { WaitingPart } from '../../../web/waiting.ts';
import { unreadInAll, wantedOf } from '../../mail/reading/store-list.ts';
import { isOpenInvitation, lapsesAt, officesAnsweredFor } from '../members/store-invitations.ts';

const room = 'cencomm';

/** What waits in CENcomm for whoever may enter it, and for the Secretariat what it decides. */
export function waitingInCencomm({ offices }: { readonly offices: Offices }): (viewer: Viewer) => WaitingPart[] {
  return viewer => {
    if (!rights.cencomm(viewer)) return [];
    return [
      invitations(viewer, officesAnsweredFor(viewer, offices)),
      ...(rights.administrator(viewer) ? forSecretariat(viewer) : []),
      ...mail(viewer),
    ];
  };
}

function invitations(viewer: Viewer, officeIds: readonly number[]): WaitingPart {
  return {
    kind: 'invitation',
    room,
    place: 'cencomm:nav.operations',
    band: 'week',
    icon: 'mail',
    href: () => '/cencomm',
    rows: sql`
      select 1 as n, i.id::text as ref, (${lapsesAt})::date as due, i.invited_at as at,
        jsonb_build_object('title', o.title) as more
      from cencomm_invitations i join cencomm_operations o on o.id = i.operation_id and o.state = 'open'
      where ${isOpenInvitation}
        and (i.account_id = ${viewer.accountId} or i.office_id = any(${[...officeIds]}::int[]))
      limit 100`,
  };
}

function forSecretariat({ accountId }: Viewer): WaitingPart[] {
  const part = { room, place: 'cencomm:nav.register', band: 'week' } as const;
  const href: WaitingPart['href'] = ({ ref }) => (ref === null ? '/cencomm/register' : `/cencomm/register/${ref}`);
  return [
    {
      ...part,
      kind: 'operation',
      icon: 'play',
      href,
      rows: sql`
        select 1 as n, o.id::text as ref, null::date as due, to_timestamp(o.created_ms / 1000.0) as at,
          jsonb_build_object('title', o.title) as more
        from cencomm_operations o where o.state = 'requested' limit 100`,
    },
    {
      ...part,
      kind: 'lifting',
      icon: 'lock',
      href,
      rows: sql`
        select 1 as n, o.id::text as ref, null::date as due, h.lift_asked_at as at,
          jsonb_build_object('title', o.title) as more
        from cencomm_holds h join cencomm_operations o on o.id = h.operation_id
        where h.lifted_at is null and h.lift_asked_by <> ${accountId}`,
    },
  ];
}

function mail(viewer: Viewer): WaitingPart[] {
  const part = { room, place: 'cencomm:nav.inbox' } as const;
  return [
    {
      ...part,
      kind: 'answers',
      band: 'week',
      icon: 'clock-3',
      href: () => '/cencomm/inbox?box=unanswered',
      rows: sql`
        select count(*)::int as n, null::text as ref, min(w.answer_by)::date as due, null::timestamptz as at,
          null::jsonb as more
        from (${wantedOf(viewer)}) w`,
    },
    {
      ...part,
      kind: 'unread',
      band: 'later',
      icon: 'mail',
      href: () => '/cencomm/inbox',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at, null::jsonb as more
        from (${unreadInAll(viewer)}) w`,
    },
    {
      ...part,
      kind: 'mailExports',
      place: 'cencomm:nav.operations',
      band: 'week',
      icon: 'file-text',
      href: () => '/cencomm',
      rows: sql`
        select count(*)::int as n, null::text as ref, null::date as due, min(x.asked_at) as at, null::jsonb as more
        from cencomm_exports x join cencomm_members m on m.operation_id = x.operation_id and m.removed_at is null
          and m.account_id = ${viewer.accountId} and m.role in ('owner', 'liaison')
        where x.state = 'asked' and x.thread_id is not null and x.asked_by <> ${viewer.accountId}`,
    },
  ];
}
