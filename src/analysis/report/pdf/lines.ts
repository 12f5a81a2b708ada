import { font, ink, runsOf, type Doc } from './type.ts';

export interface Look {
  readonly size: number;
  readonly weight?: number | undefined;
  readonly fill?: string | undefined;
  /** A ground of this colour around the letters, so that they are read over lines. */
  readonly halo?: string | undefined;
}

/** From one line to the next. */
export const leading = ({ size }: Pick<Look, 'size'>): number => size * 1.175 + 2;

export function widthOf(doc: Doc, text: string, look: Look): number {
  return runsOf(text).reduce(
    (sum, run) => sum + font(doc, look.weight, run.subset).fontSize(look.size).widthOfString(run.text),
    0,
  );
}

/** A text in lines no wider than `width`; broken between words, within one where it is wider than a line. */
export function linesOf(doc: Doc, text: string, look: Look, width: number): string[] {
  return text.split('\n').flatMap(part => {
    const lines: string[] = [];
    let line = '';
    for (const word of piecesOf(doc, part, look, width)) {
      if (line !== '' && widthOf(doc, `${line}${word}`.trimEnd(), look) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += word;
    }
    return [...lines, line.trimEnd()];
  });
}

/** Words with the space or the sign after them. */
function piecesOf(doc: Doc, text: string, look: Look, width: number): string[] {
  const words = text.split(/(?<= )|(?<=[/-])(?=\p{L})/u).filter(Boolean);
  return words.flatMap(word => (widthOf(doc, word.trimEnd(), look) > width ? broken(doc, word, look, width) : [word]));
}

function broken(doc: Doc, word: string, look: Look, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (piece !== '' && widthOf(doc, piece + sign, look) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece];
}

interface Place {
  readonly x: number;
  readonly y: number;
  /** The right end of the line stands here instead of its left at x. */
  readonly right?: number | undefined;
}

/** Writes one line, in as many files of the font as its letters need. */
export function writeLine(doc: Doc, line: string, { x, y, right }: Place, look: Look): void {
  let pen = right === undefined ? x : right - widthOf(doc, line, look);
  for (const { subset, text } of runsOf(line)) {
    font(doc, look.weight, subset)
      .fontSize(look.size)
      .fillColor(look.fill ?? ink.text);
    if (look.halo) {
      doc
        .lineWidth(look.size / 4)
        .lineJoin('round')
        .strokeColor(look.halo);
      doc.text(text, pen, y, { lineBreak: false, stroke: true, fill: false });
    }
    doc.text(text, pen, y, { lineBreak: false });
    pen += doc.widthOfString(text);
  }
}

/** Writes lines one under the other; answers the room they take. */
export function writeLines(doc: Doc, lines: readonly string[], { x, y, right }: Place, look: Look): number {
  const step = leading(look);
  lines.forEach((line, at) => {
    writeLine(doc, line, { x, y: y + at * step, right }, look);
  });
  return lines.length * step;
}
