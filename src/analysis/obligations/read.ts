import type { Viewer } from '../../access/index.ts';
import { recordWordsFor } from '../../seizures/index.ts';
import { addDays } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import { keepReports } from './kept-reports.ts';
import { reportOf } from './reports.ts';
import { makeSheet, type Made } from './sheets/make.ts';
import type { SheetWords } from './sheets/sheet.ts';
import { listReportable } from './store-records.ts';
import type { Summary } from './summary.ts';
import type { Wanted } from './wanted.ts';

type Making = Pick<AnalysisContext, 'pool' | 'lists' | 'offices' | 'texts' | 'seizures'>;

export interface Reports {
  /**
   * The report of an office and year from the records the viewer may see, in English, which all four receivers work
   * in. `refs` are of records that left before, whose standing is asked for.
   */
  made(viewer: Viewer, of: Wanted, refs?: readonly string[]): Promise<Made>;
  /** What the page of the Member shows of it. */
  summary(viewer: Viewer, of: Wanted): Promise<Summary>;
}

export function openReports(context: Making): Reports {
  const { pool, lists } = context;
  const words = recordWordsFor(context.seizures.context);
  const kept = keepReports(context);

  /** Officers of the owner alone read its records, and each of them all. */
  const reading =
    (viewer: Viewer, { owner, report, year }: Wanted) =>
    async (ids?: readonly number[]): Promise<Made> => {
      const asked = { officeId: owner.id, heading: reportOf(report).heading, year };
      const with_: SheetWords = { words: words('en'), lookUp: lists.lookUp };
      const pieces: Awaited<ReturnType<typeof listReportable>>[] = [];
      for (const which of ids ? [{ ids }] : monthsOf(year))
        pieces.push(await listReportable(pool, viewer, asked, which));
      const [lines, standings] = [pieces.flatMap(one => one.lines), pieces.flatMap(one => one.standings)];
      return makeSheet(report, { lines, standings }, with_);
    };

  return {
    summary: (viewer, wanted) => kept.summary(wanted, reading(viewer, wanted)),
    async made(viewer, wanted, refs = []) {
      const made = await kept.made(wanted, reading(viewer, wanted));
      // Into which record one was merged may change without it.
      const further = refs.filter(ref => made.standings.get(ref)?.state !== 'inForce');
      if (further.length === 0) return made;
      const { owner, report, year } = wanted;
      const asked = { officeId: owner.id, heading: reportOf(report).heading, year };
      const { standings } = await listReportable(pool, viewer, asked, { refs: further });
      const all = new Map([...made.standings, ...standings.map(one => [one.ref, { notAsked: {}, ...one }] as const)]);
      return { ...made, standings: all };
    },
  };
}

/** A year in pieces: read in one, that of a large Member takes longer than a statement may. */
const monthsOf = (year: number) => {
  const starts = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}-01`);
  return starts.map((from, at) => ({ from, to: addDays(starts[at + 1] ?? `${year + 1}-01-01`, -1) }));
};
