import type { HeadingCode } from '../../seizures/index.ts';

/** A report that other organizations ask of a Member, made from its records of one heading and year. */
export interface Report {
  readonly key: ReportKey;
  readonly heading: HeadingCode;
  /** Day of the year after by which it is due: MM-DD. Undefined where no day is set for every Member. */
  readonly dueOn?: string;
  /** Each case is told of when it is known, beside the year's. */
  readonly eachCase?: true;
}

export const reportKeys = ['cites', 'unodc', 'incb', 'ozone'] as const;
export type ReportKey = (typeof reportKeys)[number];

/** In the order in which they are listed. */
export const reports: readonly Report[] = [
  { key: 'cites', heading: 'CITES', dueOn: '10-31' },
  { key: 'unodc', heading: 'DRUG' },
  { key: 'incb', heading: 'PREC', dueOn: '06-30', eachCase: true },
  { key: 'ozone', heading: 'ODS' },
];

export function reportOf(key: ReportKey): Report {
  return reports.find(report => report.key === key) as Report;
}

/** Day by which the report of a year is due, YYYY-MM-DD. */
export function dueOf({ dueOn }: Report, year: number): string | undefined {
  return dueOn === undefined ? undefined : `${year + 1}-${dueOn}`;
}

/** The first year whose records a report may be made of. */
export const firstYear = 1990;

/** Years to choose from, the newest first: this one and those before it that have records or were asked for. */
export function yearsUntil(today: string, many = 6): number[] {
  const year = Number(today.slice(0, 4));
  return Array.from({ length: many }, (_, at) => year - at);
}
