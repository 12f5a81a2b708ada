import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';

const place = { room: 'network', place: 'suggestions:section', icon: 'lightbulb' } as const;

/** Outcomes a contact point's office has not seen; for the Secretariat, endorsed suggestions without a decision. */
export function waitingInNetwork(viewer: Viewer): WaitingPart[] {
  return [
    ...(rights.ncp(viewer)
      ? [
          {
            ...place,
            kind: 'outcomes',
            band: 'later' as const,
            href: () => '/network/suggestions',
            rows: sql`
              select count(*)::int as n, null::text as ref, null::date as due, min(decided_at) as at,
                null::jsonb as more
              from suggestions
              where office_id = ${viewer.office.id} and decided_at is not null and state <> 'open'
                and (seen_at is null or seen_at < decided_at)`,
          },
        ]
      : []),
    ...(rights.administrator(viewer)
      ? [
          {
            ...place,
            kind: 'endorsed',
            band: 'later' as const,
            href: () => '/network/suggestions',
            rows: sql`
              select count(*)::int as n, null::text as ref, null::date as due, min(endorsed_at) as at,
                null::jsonb as more
              from suggestions where state = 'open' and endorsed_at is not null`,
          },
        ]
      : []),
  ];
}
