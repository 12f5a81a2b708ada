import { escapeText, px } from '../svg.ts';
import type { Wording } from '../views.ts';
import { measureText, type Weight } from './public-sans.ts';

export const paper = { ink: '#17202c', ink2: '#44505e', ink3: '#5d6876', line: '#c5cdd7', ground: '#fff' } as const;

interface Style {
  readonly size: number;
  readonly weight?: Weight;
  /** Of the parts that are strong. */
  readonly strong?: Weight;
  readonly fill?: string;
  readonly lineHeight: number;
}

interface Word {
  readonly text: string;
  readonly weight: Weight;
  readonly width: number;
  readonly space: number;
}

export interface Block {
  readonly svg: string;
  readonly height: number;
}

export function plainText(wording: Wording | undefined): string {
  if (wording === undefined) return '';
  if (typeof wording === 'string') return wording;
  return wording.map(part => (typeof part === 'string' ? part : part.text)).join('');
}

export function textAt(
  text: string,
  x: number,
  y: number,
  style: { size: number; weight?: Weight; fill?: string; anchor?: 'end' | 'middle'; italic?: boolean },
): string {
  const weight = style.weight && style.weight !== 400 ? ` font-weight="${style.weight}"` : '';
  const anchor = style.anchor ? ` text-anchor="${style.anchor}"` : '';
  const slope = style.italic ? ' font-style="italic"' : '';
  return (
    `<text x="${px(x)}" y="${px(y)}" font-size="${style.size}"${weight}${anchor}${slope} ` +
    `fill="${style.fill ?? paper.ink}">${escapeText(text)}</text>`
  );
}

function wordsOf(wording: Wording, { size, weight = 400, strong = 600 }: Style): Word[] {
  const parts = typeof wording === 'string' ? [wording] : wording;
  return parts.flatMap(part => {
    const isStrong = typeof part !== 'string' && part.href === undefined;
    const look = { size, weight: isStrong ? strong : weight };
    const text = typeof part === 'string' ? part : part.text;
    return text.split(/(?<= )/).map(piece => {
      const word = piece.trimEnd();
      return {
        text: word,
        weight: look.weight,
        width: word === '' ? 0 : measureText(word, look),
        space: piece.length > word.length ? measureText(' ', look) : 0,
      };
    });
  });
}

/** A sentence broken to a width, its strong parts strong, its links as text. */
export function richText(wording: Wording, x: number, y: number, width: number, style: Style): Block {
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of wordsOf(wording, style)) {
    const glued = lines.at(-1)!.at(-1)?.space === 0;
    if (used > 0 && !glued && used + word.width > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(word);
    used += word.width + word.space;
  }
  const svg = lines.map((line, index) => lineSvg(line, x, y + style.size + index * style.lineHeight, style));
  return { svg: svg.join(''), height: lines.length * style.lineHeight };
}

/** Neighbours of one weight are one text, so that a reader can select and search them. */
function lineSvg(line: readonly Word[], x: number, y: number, style: Style): string {
  const runs: { text: string; weight: Weight; x: number }[] = [];
  let pen = x;
  for (const word of line) {
    const last = runs.at(-1);
    const text = word.text + (word.space > 0 ? ' ' : '');
    if (last?.weight === word.weight) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, weight: word.weight, x: pen });
    pen += word.width + word.space;
  }
  return runs
    .filter(run => run.text.trim() !== '')
    .map(run =>
      textAt(run.text.trimEnd(), run.x, y, { size: style.size, weight: run.weight, fill: style.fill ?? paper.ink2 }),
    )
    .join('');
}
