import { line } from 'd3-shape';
import { axisWidth, bottomLabels, gridLines, verticalScale, type Scale } from './axis.ts';
import { figure, label, length, px, textWidth, type Named } from './svg.ts';

export interface Series {
  readonly name: string;
  /** One value a label; null where there is none. */
  readonly values: readonly (number | null)[];
  /** From this one on values are estimates: dotted, the last with its sign. */
  readonly estimatedFrom?: number;
}

export interface LineChart extends Named {
  readonly series: readonly Series[];
  readonly labels: readonly string[];
  readonly width: number;
  readonly height: number;
  /** A level to compare with, dashed, its label over the line at the right. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** Grid lines with numbers at the left. Without: a bare line, as on the home page. */
  readonly axis?: boolean;
  /** Name and last value at the line's end. */
  readonly ends?: boolean;
  /** For a phone: a legend with line samples below instead of names at the ends. */
  readonly narrow?: boolean;
  readonly incompleteLast?: boolean;
  readonly format?: (value: number) => string;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly scale: Scale;
  x(index: number): number;
}
interface Point {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

const styled = 5;
const legendRow = 20;
const endGap = 16;

/** Series beyond five share one grey style; the caller should have added them up as "other". */
function styleOf(index: number): string {
  return index < styled ? `is-${index + 1}` : 'is-other';
}

function lastIndex(series: Series): number {
  return series.values.findLastIndex(value => value !== null && Number.isFinite(value));
}

function endText(series: Series, format: (value: number) => string): string {
  const last = series.values[lastIndex(series)];
  if (last === undefined || last === null) return series.name;
  const sign = isEstimated(series, lastIndex(series)) ? '≈' : '';
  return `${series.name}, ${sign}${format(last)}`;
}

/** Points in stretches without a gap. */
function stretches(series: Series, frame: Frame): Point[][] {
  const all: Point[][] = [[]];
  series.values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) all.push([]);
    else all[all.length - 1]!.push({ index, x: frame.x(index), y: frame.scale.at(value) });
  });
  return all.filter(points => points.length > 0);
}

const pathOf = line<Point>()
  // Kept within what every screen can hold, as all else is.
  .x(point => Number(px(point.x)))
  .y(point => Number(px(point.y)))
  .digits(1);

function path(points: readonly Point[]): string {
  return pathOf([...points]) ?? '';
}

function isEstimated(series: Series, index: number): boolean {
  return series.estimatedFrom !== undefined && index >= series.estimatedFrom;
}

function drawSeries(chart: LineChart, series: Series, index: number, frame: Frame): string {
  const parts = stretches(series, frame);
  const end = parts[parts.length - 1]?.at(-1);
  const style = styleOf(index);
  const isOpen = chart.incompleteLast && lastIndex(series) === chart.labels.length - 1;
  const openFrom = series.estimatedFrom ?? (isOpen ? chart.labels.length - 1 : Number.POSITIVE_INFINITY);
  const open = series.estimatedFrom === undefined ? 'is-open' : 'is-expected';
  const lines = parts.map(points => {
    const cut = Math.max(1, points.filter(({ index: place }) => place < openFrom).length);
    const solid = cut > 1 ? `<path class="chart-line ${style}" d="${path(points.slice(0, cut))}"/>` : '';
    return (
      solid +
      (cut < points.length ? `<path class="chart-line ${style} ${open}" d="${path(points.slice(cut - 1))}"/>` : '') +
      (points.length === 1
        ? `<circle class="chart-point ${style}" cx="${px(points[0]!.x)}" cy="${px(points[0]!.y)}" r="2.5"/>`
        : '')
    );
  });
  if (!end) return lines.join('');
  const look = `chart-point ${style}${isEstimated(series, end.index) ? ' is-hollow' : ''}`;
  return `${lines.join('')}<circle class="${look}" cx="${px(end.x)}" cy="${px(end.y)}" r="3.5"/>`;
}

/** Names at the ends pushed apart from the top down, then back up when they leave the frame. */
function endLabels(chart: LineChart, frame: Frame, format: (value: number) => string): string {
  const ends = chart.series
    .map((series, index) => ({ text: endText(series, format), index, last: series.values[lastIndex(series)] }))
    .filter(end => end.last !== undefined && end.last !== null)
    .map(end => ({ ...end, y: frame.scale.at(end.last as number) }))
    .sort((a, b) => a.y - b.y);
  for (let at = 1; at < ends.length; at += 1) ends[at]!.y = Math.max(ends[at]!.y, ends[at - 1]!.y + endGap);
  let limit = frame.bottom;
  for (const end of ends.toReversed()) {
    end.y = Math.min(end.y, limit);
    limit = end.y - endGap;
  }
  return ends.map(end => label(end.text, frame.right + 12, end.y + 4, `chart-end ${styleOf(end.index)}`)).join('');
}

