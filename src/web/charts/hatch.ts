import { px } from './svg.ts';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Between two hatch lines, along x. */
const gap = 7;

/**
 * Lines of 45 degrees that fill a box, as one path: no pattern, so a drawing needs no id and two may stand on a page.
 * They pass through the same points of the plane whatever the box, so that neighbours agree.
 */
export function hatchBox({ left, right, top, bottom }: Box): string {
  if (!(right - left > 0.5) || !(bottom - top > 0.5)) return '';
  let path = '';
  for (let sum = Math.ceil((left + top) / gap) * gap; sum < right + bottom; sum += gap) {
    const from = Math.max(left, sum - bottom);
    const to = Math.min(right, sum - top);
    if (to - from > 0.3) path += `M${px(from)} ${px(sum - from)}L${px(to)} ${px(sum - to)}`;
  }
  return path;
}

/** The same between two lines that rise and fall: `top` and `bottom` are their heights at an x. */
export function hatchBand(
  left: number,
  right: number,
  top: (x: number) => number,
  bottom: (x: number) => number,
): string {
  const step = 0.5;
  const count = Math.floor((right - left) / step);
  if (!(count > 0)) return '';
  const xs = Array.from({ length: count + 1 }, (_, index) => left + index * step);
  const highest = Math.min(...xs.map(top));
  const lowest = Math.max(...xs.map(bottom));
  let path = '';
  for (let sum = Math.ceil((left + highest) / gap) * gap; sum < right + lowest; sum += gap) {
    let from: number | undefined;
    const close = (to: number): void => {
      if (from !== undefined && to - from > 0.9) path += `M${px(from)} ${px(sum - from)}L${px(to)} ${px(sum - to)}`;
      from = undefined;
    };
    for (const x of xs) {
      const y = sum - x;
      if (y >= top(x) && y <= bottom(x)) from ??= x;
      else close(x - step);
    }
    close(right);
  }
  return path;
}
