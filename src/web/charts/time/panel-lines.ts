import { area, line } from 'd3-shape';
import { hatchBand } from '../hatch.ts';
import { spread } from '../labels.ts';
import { escapeText, label, px, textWidth } from '../svg.ts';
import { bestOf, bestText, isKnown, type TimePoint } from './point.ts';

/** Where the lines of one panel stand, in pixels. */
export interface PanelFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly zero: number;
  /** Number of the first point. */
  readonly first: string;
  /** Right end of the panel, numbers included. */
  readonly edge: number;
  x(index: number): number;
  y(value: number): number;
}

interface Spot {
  readonly x: number;
  readonly y: number | null;
}

interface BandSpot {
  readonly x: number;
  readonly high: number;
  readonly low: number;
}

const path = line<Spot>()
  .defined(({ y }) => y !== null)
  .x(({ x }) => x)
  .y(({ y }) => y ?? 0)
  .digits(1);
const bandPath = area<BandSpot>()
  .x(({ x }) => x)
  .y0(({ low }) => low)
  .y1(({ high }) => high)
  .digits(1);

/** Path of a line with gaps; a point alone makes a dot, not a line. */
function linePath(spots: readonly Spot[]): string {
  // A point with no neighbour would be "M x,y Z": nothing to see.
  return (path([...spots]) ?? '').replace(/M[-\d.]+,[-\d.]+Z/g, '');
}

function isAlone(values: readonly (number | null)[], index: number): boolean {
  return values[index] !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}

/** The texts at the right end: the last that is known, and the year before. */
export function endTexts(
  points: readonly TimePoint[],
  format: (value: number) => string,
): { index: number; value: number; text: string; isStrong: boolean }[] {
  const last = points.findLastIndex(point => bestOf(point) !== null);
  const before = points.findLastIndex(point => isKnown(point.before));
  const ends = [];
  if (last >= 0)
    ends.push({ index: last, value: bestOf(points[last]!)!, text: bestText(points[last]!, format), isStrong: true });
  if (before >= 0) {
    const value = points[before]!.before!;
    ends.push({ index: before, value, text: format(value), isStrong: false });
  }
  return ends;
}

/** Stretches of points with an interval, each begun at the point before it, where it is none. */
function bandsOf(points: readonly TimePoint[], frame: PanelFrame): BandSpot[][] {
  const bands: BandSpot[][] = [];
  points.forEach((point, index) => {
    if (!point.band?.every(isKnown)) return;
    const [low, high] = point.band.map(frame.y) as [number, number];
    const spot = { x: frame.x(index), low, high };
    if (index > 0 && points[index - 1]!.band?.every(isKnown)) {
      bands.at(-1)?.push(spot);
      return;
    }
    const joint = index > 0 ? bestOf(points[index - 1]!) : null;
    bands.push(joint === null ? [spot] : [{ x: frame.x(index - 1), low: frame.y(joint), high: frame.y(joint) }, spot]);
  });
  return bands;
}

/** Height of a broken line at x. */
function along(spots: readonly BandSpot[], side: 'low' | 'high'): (x: number) => number {
  return x => {
    const next = spots.findIndex(spot => spot.x >= x);
    const [from, to] = [spots[Math.max(0, next - 1)]!, spots[Math.max(0, next)]!];
    const share = to.x > from.x ? Math.min(1, Math.max(0, (x - from.x) / (to.x - from.x))) : 0;
    return from[side] + (to[side] - from[side]) * share;
  };
}

function drawBand(spots: readonly BandSpot[]): string {
  const [first, last] = [spots[0]!, spots.at(-1)!];
  if (spots.length === 1)
    return `<path class="chart-whisker is-band" d="M${px(first.x)} ${px(first.high)}V${px(first.low)}"/>`;
  const hatch = hatchBand(first.x, last.x, along(spots, 'high'), along(spots, 'low'));
  return `<path class="chart-band" d="${bandPath([...spots]) ?? ''}"/><path class="chart-hatch" d="${hatch}"/>`;
}

