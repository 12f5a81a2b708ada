import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import { addYears } from '../../../text/plain-date.ts';
import type { Offices } from '../../../reference/index.ts';
import type { AnalysisContext } from '../../context.ts';
import type { Period } from '../figures/search-year.ts';
import { mayEdit } from '../permissions.ts';
import { insertCount } from '../store-counts.ts';
import { insertReport, type ReportRow } from '../store-reports.ts';
import { queueCount } from './ask-count.ts';

type Asked = Pick<ReportRow, 'from' | 'to' | 'area'>;

/** "2025" for a year of the world; a bulletin is named by its days and its region. */
export function slugOf({ from, to, area }: Asked): string {
  const year = from.slice(0, 4);
  const isYear = from === `${year}-01-01` && to === `${year}-12-31`;
  return [isYear ? year : `${from}-${to}`, area ?? ''].filter(Boolean).join('-').toLowerCase();
}

/** Countries of a region or a Member; none for the world. */
export function countriesOf(area: string | null, offices: Offices): readonly string[] {
  const office = area === null ? undefined : offices.byCode(area);
  if (office?.kind === 'rilo') return offices.membersOf(office.id);
  return office?.country ? [office.country] : [];
}

export function periodOf({ from, to, area }: Asked, offices: Offices): Period {
  return {
    from,
    to,
    before: { from: addYears(from, -1), to: addYears(to, -1) },
    countries: countriesOf(area, offices),
  };
}

/**
 * Begins a report; a worker counts and freezes its figures. Answers its slug; throws Refused where there is one of this
 * period.
 */
export async function beginReport(
  { pool, jobs }: Pick<AnalysisContext, 'pool' | 'jobs'>,
  viewer: Viewer,
  asked: Asked,
): Promise<string> {
  if (!mayEdit(viewer)) throw new Forbidden('not an editor');
  const slug = slugOf(asked);
  const count = await inTransaction(pool, async client => {
    const id = await insertReport(client, viewer, { slug, ...asked });
    if (id === undefined) throw new Refused({ path: 'to', key: 'report:problem.exists' });
    await note(client, viewer, { action: 'report.begun', subject: slug, detail: { ...asked } });
    return insertCount(client, viewer, { reportId: id, kind: 'freeze', ofVersion: 1 });
  });
  if (count !== undefined) await queueCount({ jobs }, count);
  return slug;
}
