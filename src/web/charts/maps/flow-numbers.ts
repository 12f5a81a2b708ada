import type { Pixel } from './flows.ts';
import type { Box } from './map-labels.ts';
import { escapeText, linked, px, textWidth } from '../svg.ts';

export interface FlowNumber {
  readonly text: string;
  /** Of its flow, from end to end. */
  readonly line: readonly Pixel[];
  readonly isNew: boolean;
  readonly title: string;
  readonly href?: string | undefined;
}

interface PlacedNumbers {
  readonly svg: string;
  /** What they cover, for labels that come after. */
  readonly boxes: readonly Box[];
}

/** Along the line, the middle first. */
const shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
const height = 14;
/** The least side of what is to be hit. */
const target = 24;

function apart(a: Box, b: Box): boolean {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

/** Numbers on their flows where they cover neither nodes nor one another; left out where nothing is free. */
export function placeNumbers(
  numbers: readonly FlowNumber[],
  nodes: readonly Pixel[],
  map: { readonly width: number; readonly height: number },
): PlacedNumbers {
  const boxes: Box[] = [];
  const occupied = nodes.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }));
  const svg = numbers.map(number => {
    if (number.line.length === 0 || number.text === '') return '';
    const half = textWidth(number.text, true) / 2 + 2;
    const free = shares
      .map(share => number.line[Math.round(share * (number.line.length - 1))]!)
      .map(({ x, y }) => ({ left: x - half, right: x + half, top: y - height / 2, bottom: y + height / 2 }))
      .find(
        box =>
          box.left >= 2 &&
          box.right <= map.width - 2 &&
          box.top >= 2 &&
          box.bottom <= map.height - 2 &&
          [...boxes, ...occupied].every(other => apart(box, other)),
      );
    if (!free) return '';
    boxes.push(free);
    return drawNumber(number, { x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 });
  });
  return { svg: svg.join(''), boxes };
}

function drawNumber({ text, isNew, title, href }: FlowNumber, { x, y }: Pixel): string {
  const look = `map-number${isNew ? ' is-new' : ''}`;
  const written =
    `<text class="${look}" x="${px(x)}" y="${px(y + 4)}" text-anchor="middle"><title>${escapeText(title)}</title>` +
    `${escapeText(text)}</text>`;
  const wide = Math.max(target, textWidth(text, true) + 8);
  const surface = { x: x - wide / 2, y: y - target / 2, width: wide, height: target };
  return linked(written, href === undefined ? undefined : { href, name: title }, surface);
}