function legend(chart: LineChart, top: number, format: (value: number) => string): string {
  return chart.series
    .map((series, index) => {
      const y = top + legendRow * index + 12;
      return (
        `<path class="chart-line ${styleOf(index)}" d="M0 ${px(y - 4)}H28"/>` +
        `${label(endText(series, format), 36, y, 'chart-tick')}`
      );
    })
    .join('');
}

function referenceLine(chart: LineChart, frame: Frame): string {
  if (!chart.reference || !Number.isFinite(chart.reference.value)) return '';
  const y = frame.scale.at(chart.reference.value);
  const place = calmest(chart, frame, y, textWidth(chart.reference.label, false));
  return (
    `<path class="chart-reference" d="M${px(frame.left)} ${px(y)}H${px(frame.right)}"/>` +
    label(
      chart.reference.label,
      place.isEnd ? frame.right : frame.left,
      place.base,
      'chart-tick chart-halo',
      place.isEnd ? 'end' : undefined,
    )
  );
}

/** The place for the name of the reference line, at an end of it, that the lines cross least; the nearest first. */
function calmest(chart: LineChart, frame: Frame, y: number, width: number): { isEnd: boolean; base: number } {
  const places = [y - 6, y + 15, y - 11, y + 20, y - 16, y - 21]
    .flatMap(base => [true, false].map(isEnd => ({ isEnd, base })))
    .filter(({ base }) => base >= 12 && base <= frame.bottom - 2);
  const points = chart.series.flatMap(series => stretches(series, frame)).flatMap(alongside);
  const crossed = ({ isEnd, base }: { isEnd: boolean; base: number }): number => {
    const [from, to] = isEnd ? [frame.right - width, frame.right] : [frame.left, frame.left + width];
    return points.filter(
      point => point.x >= from - 2 && point.x <= to + 2 && point.y >= base - 12 && point.y <= base + 3,
    ).length;
  };
  const counted = places.map(place => ({ ...place, crossed: crossed(place) }));
  return counted.sort((a, b) => a.crossed - b.crossed)[0] ?? { isEnd: true, base: y - 6 };
}

/** Points along a line, some pixels apart. */
function alongside(points: readonly Point[]): Pick<Point, 'x' | 'y'>[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index]!;
    return Array.from({ length: 8 }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / 8,
      y: from.y + ((to.y - from.y) * step) / 8,
    }));
  });
}

function frameOf(chart: LineChart, width: number, height: number, format: (value: number) => string): Frame {
  const all = chart.series
    .flatMap(series => series.values)
    .filter((value): value is number => value !== null && Number.isFinite(value));
  if (chart.reference && Number.isFinite(chart.reference.value)) all.push(chart.reference.value);
  const bottom = Math.max(10, height - 22 - (chart.narrow ? chart.series.length * legendRow : 0));
  const scale = verticalScale(all, chart.reference && !chart.axis ? 22 : 8, bottom);
  const left = chart.axis ? axisWidth(scale, format) : 0;
  const named =
    chart.ends && !chart.narrow
      ? Math.max(0, ...chart.series.map(series => textWidth(endText(series, format), true))) + 16
      : 0;
  const right = Math.max(left + 10, width - named - (named > 0 ? 0 : chart.axis ? 6 : 0));
  const slot = (right - left) / Math.max(1, chart.labels.length);
  return { left, right, bottom, scale, x: index => left + slot * (index + 0.5) };
}

/** Lines over time from zero, up to five in their own colour and pattern; gaps where there is no value. */
export function lineChart(chart: LineChart): string {
  const width = length(chart.width);
  const height = length(chart.height);
  const format = chart.format ?? String;
  const frame = frameOf(chart, width, height, format);
  const middle = (frame.bottom + frame.scale.at(frame.scale.high)) / 2;
  const quiet =
    `<path class="chart-grid" d="M${px(frame.left)} ${px(middle)}H${px(frame.right)}"/><path ` +
    `class="chart-zero" d="M${px(frame.left)} ${px(frame.bottom)}H${px(frame.right)}"/>`;
  const slot = (frame.right - frame.left) / Math.max(1, chart.labels.length);
  return figure('chart-lines', width, height, chart, [
    chart.axis ? gridLines(frame.scale, frame.left, frame.right, format) : quiet,
    referenceLine(chart, frame),
    ...chart.series.map((series, index) => drawSeries(chart, series, index, frame)).reverse(),
    chart.ends && !chart.narrow ? endLabels(chart, frame, format) : '',
    bottomLabels(chart.labels, frame.x, slot, frame.bottom + 16),
    chart.narrow ? legend(chart, frame.bottom + 22, format) : '',
  ]);
}
