/** A usual period; plain dates, both ends in it. */
interface Period {
  readonly key: 'days30' | 'month' | 'lastMonth' | 'year' | 'lastYear';
  readonly from: string;
  readonly to: string;
}

/** The usual periods up to now: this month, last month, this year, last year and thirty days. */
export function quickPeriods(now: Date): Period[] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const day = (...of: [year: number, month: number, day: number]): string =>
    new Date(Date.UTC(...of)).toISOString().slice(0, 10);
  const today = day(year, month, now.getUTCDate());
  return [
    { key: 'days30', from: day(year, month, now.getUTCDate() - 29), to: today },
    { key: 'month', from: day(year, month, 1), to: today },
    { key: 'lastMonth', from: day(year, month - 1, 1), to: day(year, month, 0) },
    { key: 'year', from: day(year, 0, 1), to: today },
    { key: 'lastYear', from: day(year - 1, 0, 1), to: day(year - 1, 11, 31) },
  ];
}
