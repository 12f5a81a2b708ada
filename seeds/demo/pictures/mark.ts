import type { Look } from './paint.ts';
import { line, type Point, type Shape } from './shapes.ts';

/** Letters as strokes on a grid 4 wide and 6 high, so that no font of the machine changes the picture. */
const letters: Readonly<Record<string, readonly (readonly Point[])[]>> = {
  S: [
    [
      [4, 1],
      [3, 0],
      [1, 0],
      [0, 1],
      [0, 2],
      [1, 3],
      [3, 3],
      [4, 4],
      [4, 5],
      [3, 6],
      [1, 6],
      [0, 5],
    ],
  ],
  Y: [
    [
      [0, 0],
      [2, 3],
      [4, 0],
    ],
    [
      [2, 3],
      [2, 6],
    ],
  ],
  N: [
    [
      [0, 6],
      [0, 0],
      [4, 6],
      [4, 0],
    ],
  ],
  T: [
    [
      [0, 0],
      [4, 0],
    ],
    [
      [2, 0],
      [2, 6],
    ],
  ],
  H: [
    [
      [0, 0],
      [0, 6],
    ],
    [
      [4, 0],
      [4, 6],
    ],
    [
      [0, 3],
      [4, 3],
    ],
  ],
  E: [
    [
      [4, 0],
      [0, 0],
      [0, 6],
      [4, 6],
    ],
    [
      [0, 3],
      [3, 3],
    ],
  ],
  I: [
    [
      [2, 0],
      [2, 6],
    ],
  ],
  C: [
    [
      [4, 1],
      [3, 0],
      [1, 0],
      [0, 1],
      [0, 5],
      [1, 6],
      [3, 6],
      [4, 5],
    ],
  ],
};

/** The word as strokes with its corner at x, y; `size` is the height of a letter. */
function strokes(word: string, x: number, y: number, size: number): Shape[] {
  const unit = size / 6;
  return [...word].flatMap((letter, place) =>
    (letters[letter] ?? []).map(points =>
      line(...points.map(([dx, dy]): Point => [x + (place * 6 + dx) * unit, y + dy * unit])),
    ),
  );
}

/** The mark every picture carries, bottom left. */
export function syntheticMark({ line: colour = '#ffffff', width = 3, opacity = 1 }: Look): string {
  return `<g fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"
    opacity="${opacity}">${strokes('SYNTHETIC', 28, 1154, 21)
      .map(shape => `${shape}/>`)
      .join('')}</g>`;
}
