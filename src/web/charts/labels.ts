import { escapeText, fitText, px, textWidth } from './svg.ts';

/** A text broken between words to a width; the last line ends in an ellipsis where `most` lines do not hold it. */
export function wrapText(text: string, width: number, most = 3): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = `${kept[most - 1]} ${lines.slice(most).join(' ')}`;
  return kept.map(line => fitText(line, width));
}

/** Lines of one text under one another, 14 px apart, the first with its foot at y; the whole text on hover. */
export function lines(
  texts: readonly string[],
  x: number,
  y: number,
  classes: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return texts
    .map((text, index) => {
      const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
      return `<text class="${classes}" x="${px(x)}" y="${px(y + index * 14)}"${side}>${escapeText(text)}</text>`;
    })
    .join('');
}

interface Placed {
  /** Where its middle wants to be. */
  y: number;
  readonly height: number;
}

/** Pushes labels at a side apart, in their order from the top, and keeps them between top and bottom. */
export function spread<L extends Placed>(labels: readonly L[], top: number, bottom: number): L[] {
  const sorted = labels.map(label => ({ ...label })).sort((a, b) => a.y - b.y);
  let limit = top;
  for (const one of sorted) {
    one.y = Math.max(one.y, limit + one.height / 2);
    limit = one.y + one.height / 2;
  }
  limit = bottom;
  for (const one of sorted.toReversed()) {
    one.y = Math.min(one.y, limit - one.height / 2);
    limit = one.y - one.height / 2;
  }
  return sorted;
}

/** A text that may have to be cut, whole on hover. */
export function cutLabel(text: string, width: number, x: number, y: number, classes: string): string {
  const short = fitText(text, width);
  const whole = short === text ? '' : `<title>${escapeText(text)}</title>`;
  return `<text class="${classes}" x="${px(x)}" y="${px(y)}">${whole}${escapeText(short)}</text>`;
}