function drawMark(mark: { index: number; label: string }, points: readonly TimePoint[], frame: PanelFrame): string {
  const point = points[mark.index];
  const best = point === undefined ? null : bestOf(point);
  if (best === null) return '';
  const [x, y] = [frame.x(mark.index), frame.y(best)];
  const isLeft = x + 11 + textWidth(mark.label) > frame.edge;
  return (
    `<circle class="chart-ring" cx="${px(x)}" cy="${px(y)}" r="6"/>` +
    label(
      mark.label,
      isLeft ? x - 11 : x + 11,
      Math.max(y + 4, frame.top - 6),
      'chart-number chart-halo',
      isLeft ? 'end' : 'start',
    )
  );
}

function dot(x: number, y: number, classes: string, r: number): string {
  return `<circle class="${classes}" cx="${px(x)}" cy="${px(y)}" r="${r}"/>`;
}

/** Over the first point, or under it where it would leave the panel. */
function firstNumber(points: readonly TimePoint[], frame: PanelFrame): string {
  if (points[0] === undefined || points.length < 2 || bestOf(points[0]) === null) return '';
  const reached = points.filter((_, index) => frame.x(index) <= frame.left + textWidth(frame.first) + 10);
  const values = reached.flatMap(point => [bestOf(point), point.before].filter(isKnown));
  const highest = Math.min(...values.map(frame.y));
  return label(frame.first, frame.left, Math.max(highest - 6, frame.top - 6), 'chart-number chart-halo');
}

export function drawPanelLines(
  panel: {
    readonly points: readonly TimePoint[];
    readonly mark?: { readonly index: number; readonly label: string };
    readonly name: string;
    readonly desc?: string;
  },
  frame: PanelFrame,
  format: (value: number) => string,
): string {
  const { points } = panel;
  const bests = points.map(bestOf);
  const isEstimate = (index: number): boolean => isKnown(points[index]?.estimate);
  const spots = (keep: (index: number) => boolean): Spot[] =>
    bests.map((best, index) => ({ x: frame.x(index), y: best !== null && keep(index) ? frame.y(best) : null }));
  const solid = linePath(spots(index => !isEstimate(index)));
  const dashed = linePath(spots(index => isEstimate(index) || isEstimate(index - 1) || isEstimate(index + 1)));
  const befores = points.map(({ before }) => (isKnown(before) ? before : null));
  const before = linePath(
    befores.map((value, index) => ({ x: frame.x(index), y: value === null ? null : frame.y(value) })),
  );
  const ends = endTexts(points, format).map(end => ({ ...end, y: frame.y(end.value), height: 14 }));
  const title = panel.desc === undefined ? '' : `<title>${escapeText(`${panel.name}: ${panel.desc}`)}</title>`;
  const lonely = (values: readonly (number | null)[], classes: string): string =>
    values.map((v, at) => (isAlone(values, at) ? dot(frame.x(at), frame.y(v!), classes, 2.5) : '')).join('');
  const first = bests[0] ?? null;
  return (
    `<g>${title}${bandsOf(points, frame).map(drawBand).join('')}` +
    (before === '' ? '' : `<path class="chart-line is-before" d="${before}"/>`) +
    (solid === '' ? '' : `<path class="chart-line" d="${solid}"/>`) +
    (dashed === '' ? '' : `<path class="chart-line is-estimate" d="${dashed}"/>`) +
    lonely(befores, 'chart-point is-before') +
    lonely(bests, 'chart-point') +
    (first === null ? '' : dot(frame.x(0), frame.y(first), 'chart-point', 2.5)) +
    ends.map(end => (end.isStrong ? dot(frame.x(end.index), end.y, 'chart-point', 3) : '')).join('') +
    `</g>${firstNumber(points, frame)}` +
    spread(ends, frame.top - 14, frame.zero + 2)
      .map(end => label(end.text, frame.x(end.index) + 8, end.y + 4, end.isStrong ? 'chart-end' : 'chart-tick'))
      .join('') +
    (panel.mark ? drawMark(panel.mark, points, frame) : '')
  );
}
