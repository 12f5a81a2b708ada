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
