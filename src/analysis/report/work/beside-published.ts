import type { Queryable } from '../../../db/pool.ts';
import type { Offices } from '../../../reference/index.ts';
import { beside } from '../figures/beside.ts';
import { sumsWith } from '../figures/editions.ts';
import type { CountedReport, PrintedReport } from '../figures/figures.ts';
import { printed } from '../figures/print.ts';
import { listEditions } from '../store-editions.ts';
import type { ReportRow } from '../store-reports.ts';
import { periodOf } from './begin.ts';

/** What of a report may be printed beside all that was published before. */
export async function printedBeside(
  on: Queryable,
  offices: Offices,
  report: Pick<ReportRow, 'from' | 'to' | 'area'>,
  counted: CountedReport,
): Promise<PrintedReport> {
  const period = periodOf(report, offices);
  const editions = (await listEditions(on, report)).map(({ counted, printed, ...of }) => ({
    ...{ counted, printed },
    period: periodOf(of, offices),
  }));
  return printed(counted, beside(sumsWith(period, editions)));
}

/**
 * Whether figures tell nothing that others do not tell as well: what those may print, these may. A number or "1–2" is
 * told, held is not; what stands in other places is taken to tell more. Pure.
 */
export function tellsNoMore(own: unknown, safe: unknown): boolean {
  if (own === 'held' || own === safe) return true;
  if (own === 'few') return typeof safe === 'number';
  if (typeof own !== 'object' || typeof safe !== 'object' || own === null || safe === null) return false;
  const [mine, theirs] = [Object.entries(own), new Map(Object.entries(safe))];
  return (
    mine.length === theirs.size && mine.every(([key, one]) => theirs.has(key) && tellsNoMore(one, theirs.get(key)))
  );
}
