import { scaleLinear } from 'd3-scale';
import { label, px, textWidth } from './svg.ts';

/** Values to the pixels of one side of a chart. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

function plain(values: readonly number[]): number[] {
  return values.filter(value => Number.isFinite(value) && Math.abs(value) <= 1e15);
}

/**
 * A vertical scale from zero (or below, when a value is) to just over the largest value; `top` and `bottom` in pixels.
 */
export function verticalScale(values: readonly number[], top: number, bottom: number, most = 5): Scale {
  const finite = plain(values);
  const peak = Math.max(0, ...finite);
  const floor = Math.min(0, ...finite);
  const high = peak > 1e-9 ? peak : floor < -1e-9 ? 0 : 1;
  const low = floor < -1e-9 ? (scaleLinear([floor, high], [0, 1]).nice(most).domain()[0] ?? floor) : 0;
  const at = scaleLinear([low, high], [bottom, top]);
  return { low, high, ticks: at.ticks(most), at: value => at(value) };
}

/** A vertical scale from zero to a round number over the largest value, so that it ends on a line. */
export function roundScale(values: readonly number[], top: number, bottom: number): Scale {
  const at = scaleLinear([0, Math.max(0, ...plain(values)) || 1], [bottom, top]).nice(4);
  const [low = 0, high = 1] = at.domain();
  return { low, high, ticks: at.ticks(4), at: value => at(value) };
}

/** Horizontal grid lines and their numbers at the left. */
export function gridLines(scale: Scale, left: number, right: number, format: (value: number) => string): string {
  return scale.ticks
    .map(tick => {
      const y = scale.at(tick);
      const line = `<path class="chart-${tick === 0 ? 'zero' : 'grid'}" d="M${px(left)} ${px(y)}H${px(right)}"/>`;
      return line + label(format(tick), left - 8, y + 4, 'chart-tick', 'end');
    })
    .join('');
}

/** Room the numbers of an axis take. */
export function axisWidth(scale: Scale, format: (value: number) => string): number {
  return Math.ceil(Math.max(0, ...scale.ticks.map(tick => textWidth(format(tick))))) + 10;
}

/** Labels under their places, thinned so that they never touch; the last one always stands. */
export function bottomLabels(labels: readonly string[], x: (index: number) => number, slot: number, y: number): string {
  const widest = Math.max(0, ...labels.map(text => textWidth(text)));
  const every = Math.max(1, Math.ceil((widest + 6) / Math.max(slot, 1)));
  return labels
    .map((text, index) =>
      (labels.length - 1 - index) % every === 0 ? label(text, x(index), y, 'chart-tick', 'middle') : '',
    )
    .join('');
}
