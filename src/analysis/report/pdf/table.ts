import { font, inFont, ink, page } from './type.ts';
import type { Doc, Part } from './type.ts';

interface Drawing {
  readonly doc: Doc;
  readonly state: { y: number; parent: Part };
  readonly newPage: () => void;
}

/** A table whose heads are repeated where it goes on to another page; numbers stand at the right. */
export function drawTable(
  { doc, state, newPage }: Drawing,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  const lefts = widths.map((_, at) => page.margin + widths.slice(0, at).reduce((sum, one) => sum + one, 0));
  const heightOf = (row: readonly string[], weight: number): number => {
    font(doc, weight).fontSize(8);
    return (
      Math.max(...row.map((cell, at) => doc.heightOfString(inFont(cell) || ' ', { width: (widths[at] ?? 40) - 6 }))) + 7
    );
  };
  const table = doc.struct('Table');
  state.parent.add(table);
  const draw = (row: readonly string[], isHead: boolean): void => {
    const height = heightOf(row, isHead ? 600 : 400);
    const y = state.y;
    const line = doc.struct('TR');
    table.add(line);
    row.forEach((cell, at) => {
      line.add(
        doc.struct(isHead || at === 0 ? 'TH' : 'TD', {}, [
          () => drawCell(doc, cell, { x: lefts[at] ?? 0, y, width: widths[at] ?? 40, isHead, isFirst: at === 0 }),
        ]),
      );
    });
    line.end();
    doc.markContent('Artifact', { type: 'Layout' });
    doc.moveTo(page.margin, y + height).lineTo(page.margin + page.inner, y + height);
    doc
      .lineWidth(isHead ? 1 : 0.4)
      .strokeColor(isHead ? ink.text : ink.line)
      .stroke();
    doc.endMarkedContent();
    state.y += height;
  };
  // A head stands over two rows at least.
  const first = [heightOf(head, 600), ...rows.slice(0, 2).map(row => heightOf(row, 400))];
  if (state.y + first.reduce((sum, one) => sum + one, 0) > page.foot - 24) newPage();
  draw(head, true);
  for (const row of rows) {
    if (state.y + heightOf(row, 400) > page.foot - 24) {
      newPage();
      draw(head, true);
    }
    draw(row, false);
  }
  table.end();
  state.y += 12;
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly isHead: boolean;
  readonly isFirst: boolean;
}

function drawCell(doc: Doc, text: string, { x, y, width, isHead, isFirst }: Cell): void {
  font(doc, isHead ? 600 : isFirst ? 500 : 400)
    .fontSize(8)
    .fillColor(ink.text);
  // Words stand at the left, as numbers do at the right.
  const align = isFirst || width > 140 ? 'left' : 'right';
  doc.text(inFont(text), x, y + 3, { width: width - 6, align });
}
