import type { Viewer } from '../../access/index.ts';
import type { AnalysisContext } from '../context.ts';
import type { Reports } from './read.ts';
import type { Wanted } from './wanted.ts';
import { sinceSent, standingOf, type ReportStanding } from './standing.ts';
import { listContents, type Sent } from './store-sendings.ts';
import { summaryOf } from './summary.ts';

/** A sending with the standing of its report and year. */
export interface Compared {
  readonly sent: Sent;
  readonly standing: ReportStanding;
}

export interface Standings {
  /** Where a report stands: its records of today beside what was sent of it; `sent` may hold other reports. */
  of(viewer: Viewer, wanted: Wanted, sent: readonly Sent[]): Promise<ReportStanding>;
  /** Each sending of an office with the standing of its report and year; `known` need not be read again. */
  compare(
    viewer: Viewer,
    sent: readonly Sent[],
    owner: Wanted['owner'],
    known: readonly ReportStanding[],
  ): Promise<readonly Compared[]>;
}

export function openStandings({ pool }: Pick<AnalysisContext, 'pool'>, reports: Reports): Standings {
  async function of(viewer: Viewer, wanted: Wanted, sent: readonly Sent[]): Promise<ReportStanding> {
    const { owner, report, year } = wanted;
    const mine = sent.filter(({ file }) => file.report === report && file.year === year);
    const contents = mine.length > 0 ? await listContents(pool, { officeId: owner.id, report, year }) : [];
    if (contents.length === 0) return standingOf(wanted, await reports.summary(viewer, wanted), mine);
    const refs = [...new Set(contents.flatMap(({ rows }) => rows.map(({ ref }) => ref)))];
    const made = await reports.made(viewer, wanted, refs);
    return standingOf(wanted, summaryOf(made), mine, sinceSent(wanted, made, contents));
  }

  return {
    of,
    async compare(viewer, sent, owner, known) {
      const byReport = new Map(known.map(one => [`${one.wanted.report} ${one.wanted.year}`, one]));
      const compared: Compared[] = [];
      for (const one of sent) {
        const { report, year } = one.file;
        const key = `${report} ${year}`;
        const standing = byReport.get(key) ?? (await of(viewer, { owner, report, year }, sent));
        byReport.set(key, standing);
        compared.push({ sent: one, standing });
      }
      return compared;
    },
  };
}
