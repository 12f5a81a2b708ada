import { label, px, textWidth } from './svg.ts';

/** Values to the pixels of one side of a chart. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

const steps = [1, 2, 2.5, 5, 10];

/** A step of 1, 2, 2.5 or 5 times a power of ten that divides a span into at most `most` parts. */
function niceStep(span: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(span / most));
  return (steps.find(step => span / (step * power) <= most) ?? 10) * power;
}

/**
 * A vertical scale from zero (or below, when a value is) to just over the largest value; `top` and `bottom` in pixels.
 */
export function verticalScale(values: readonly number[], top: number, bottom: number, most = 5): Scale {
  const finite = values.filter(value => Number.isFinite(value) && Math.abs(value) <= 1e15);
  const peak = Math.max(0, ...finite);
  const floor = Math.min(0, ...finite);
  const span = peak - floor > 1e-9 ? peak - floor : 1;
  const step = niceStep(span, most);
  const high = peak > 1e-9 ? peak : floor < -1e-9 ? 0 : 1;
  const low = floor < -1e-9 ? Math.floor(floor / step) * step : 0;
  const ticks = [];
  for (let count = Math.round(low / step); count * step <= high * (1 + 1e-9); count += 1)
    ticks.push(Number((count * step).toPrecision(12)));
  return { low, high, ticks, at: value => bottom - ((value - low) / (high - low)) * (bottom - top) };
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
