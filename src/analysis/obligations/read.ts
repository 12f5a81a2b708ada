import type { Viewer } from '../../access/index.ts';
import { recordWordsFor } from '../../seizures/index.ts';
import type { AnalysisContext } from '../context.ts';
import { reportOf } from './reports.ts';
import type { ReportKey } from './reports.ts';
import { makeSheet } from './sheets/make.ts';
import type { Made } from './sheets/make.ts';
import type { SheetWords } from './sheets/sheet.ts';
import { listReportable } from './store-records.ts';

/** A Member's office: of the kind that keeps records of its country. */
export interface Owner {
  readonly id: number;
  readonly code: string;
  readonly country: string;
  readonly nameEn: string;
  readonly nameFr: string;
}

export interface Wanted {
  readonly owner: Owner;
  readonly report: ReportKey;
  readonly year: number;
}

type Making = Pick<AnalysisContext, 'pool' | 'lists' | 'offices' | 'texts' | 'seizures'>;

/**
 * Makes the report of an office and year from the records the viewer may see, in English, which all four receivers
 * work in. `refs` are of records that left before, whose standing is asked for.
 */
export function reportsOf(context: Making): (viewer: Viewer, of: Wanted, refs?: readonly string[]) => Promise<Made> {
  const words = recordWordsFor(context.seizures.context);
  return async (viewer, { owner, report, year }, refs) => {
    const with_: SheetWords = { words: words('en'), lookUp: context.lists.lookUp };
    const { heading } = reportOf(report);
    const read = await listReportable(context.pool, viewer, {
      officeId: owner.id,
      heading,
      year,
      ...(refs && { refs }),
    });
    return makeSheet(report, read, with_);
  };
}
