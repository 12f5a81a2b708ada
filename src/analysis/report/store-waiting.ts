import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { unnotedRecalls } from './store-recalls.ts';

/** Reports that were recalled, or published again since, for whoever opened a PDF of one. */
export function waitingOnReports(viewer: Viewer): WaitingPart[] {
  if (!rights['database:read'](viewer)) return [];
  return [
    {
      kind: 'reportRecalled',
      room: 'analysis',
      place: 'report:section',
      band: 'week',
      icon: 'book-open',
      href: () => '/analysis/report',
      rows: sql`
        select 1 as n, r.slug as ref, null::date as due, coalesce(c.corrected_at, c.recalled_at) as at,
          jsonb_build_object('title', r.slug,
            'say', case when c.corrected_at is null then 'recalled' else 'corrected' end) as more
        from ${unnotedRecalls(viewer)}`,
    },
  ];
}
