import { namesFor } from '../../../seizures/index.ts';
import { addYears } from '../../../text/plain-date.ts';
import type { Language } from '../../../i18n/index.ts';
import type { AnalysisContext } from '../../context.ts';
import type { ReportRow } from '../store-reports.ts';
import type { Drawing } from './figure.ts';

type Period = Pick<ReportRow, 'from' | 'to' | 'area'>;
type Context = Pick<AnalysisContext, 'lists' | 'offices' | 'texts'>;

/** Words for the figures of a report in a language. */
export function drawingFor(context: Context, report: Period, lang: Language): Drawing {
  const names = namesFor(context)(lang);
  const said = (from: string, to: string): string =>
    isYear({ from, to }) ? from.slice(0, 4) : names.text('report:days', { from: names.date(from), to: names.date(to) });
  return {
    names,
    offices: context.offices,
    period: said(report.from, report.to),
    during: names.text(isYear(report) ? 'report:inYear' : 'report:fromTo', {
      ...{ year: report.from.slice(0, 4), from: names.date(report.from), to: names.date(report.to) },
    }),
    before: said(addYears(report.from, -1), addYears(report.to, -1)),
  };
}

export function isYear({ from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return from.slice(4) === '-01-01' && to === `${from.slice(0, 4)}-12-31`;
}

/** "Illicit Trade Report 2025", or "Bulletin of RILO ESA, 1 Jul to 30 Sep 2025". */
export function titleOf(context: Context, report: Period, lang: Language): string {
  const { names, period } = drawingFor(context, report, lang);
  if (report.area === null)
    return names.text(isYear(report) ? 'report:title' : 'report:bulletin', { period, of: '' }).trim();
  return names.text('report:bulletinOf', { period, of: context.offices.name(report.area, lang) });
}
