import { renderAsync } from '@resvg/resvg-js';
import type { Language } from '../../../i18n/index.ts';
import { csvCell } from '../../../files/csv-cell.ts';
import { tableXml, writeXlsx } from '../../../spreadsheets/write-xlsx.ts';
import type { CellValue, WrittenSheet } from '../../../spreadsheets/write-xlsx.ts';
import type { FigureShown, NumberCell } from '../views.ts';
import { documentSvg } from './figure-document.ts';
import type { FigureDocument } from './figure-document.ts';
import { outlined } from './outlined.ts';
import { plainText } from './rich-text.ts';

export const figureKinds = ['svg', 'png', 'csv', 'xlsx'] as const;

export type FigureKind = (typeof figureKinds)[number];

/** The addresses of a figure's files, by their names. */
export function figureLinks(id: string, hrefOf: (name: string) => string): NonNullable<FigureShown['files']> {
  return figureKinds.map(kind => ({ label: kind.toUpperCase(), href: hrefOf(`${id}.${kind}`) }));
}

export interface FigureFile {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<FigureKind, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** Pixels of a picture for each of the drawing: sharp on paper and on good screens. */
const zoom = 2;

/**
 * A figure as a file that stands alone. A PNG takes 150 to 300 ms of processor time, a third of it in the thread of the
 * pages; the others take 20 ms or less.
 */
export async function figureFile(figure: FigureDocument, kind: FigureKind, lang: Language): Promise<FigureFile> {
  return { name: `${figure.name}.${kind}`, type: types[kind], body: await bodies[kind](figure, lang) };
}

const bodies: Readonly<Record<FigureKind, (figure: FigureDocument, lang: Language) => Promise<Buffer> | Buffer>> = {
  svg: (figure, lang) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${documentSvg(figure, lang)}`),
  png: pngOf,
  csv: figure => Buffer.from(csvOf(figure)),
  xlsx: xlsxOf,
};

async function pngOf(figure: FigureDocument, lang: Language): Promise<Buffer> {
  const svg = outlined(documentSvg(figure, lang, { withFont: false }));
  const drawn = await renderAsync(svg, { fitTo: { mode: 'zoom', value: zoom }, font: { loadSystemFonts: false } });
  return drawn.asPng();
}

/** A number as a number, so that a sheet can count with it, without what binary sums leave at its end. */
function valueOf(cell: NumberCell): CellValue {
  if (typeof cell !== 'object') return cell;
  return typeof cell.value === 'number' ? Number(cell.value.toPrecision(12)) : (cell.value ?? cell.text);
}

/** What stands over the numbers: finding, measure, question, coverage, source. */
function aboutRows({ title, sub, question, coverage, source }: FigureDocument): CellValue[][] {
  return [
    [title],
    ...(sub === undefined ? [] : [[plainText(sub)]]),
    ...question.map(row => [...row]),
    ...(coverage === undefined
      ? []
      : [[coverage.title], ...coverage.rows.map(row => [row.label, row.value]), [plainText(coverage.note)]]),
    [source],
  ];
}

function numberRows({ table }: FigureDocument): CellValue[][] {
  return [[...table.head], ...table.rows.map(row => row.map(valueOf))];
}

/** UTF-8 with its mark, commas, CRLF; a line that would run as a formula does not. */
function csvOf(figure: FigureDocument): string {
  const rows = [...aboutRows(figure), [], ...numberRows(figure)];
  return `\ufeff${rows.map(row => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

async function xlsxOf(figure: FigureDocument): Promise<Buffer> {
  const numbers = numberRows(figure);
  const sheets: WrittenSheet[] = [
    {
      name: figure.sheets.numbers,
      widths: figure.table.head.map((head, at) => (at === 0 ? 30 : Math.max(12, Math.min(head.length + 3, 28)))),
      frozen: { rows: 1, columns: 1 },
      filtered: true,
      rows: sheetRows(numbers),
    },
    { name: figure.sheets.about, widths: [42, 60], rows: sheetRows(aboutRows(figure)) },
  ];
  const parts: Buffer[] = [];
  for await (const part of writeXlsx(sheets)) parts.push(part);
  return Buffer.concat(parts);
}

function sheetRows(rows: readonly CellValue[][]): Generator<string> {
  return tableXml(rows.map((values, at) => ({ values, look: at === 0 ? 'header' : 'text' })));
}
