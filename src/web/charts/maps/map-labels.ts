import type { Pixel } from './flows.ts';
import { escapeText, px, textWidth } from '../svg.ts';

export interface LabelWish {
  readonly at: Pixel;
  readonly radius: number;
  /** From the longest to the shortest that will do. */
  readonly texts: readonly string[];
  readonly isStrong: boolean;
}

/** What a text covers, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
interface Candidate {
  readonly box: Box;
  readonly text: string;
  readonly cost: number;
}

const textHeight = 14;

/** Right, left, above, below, then the corners: the order an eye expects. */
const sides: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];

function boxAt(wish: LabelWish, text: string, [across, down]: readonly [number, number]): Box {
  const width = textWidth(text, true);
  const reach = wish.radius + (across !== 0 && down !== 0 ? 2 : 5);
  const left = wish.at.x + (across === 0 ? -width / 2 : across > 0 ? reach : -reach - width);
  const middle = wish.at.y + down * (across === 0 ? reach + textHeight / 2 - 1 : 11);
  return { left, right: left + width, top: middle - textHeight / 2, bottom: middle + textHeight / 2 };
}

function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

function contains(box: Box, { x, y }: Pixel): boolean {
  return x > box.left - 2 && x < box.right + 2 && y > box.top && y < box.bottom;
}

function isWithin(box: Box, width: number, height: number): boolean {
  return box.left >= 4 && box.top >= 2 && box.right <= width - 4 && box.bottom <= height - 2;
}

/** Labels where they hide neither each other nor nodes nor flows; shortened, then left out, when nothing fits. */
export function placeLabels(
  wishes: readonly LabelWish[],
  flows: readonly Pixel[],
  width: number,
  height: number,
  covered: readonly Box[] = [],
): string {
  const nodes = wishes.map(({ at, radius }) => ({
    left: at.x - radius - 1,
    right: at.x + radius + 1,
    top: at.y - radius - 1,
    bottom: at.y + radius + 1,
  }));
  const taken: Box[] = [...covered];
  const costOf = (box: Box, side: number): number => {
    const hidden =
      taken.reduce((sum, other) => sum + overlap(box, other), 0) +
      nodes.reduce((sum, node) => sum + overlap(box, node), 0);
    return hidden * 4 + flows.filter(point => contains(box, point)).length * 6 + side * 1.5;
  };
  const order = [...wishes].sort((a, b) => Number(b.isStrong) - Number(a.isStrong));
  return order
    .map(wish => {
      const best = bestPlace(wish, costOf, width, height);
      if (!best) return '';
      taken.push(best.box);
      return (
        `<text class="map-label${wish.isStrong ? ' is-strong' : ''}" x="${px(best.box.left)}" ` +
        `y="${px(best.box.bottom - 3)}">${escapeText(best.text)}</text>`
      );
    })
    .join('');
}

function bestPlace(
  wish: LabelWish,
  costOf: (box: Box, side: number) => number,
  width: number,
  height: number,
): Candidate | undefined {
  const candidates = wish.texts.flatMap((text, shorter) =>
    sides.map((side, index) => {
      const box = boxAt(wish, text, side);
      return { box, text, cost: costOf(box, index) + shorter * 60, isWithin: isWithin(box, width, height) };
    }),
  );
  const fitting = candidates.filter(candidate => candidate.isWithin).sort((a, b) => a.cost - b.cost)[0];
  return fitting && (fitting.cost < 220 || wish.isStrong) ? fitting : undefined;
}
