import { rights, type Viewer } from '../../../access/index.ts';
import { sql } from '../../../db/sql.ts';
import type { Offices } from '../../../reference/index.ts';
import type { WaitingPart } from '../../../web/waiting.ts';
import { officesSeen, visibleIndicators } from './scope.ts';
import { unnotedUses } from './store-uses.ts';

/** Indicators that were given up, for whoever has an alert or a watch list made of one. */
export function waitingOnIndicators({ offices }: { readonly offices: Offices }): (viewer: Viewer) => WaitingPart[] {
  return viewer => {
    if (!rights['database:read'](viewer)) return [];
    return [
      {
        kind: 'indicatorGivenUp',
        room: 'analysis',
        place: 'risk:section',
        band: 'week',
        icon: 'circle-x',
        href: ({ ref }) => (ref === null ? '/analysis/risk-indicators' : `/analysis/risk-indicators/${ref}`),
        rows: sql`
          select 1 as n, i.ref, null::date as due, i.given_up_at as at,
            jsonb_build_object('title', i.ref, 'say', case when i.given_up_by is null then 'rule' else 'person' end)
              as more
          from risk_indicators i
          where ${visibleIndicators(officesSeen(viewer, offices))} and exists (${unnotedUses(viewer)})`,
      },
    ];
  };
}
