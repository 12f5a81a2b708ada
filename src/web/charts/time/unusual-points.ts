import { area, line } from 'd3-shape';
import { axisWidth, bottomLabels, gridLines, roundScale, type Scale } from '../axis.ts';
import { escapeText, figure, label, length, linked, px, textWidth, type Named } from '../svg.ts';
import { isKnown } from './point.ts';

export interface ExpectedPoint {
  readonly label: string;
  readonly value: number | null;
  /** What was to be expected. */
  readonly expected?: readonly [low: number, high: number] | undefined;
  readonly title?: string | undefined;
  readonly href?: string | undefined;
}

export interface UnusualPoints extends Named {
  readonly points: readonly ExpectedPoint[];
  readonly marks: readonly {
    readonly index: number;
    readonly label: string;
    /** What it would be without its cause. */
    readonly without?: { readonly value: number; readonly label: string };
  }[];
  /** Over the pale area, as "expected, 95 % of months". */
  readonly expectedLabel: string;
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly slot: number;
  readonly scale: Scale;
  x(index: number): number;
}

interface RangeSpot {
  readonly x: number;
  readonly low: number | null;
  readonly high: number | null;
}

const top = 16;
const target = 24;
const range = area<RangeSpot>()
  .defined(({ low, high }) => low !== null && high !== null)
  .x(({ x }) => x)
  .y0(({ low }) => low ?? 0)
  .y1(({ high }) => high ?? 0)
  .digits(1);
const edge = line<[number, number]>().digits(1);

function frameOf(chart: UnusualPoints, width: number, height: number): Frame {
  const values = [
    ...chart.points.flatMap(({ value, expected }) => [value, ...(expected ?? [])]),
    ...chart.marks.map(({ without }) => without?.value),
  ].filter(isKnown);
  const bottom = Math.max(top + 10, height - 22);
  const scale = roundScale(values, top, bottom);
  const left = axisWidth(scale, chart.format);
  const right = Math.max(left + 10, width - 2);
  const slot = (right - left) / Math.max(1, chart.points.length);
  return { left, right, bottom, slot, scale, x: index => left + slot * (index + 0.5) };
}

/** The expected range; where it is known for one period only, as wide as that period. */
function drawRange(chart: UnusualPoints, frame: Frame): string {
  const spots = chart.points.map(({ expected }, index): RangeSpot => {
    const known = expected?.every(isKnown) ? expected : undefined;
    return {
      x: frame.x(index),
      low: known ? frame.scale.at(Math.max(0, known[0])) : null,
      high: known ? frame.scale.at(Math.max(0, known[1])) : null,
    };
  });
  const alone = spots
    .filter((spot, at) => spot.low !== null && !spots[at - 1]?.low && !spots[at + 1]?.low)
    .map(({ x, low, high }) =>
      edge([
        [x - frame.slot / 2, high!],
        [x + frame.slot / 2, high!],
        [x + frame.slot / 2, low!],
        [x - frame.slot / 2, low!],
      ]),
    );
  const first = spots.findIndex(({ high }) => high !== null);
  if (first < 0) return '';
  const wide = textWidth(chart.expectedLabel);
  const from = Math.min(spots[first]!.x, frame.right - wide);
  const under = spots.filter(({ x }) => x >= from - frame.slot && x <= from + wide + frame.slot);
  const y = Math.min(...under.map(({ high }) => high ?? frame.bottom));
  return (
    `<path class="chart-range" d="${range(spots) ?? ''}${alone.join('')}"/>` +
    label(chart.expectedLabel, from, Math.max(y - 6, 12), 'chart-tick chart-halo')
  );
}

function beside(text: string, x: number, y: number, frame: Frame, classes: string): string {
  const isLeft = x + 11 + textWidth(text, true) > frame.right;
  return label(text, isLeft ? x - 11 : x + 11, y, `${classes} chart-halo`, isLeft ? 'end' : 'start');
}

function drawMark(chart: UnusualPoints, mark: UnusualPoints['marks'][number], frame: Frame): string {
  const value = chart.points[mark.index]?.value;
  if (!isKnown(value)) return '';
  const [x, y] = [frame.x(mark.index), frame.scale.at(Math.max(0, value))];
  const seen = `<circle class="chart-ring" cx="${px(x)}" cy="${px(y)}" r="7"/>`;
  const named = beside(mark.label, x, Math.max(y + 4, 12), frame, 'chart-number');
  if (!mark.without || !isKnown(mark.without.value)) return seen + named;
  const lower = frame.scale.at(Math.max(0, mark.without.value));
  const way = Math.abs(lower - y) > 12 ? `<path class="chart-way" d="M${px(x)} ${px(y + 8)}V${px(lower - 5)}"/>` : '';
  const isClose = Math.abs(lower - y) < 22;
  return (
    `${way}<circle class="chart-later-dot" cx="${px(x)}" cy="${px(lower)}" r="4"/>${seen}${named}` +
    beside(mark.without.label, x, isClose ? y + 20 : lower - 8, frame, 'chart-later-text')
  );
}

/**
 * Values over time against what was to be expected; unusual ones ringed and named, with what they are without their
 * cause.
 */
export function unusualPoints(chart: UnusualPoints): string {
  const [width, height] = [length(chart.width), length(chart.height)];
  const frame = frameOf(chart, width, height);
  const points = chart.points.map((point, index) => {
    if (!isKnown(point.value)) return '';
    const title = `<title>${escapeText(point.title ?? `${point.label}: ${chart.format(point.value)}`)}</title>`;
    const [x, y] = [frame.x(index), frame.scale.at(Math.max(0, point.value))];
    const dot = `<circle class="chart-point" cx="${px(x)}" cy="${px(y)}" r="3.5">${title}</circle>`;
    const to =
      point.href === undefined || frame.slot < target
        ? undefined
        : { href: point.href, name: point.title ?? point.label };
    return linked(dot, to, { x: x - frame.slot / 2, y: top, width: frame.slot, height: frame.bottom - top });
  });
  const labels = chart.points.map(point => point.label);
  return figure('chart-unusual', width, height, chart, [
    drawRange(chart, frame),
    gridLines(frame.scale, frame.left, frame.right, chart.format),
    ...points,
    ...chart.marks.map(mark => drawMark(chart, mark, frame)),
    bottomLabels(labels, frame.x, frame.slot, height - 5),
  ]);
}
