import { linesOf, leading, writeLines, type Look } from './lines.ts';
import { ink, page, type Doc, type Part } from './type.ts';

interface Drawing {
  readonly doc: Doc;
  readonly state: { y: number; parent: Part };
  readonly newPage: () => void;
}

/** A cell of one look, or of texts under one another, each in its own. */
export type Cell = string | readonly (Look & { readonly text: string })[];

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
  /** Columns of numbers, which stand at the right; without it every narrow one but the first. */
  readonly numbers?: readonly number[];
  /** Columns that name their row; the first unless given. */
  readonly names?: readonly number[];
  /** Small letters and low rows, for long tables. */
  readonly isTight?: boolean;
}

interface Laid {
  readonly lines: readonly string[];
  readonly look: Look;
}

const padding = 6;
/** Room between the rules of a row beside its lines. */
const air = { usual: 8, tight: 5 };

/** About how high a table of so many rows of one line is, with its heading and heads. */
export function tableHeight(rows: number, isTight = false): number {
  const [size, between] = isTight ? [8, air.tight] : [8.5, air.usual];
  return 64 + rows * (leading({ size }) + between);
}

/** A table whose heads are repeated where it goes on to another page; numbers stand at the right. */
export function drawTable({ doc, state, newPage }: Drawing, table: Table): void {
  const { head, rows, widths, numbers, names = [0], isTight = false } = table;
  const [size, between] = isTight ? [8, air.tight] : [8.5, air.usual];
  const heightOf = (row: readonly Laid[][]): number => between + highOf(row);
  const lefts = widths.map((_, at) => page.margin + widths.slice(0, at).reduce((sum, one) => sum + one, 0));
  const isNumber = (at: number): boolean => numbers?.includes(at) ?? (at > 0 && (widths[at] ?? 0) <= 140);
  const laid = (row: readonly Cell[], isHead: boolean): Laid[][] =>
    row.map((cell, at) =>
      layCell(doc, cell, (widths[at] ?? 40) - (isNumber(at) ? 2 : 1) * padding, {
        size: isHead && isTight ? 7.5 : size,
        weight: isHead ? 600 : names.includes(at) ? 500 : 400,
      }),
    );
  const part = doc.struct('Table');
  state.parent.add(part);
  const draw = (row: readonly Laid[][], isHead: boolean): void => {
    const height = heightOf(row);
    const y = state.y;
    const line = doc.struct('TR');
    part.add(line);
    row.forEach((cell, at) => {
      const x = lefts[at] ?? 0;
      const place = { x, right: isNumber(at) ? x + (widths[at] ?? 40) - 2 * padding : undefined };
      const kind = isHead || names.includes(at) ? 'TH' : 'TD';
      line.add(doc.struct(kind, {}, [() => drawCell(doc, cell, { ...place, y: y + between / 2 - 1 })]));
    });
    line.end();
    ruleUnder(doc, y + height, isHead);
    state.y += height;
  };
  const top = laid(head, true);
  const body = rows.map(row => laid(row, false));
  // A head stands over two rows at least.
  const first = [top, ...body.slice(0, 2)].reduce((sum, row) => sum + heightOf(row), 0);
  if (state.y + first > page.foot - 24) newPage();
  draw(top, true);
  for (const row of body) {
    if (state.y + heightOf(row) > page.foot - 24) {
      newPage();
      draw(top, true);
    }
    draw(row, false);
  }
  part.end();
  state.y += 12;
}

function layCell(doc: Doc, cell: Cell, width: number, usual: Look): Laid[] {
  const parts = typeof cell === 'string' ? [{ text: cell, ...usual }] : cell;
  return parts.map(({ text, ...look }) => ({ look, lines: linesOf(doc, text, look, width) }));
}

function highOf(row: readonly Laid[][]): number {
  const cell = (parts: readonly Laid[]): number =>
    parts.reduce((sum, { lines, look }) => sum + lines.length * leading(look), 0);
  return Math.max(...row.map(cell));
}

function drawCell(
  doc: Doc,
  parts: readonly Laid[],
  { x, y, right }: { readonly x: number; readonly y: number; readonly right: number | undefined },
): void {
  let top = y;
  for (const { lines, look } of parts) top += writeLines(doc, lines, { x, y: top, right }, look);
}

function ruleUnder(doc: Doc, y: number, isHead: boolean): void {
  doc.markContent('Artifact', { type: 'Layout' });
  doc.moveTo(page.margin, y).lineTo(page.margin + page.inner, y);
  doc
    .lineWidth(isHead ? 1 : 0.4)
    .strokeColor(isHead ? ink.text : ink.line)
    .stroke();
  doc.endMarkedContent();
}
