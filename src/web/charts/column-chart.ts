import { axisWidth, bottomLabels, gridLines, verticalScale } from './axis.ts';
import { amount, escapeText, figure, label, length, linked, px, type Named } from './svg.ts';

export interface Column {
  readonly label: string;
  readonly value: number | null;
  /** Shown on hover; the table twin says the same. */
  readonly title?: string;
  /** What it is made of; needs `linked` and a title. */
  readonly href?: string;
}

export interface ColumnChart extends Named {
  readonly values: readonly Column[];
  readonly width: number;
  readonly height: number;
  /** The last period is not over: drawn light. The caller says so in words. */
  readonly incompleteLast?: boolean;
  /** Context bars are grey and always carry their number. */
  readonly tone?: 'accent' | 'context';
  readonly numbers?: boolean;
  /** Grid lines with numbers at the left. */
  readonly axis?: boolean;
  /** Values are counts: the axis has whole numbers only. */
  readonly whole?: boolean;
  /** A line of words and numbers beneath the names of the columns; the chart grows by `underHeight`. */
  readonly under?: { readonly label: string; readonly texts: readonly string[] };
  readonly format?: (value: number) => string;
}

/** Room for what stands under the columns. */
export const underHeight = 44;

/** Columns over time, from zero. Values that are no numbers, or below zero, draw nothing. */
export function columnChart(chart: ColumnChart): string {
  const width = length(chart.width);
  const height = length(chart.height);
  const format = chart.format ?? String;
  const isNumbered = chart.numbers ?? chart.tone === 'context';
  const bottom = Math.max(1, height - 20);
  const fine = verticalScale(
    chart.values.map(column => amount(column.value)),
    isNumbered ? 16 : chart.axis ? 8 : 4,
    bottom,
  );
  const scale = chart.whole ? { ...fine, ticks: fine.ticks.filter(Number.isInteger) } : fine;
  const peak = Math.max(0, ...chart.values.map(column => amount(column.value)));
  const left = chart.axis ? axisWidth(scale, format) : 0;
  const slot = (width - left) / Math.max(1, chart.values.length);
  const bar = Math.max(1, Math.min(slot * (isNumbered ? 0.64 : 0.92), isNumbered ? 48 : 64));
  const rise = (value: number): number =>
    chart.axis ? bottom - scale.at(value) : peak > 0 ? (value / peak) * (bottom - (isNumbered ? 16 : 2)) : 0;
  const centre = (index: number): number => left + slot * (index + 0.5);

  const columns = chart.values.map((column, index) => {
    const value = amount(column.value);
    const isOpen = chart.incompleteLast && index === chart.values.length - 1;
    const tall = value > 0 ? Math.max(1, rise(value)) : 0;
    const title = column.title ? `<title>${escapeText(column.title)}</title>` : '';
    const rect =
      `<rect class="chart-bar${chart.tone === 'context' ? ' is-context' : ''}${isOpen ? ' is-open' : ''}" ` +
      `x="${px(centre(index) - bar / 2)}" ` +
      `y="${px(bottom - tall)}" width="${px(bar)}" height="${px(tall)}" rx="1.5">${title}</rect>`;
    const to = column.href === undefined ? undefined : { href: column.href, name: column.title ?? column.label };
    return (
      linked(rect, to, { x: centre(index) - slot / 2, y: 0, width: slot, height: bottom }) +
      (isNumbered && column.value !== null && Number.isFinite(column.value)
        ? label(format(column.value), centre(index), bottom - tall - 5, 'chart-number', 'middle')
        : '')
    );
  });
  const base = `<path class="chart-zero" d="M${px(left)} ${px(bottom)}H${px(width)}"/>`;
  const whole = chart.under ? height + underHeight : height;
  return figure('chart-columns', width, whole, chart, [
    chart.axis ? gridLines(scale, left, width, format) : '',
    ...columns,
    base,
    bottomLabels(
      chart.values.map(column => column.label),
      centre,
      slot,
      height - 5,
    ),
    chart.under ? underColumns(chart.under, height, centre) : '',
  ]);
}

function underColumns(
  { label: words, texts }: NonNullable<ColumnChart['under']>,
  top: number,
  centre: (index: number) => number,
): string {
  const numbers = texts.map((text, index) => label(text, centre(index), top + 36, 'chart-tick', 'middle'));
  return label(words, 0, top + 18, 'chart-label') + numbers.join('');
}
