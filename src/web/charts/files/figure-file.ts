import type { Language } from '../../../i18n/index.ts';
import { csvCell } from '../../../files/csv-cell.ts';
import {
  cellXml,
  rowXml,
  tableXml,
  writeXlsx,
  type CellValue,
  type Look,
  type WrittenSheet,
} from '../../../spreadsheets/write-xlsx.ts';
import type { FigureShown, NumberCell } from '../views.ts';
import { documentSvg, type FigureDocument } from './figure-document.ts';
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
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawn = await renderAsync(svg, { fitTo: { mode: 'zoom', value: zoom }, font: { loadSystemFonts: false } });
  return drawn.asPng();
}

/** Without what binary sums leave at its end. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** What a file has in a cell of the table, and how a sheet shows it. */
interface Filed {
  readonly value: CellValue;
  readonly look: Look;
}

function filed(value: CellValue, look: Look = 'text'): Filed {
  return { value: typeof value === 'number' ? exact(value) : value, look };
}

/** A number as a number, so that a sheet can count with it. */
function filedCell(cell: NumberCell): Filed {
  if (typeof cell !== 'object') return filed(cell);
  return filed(cell.value ?? cell.text, cell.isPercent ? 'percent' : 'text');
}

function sumsOf(cell: NumberCell | undefined): Exclude<NumberCell, string>['sums'] {
  return typeof cell === 'object' ? cell.sums : undefined;
}

/** The table with its head; a column of sums in several units becomes one for each unit. */
function numberRows({ table }: FigureDocument): Filed[][] {
  const columns = table.head.map((head, at) => {
    const units = new Set(table.rows.flatMap(row => sumsOf(row[at])?.map(({ unit }) => unit) ?? []));
    return { head, at, units: [...units] };
  });
  return [
    columns.flatMap(({ head, units }) =>
      units.length === 0 ? [filed(head, 'header')] : units.map(unit => filed(unit, 'header')),
    ),
    ...table.rows.map(row =>
      columns.flatMap(({ at, units }) => {
        const cell = row[at] ?? '';
        if (units.length === 0) return [filedCell(cell)];
        return units.map(name => filed(sumsOf(cell)?.find(({ unit }) => unit === name)?.value ?? null));
      }),
    ),
  ];
}

/** What stands over the numbers: finding, measure, question, coverage, source. */
function aboutRows({ title, sub, note, question, coverage, source }: FigureDocument): CellValue[][] {
  return [
    [title],
    ...(sub === undefined ? [] : [[plainText(sub)]]),
    ...(note === undefined ? [] : [[plainText(note)]]),
    ...question.map(row => [...row]),
    ...(coverage === undefined
      ? []
      : [[coverage.title], ...coverage.rows.map(row => [row.label, row.value]), [plainText(coverage.note)]]),
    [source],
  ];
}

/** UTF-8 with its mark, commas, CRLF; a line that would run as a formula does not. */
function csvOf(figure: FigureDocument): string {
  const numbers = numberRows(figure).map(row => row.map(({ value }) => value));
  const rows = [...aboutRows(figure), [], ...numbers];
  return `\ufeff${rows.map(row => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

async function xlsxOf(figure: FigureDocument): Promise<Buffer> {
  const numbers = numberRows(figure);
  const sheets: WrittenSheet[] = [
    {
      name: figure.sheets.numbers,
      widths: (numbers[0] ?? []).map(({ value }, at) => (at === 0 ? 30 : widthOf(String(value)))),
      frozen: { rows: 1, columns: 1 },
      filtered: true,
      rows: numbers.map((row, at) =>
        rowXml(row.map(({ value, look }, column) => cellXml(value, column, at + 1, look)).join(''), at + 1),
      ),
    },
    {
      name: figure.sheets.about,
      widths: [42, 60],
      rows: tableXml(aboutRows(figure).map((values, at) => ({ values, look: at === 0 ? 'header' : 'text' }))),
    },
  ];
  const parts: Buffer[] = [];
  for await (const part of writeXlsx(sheets)) parts.push(part);
  return Buffer.concat(parts);
}

function widthOf(head: string): number {
  return Math.max(12, Math.min(head.length + 3, 28));
}
