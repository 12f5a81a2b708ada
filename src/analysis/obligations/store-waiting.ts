import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import { visibleSeizures } from '../../seizures/index.ts';
import { addDays, today } from '../../text/plain-date.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import { dueOf, reportOf } from './reports.ts';

/** Days before its date from which a report waits for the contact point. */
const ahead = 60;

/**
 * CITES reports of the last two years that are due within 60 days or over their date, have records to report and were
 * not sent, for the contact point of the Member.
 */
export function waitingOnObligations(viewer: Viewer): WaitingPart[] {
  if (!rights.ncp(viewer)) return [];
  const day = today();
  const year = Number(day.slice(0, 4));
  const years = [year - 2, year - 1].filter(one => String(dueOf(reportOf('cites'), one)) <= addDays(day, ahead));
  const { id } = viewer.office;
  return [
    {
      kind: 'obligation',
      room: 'analysis',
      place: 'obligations:section',
      band: 'week',
      icon: 'send',
      href: ({ ref }) => (ref === null ? '/analysis/obligations' : `/analysis/obligations?year=${ref}&report=cites`),
      rows: sql`
        select 1 as n, y.year::text as ref, make_date(y.year + 1, 10, 31) as due, null::timestamptz as at,
          jsonb_build_object('title', y.year::text, 'say',
            case when make_date(y.year + 1, 10, 31) < ${day}::date then 'over' else 'soon' end) as more
        from unnest(${years}::int[]) y (year)
        where exists (select from seizures s where ${visibleSeizures(viewer)} and s.office_id = ${id}
            and s.headings @> array['CITES'::text] and s.status not in ('withdrawn', 'merged')
            and s.seizure_date between make_date(y.year, 1, 1) and make_date(y.year, 12, 31))
          and not exists (select from obligation_sendings o join obligation_files f on f.id = o.file_id
            where f.office_id = ${id} and f.report = 'cites' and f.year = y.year and o.taken_back_at is null)`,
    },
  ];
}
