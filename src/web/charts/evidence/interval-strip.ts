import { scaleLog } from 'd3-scale';
import { lines, wrapText } from '../labels.ts';
import { escapeText, figure, label, length, px, textWidth, type Named } from '../svg.ts';

export interface IntervalPoint {
  readonly label: string;
  /** Below the label, as "5 of 9". */
  readonly note?: string | undefined;
  /** Null where there was nothing to measure: a gap. */
  readonly value: number | null;
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** Came after it was found: a ring, not a disc. */
  readonly isLater?: boolean | undefined;
}

export interface IntervalStrip extends Named {
  readonly points: readonly IntervalPoint[];
  readonly width: number;
  readonly height: number;
  readonly format: (value: number) => string;
  /** At the dashed line of chance, which is 1. */
  readonly chance: string;
  /** Over the strip, at both sides of the line between. */
  readonly found: string;
  readonly later: string;
  /** The same for strips under one another; of these points alone unless given. */
  readonly range?: readonly [low: number, high: number];
  /** For a row of a table: no words, no numbers; the same range for all rows. */
  readonly small?: boolean;
  readonly narrow?: boolean;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly slot: number;
  readonly ticks: readonly number[];
  x(index: number): number;
  y(value: number): number;
}

function isPositive(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/** 1, 2, 5, 10, 20, 50 … within a range; only powers of ten where those would crowd. */
function ticksIn(low: number, high: number): number[] {
  const powers = Array.from({ length: 24 }, (_, index) => 10 ** (index - 12));
  const all = powers.flatMap(power => [1, 2, 5].map(step => Number((step * power).toPrecision(3))));
  const within = all.filter(tick => tick >= low * 0.999 && tick <= high * 1.001);
  return within.length <= 7
    ? within
    : within.filter(tick => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6));
}

function frameOf(strip: IntervalStrip, width: number, height: number): Frame {
  const values = strip.points.flatMap(({ value, interval }) => [value, ...(interval ?? [])]).filter(isPositive);
  const [least, most] = strip.range ?? [Math.min(...values, 1), Math.max(...values, 2)];
  const low = Math.max(Math.min(least, 1) * 0.88, 1e-6);
  const high = Math.max(most, 1) * 1.1;
  const small = strip.small ?? false;
  const [top, bottom] = small ? [4, height - 4] : [30, height - 42];
  const scale = scaleLog([low, high], [bottom, top]).clamp(true);
  const ticks = small ? [] : ticksIn(low, high);
  const wide = Math.max(0, ...ticks.map(tick => textWidth(strip.format(tick))));
  const left = small ? 0 : wide + 12;
  const right = Math.max(left + 10, small || strip.narrow ? width : width - 130);
  const slot = (right - left) / Math.max(1, strip.points.length);
  return { left, right, top, bottom, slot, ticks, x: index => left + slot * (index + 0.5), y: value => scale(value) };
}

function drawPoint(strip: IntervalStrip, point: IntervalPoint, index: number, frame: Frame): string {
  if (!isPositive(point.value)) return '';
  const kind = point.isLater ? 'later' : 'found';
  const [x, y] = [frame.x(index), frame.y(point.value)];
  const radius = strip.small ? 2.8 : 4;
  const bar = point.interval?.every(isPositive)
    ? `<path class="chart-interval is-${kind}" d="M${px(x)} ${px(frame.y(point.interval[0]))}` +
      `V${px(frame.y(point.interval[1]))}"/>`
    : '';
  const said = [point.label, strip.format(point.value), point.note].filter(Boolean).join(', ');
  const title = `<title>${escapeText(said)}</title>`;
  const sign = `<circle class="chart-${kind}" cx="${px(x)}" cy="${px(y)}" r="${radius}"/>`;
  const number = strip.small ? '' : numberBeside(strip.format(point.value), x, y, frame);
  return `<g>${title}${bar}${sign}</g>${number}`;
}

/** At the right of a point; above it where it would leave the frame or reach the next point. */
function numberBeside(text: string, x: number, y: number, frame: Frame): string {
  const width = textWidth(text, true);
  if (9 + width <= Math.min(frame.slot - 5, frame.right - x))
    return label(text, x + 9, y + 4, 'chart-number chart-halo', 'start');
  return label(text, Math.min(x, frame.right - width / 2), y - 9, 'chart-number chart-halo', 'middle');
}

/** The line between what it was found in and what came later, with its words. */
function division(strip: IntervalStrip, frame: Frame): string {
  const first = strip.points.findIndex(({ isLater }) => isLater);
  if (first <= 0) return '';
  const x = frame.left + frame.slot * first;
  const line = `<path class="chart-zero" d="M${px(x)} ${px(strip.small ? frame.top : 6)}V${px(frame.bottom)}"/>`;
  if (strip.small) return line;
  return line + label(strip.found, x - 8, 16, 'chart-tick', 'end') + label(strip.later, x + 8, 16, 'chart-tick');
}

function gridOf(strip: IntervalStrip, frame: Frame): string {
  return frame.ticks
    .map(tick => {
      const y = frame.y(tick);
      const line = tick === 1 ? '' : `<path class="chart-grid" d="M${px(frame.left)} ${px(y)}H${px(frame.right)}"/>`;
      return line + label(strip.format(tick), frame.left - 8, y + 4, 'chart-tick', 'end');
    })
    .join('');
}

/** Labels below; every second one, or fewer, where they would touch. */
function timeLabels(strip: IntervalStrip, frame: Frame): string {
  const widest = Math.max(
    0,
    ...strip.points.map(({ label: text, note = '' }) => Math.max(textWidth(text), textWidth(note))),
  );
  const every = Math.max(1, Math.ceil((widest + 6) / frame.slot));
  return strip.points
    .map((point, index) => {
      if ((strip.points.length - 1 - index) % every !== 0) return '';
      const note =
        point.note === undefined ? '' : label(point.note, frame.x(index), frame.bottom + 32, 'chart-tick', 'middle');
      return label(point.label, frame.x(index), frame.bottom + 18, 'chart-tick', 'middle') + note;
    })
    .join('');
}

/**
 * How strong something was in each period, with intervals, on a log scale: discs it was found in, rings that came
 * later.
 */
export function intervalStrip(strip: IntervalStrip): string {
  const [width, height] = [length(strip.width), length(strip.height)];
  const frame = frameOf(strip, width, height);
  const one = frame.y(1);
  const words = strip.small
    ? ''
    : strip.narrow
      ? label(strip.chance, frame.right, one - 6, 'chart-tick chart-halo', 'end')
      : lines(wrapText(strip.chance, 116, 3), frame.right + 12, one + 4, 'chart-tick');
  return figure('chart-strip', width, height, strip, [
    gridOf(strip, frame),
    division(strip, frame),
    `<path class="chart-reference" d="M${px(frame.left)} ${px(one)}H${px(frame.right)}"/>`,
    ...strip.points.map((point, index) => drawPoint(strip, point, index, frame)),
    words,
    strip.small ? '' : timeLabels(strip, frame),
  ]);
}
