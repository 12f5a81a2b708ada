import { writeZip, type ZipPart } from '../files/archive/write-zip.ts';
import { columnName } from './workbook.ts';

/**
 * How a cell looks: numbers of the formats in `stylesXml`. `literal` is text that stays text when it is changed, `tag`
 * a line for the reader of the file and not for people, `percent` shows 0.12 as 12.0%.
 */
const looks = { text: 0, number: 0, time: 0, date: 1, header: 2, literal: 3, tag: 4, percent: 5 } as const;

export type Look = keyof typeof looks;
export type CellValue = string | number | null;

export interface WrittenSheet {
  readonly name: string;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  /** Of each column where it is empty, so that what is written there looks so. */
  readonly looks?: readonly Look[];
  /** Rows and columns that stay in view. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** Whether the first row filters. */
  readonly filtered?: boolean;
  readonly choices?: readonly Choices[];
  /** As `rowXml` makes them, from the first down. */
  readonly rows: Iterable<string> | AsyncIterable<string>;
}

/**
 * What may be chosen in the cells of a column, from one row to another (from 1): values without a comma, or those of a
 * column of another sheet, where other words may be written as well.
 */
export interface Choices {
  readonly column: number;
  readonly rows: readonly [from: number, to: number];
  readonly values: readonly string[] | ChoicesElsewhere;
}

interface ChoicesElsewhere {
  readonly sheet: string;
  readonly column: number;
  readonly rows: readonly [from: number, to: number];
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
/** Of a cell in Excel; more makes a file it repairs. */
const longestText = 32_767;
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook written as its sheets and their rows come: nothing is kept but the names of sheets. */
export function writeXlsx(sheets: Iterable<WrittenSheet> | AsyncIterable<WrittenSheet>): AsyncGenerator<Buffer> {
  return writeZip(partsOf(sheets));
}

async function* partsOf(sheets: Iterable<WrittenSheet> | AsyncIterable<WrittenSheet>): AsyncGenerator<ZipPart> {
  const names: string[] = [];
  for await (const sheet of sheets) {
    names.push(sheet.name);
    yield { path: `xl/worksheets/sheet${names.length}.xml`, content: sheetXml(sheet) };
  }
  for (const [path, xml] of workbookParts(names)) yield { path, content: [xml] };
}

async function* sheetXml(sheet: WrittenSheet): AsyncGenerator<string> {
  yield sheetOpening(sheet);
  yield* sheet.rows;
  yield sheetClosing(sheet);
}

function sheetOpening({ widths, looks: columnLooks = [], frozen }: WrittenSheet): string {
  const columns = widths.map((width, at) => {
    const look = looks[columnLooks[at] ?? 'text'];
    const style = look === 0 ? '' : ` style="${look}"`;
    return `<col min="${at + 1}" max="${at + 1}" width="${width}"${style} customWidth="1"/>`;
  });
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetViews>` +
    `<sheetView workbookViewId="0">${frozen ? paneXml(frozen) : ''}</sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>`
  );
}

function paneXml({ rows, columns }: NonNullable<WrittenSheet['frozen']>): string {
  const across = columns > 0 ? ` xSplit="${columns}"` : '';
  const place = columns > 0 ? 'bottomRight' : 'bottomLeft';
  const first = `${columnName(columns)}${rows + 1}`;
  return `<pane${across} ySplit="${rows}" topLeftCell="${first}" activePane="${place}" state="frozen"/>`;
}

function sheetClosing({ widths, filtered = false, choices = [] }: WrittenSheet): string {
  const filter = filtered ? `<autoFilter ref="A1:${columnName(widths.length - 1)}1"/>` : '';
  const lists = choices.map(({ column, rows: [from, to], values }) => {
    const name = columnName(column);
    const cells = `${name}${from}:${name}${to}`;
    const rule = `<formula1>${escapeXml('sheet' in values ? placeOf(values) : `"${values.join(',')}"`)}</formula1>`;
    return `<dataValidation type="list" allowBlank="1" sqref="${cells}">${rule}</dataValidation>`;
  });
  const validations =
    lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
  return `</sheetData>${filter}${validations}</worksheet>`;
}

function placeOf({ sheet, column, rows: [from, to] }: ChoicesElsewhere): string {
  const name = columnName(column);
  return `'${sheet.replaceAll("'", "''")}'!$${name}$${from}:$${name}$${to}`;
}

/** Rows of values under one another, each in one look; the first is row `from`. */
export function* tableXml(
  rows: Iterable<{ readonly values: readonly CellValue[]; readonly look: Look }>,
  from = 1,
): Generator<string> {
  let row = from;
  for (const { values, look } of rows) {
    yield rowXml(values.map((value, column) => cellXml(value, column, row, look)).join(''), row);
    row += 1;
  }
}

/**
 * One cell. Text is text whatever it begins with: a sheet runs nothing that is not written as a formula. Nothing makes
 * no cell.
 */
export function cellXml(value: CellValue, column: number, row: number, look: Look = 'text'): string {
  if (value === null || value === '') return '';
  const place = `${columnName(column)}${row}`;
  if (typeof value === 'number') {
    const style = look === 'percent' ? ` s="${looks.percent}"` : '';
    return Number.isFinite(value) ? `<c r="${place}"${style}><v>${value}</v></c>` : '';
  }
  const day = look === 'date' ? serialOf(value) : undefined;
  if (day !== undefined) return `<c r="${place}" s="${looks.date}"><v>${day}</v></c>`;
  const style = look === 'date' || look === 'percent' || looks[look] === 0 ? '' : ` s="${looks[look]}"`;
  const text = value.length > longestText ? value.slice(0, longestText) : value;
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

export function rowXml(cells: string, row: number): string {
  return `<row r="${row}">${cells}</row>`;
}

/** Excel counts days from 1900 and believes that year was a leap year: before March 1900 a date stays text. */
function serialOf(date: string): number | undefined {
  const day = (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return day >= 61 ? day : undefined;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML allows no control characters and no half characters; a carriage return would be read as a line feed. */
function escapeXml(text: string): string {
  const clean = text.isWellFormed() ? text : text.toWellFormed();
  if (!/[&<>"\u0000-\u001f\ufffe\uffff]/.test(clean)) return clean;
  return clean
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, sign => entities[sign] ?? sign)
    .replaceAll('\r', '&#13;');
}

/** The parts around the sheets, by path. `sheets` are their names; sheet n is xl/worksheets/sheet<n>.xml. */
function workbookParts(sheets: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const listed = sheets.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const targets = sheets.map((_, at) => relationXml(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  const stylesTarget = relationXml('rIdStyles', 'styles', 'styles.xml');
  return [
    [
      'xl/workbook.xml',
      `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relationsXml(targets.join('') + stylesTarget)],
    ['xl/styles.xml', stylesXml],
    ['_rels/.rels', relationsXml(relationXml('rId1', 'officeDocument', 'xl/workbook.xml'))],
    ['[Content_Types].xml', contentTypesXml(sheets.length)],
  ];
}

function relationXml(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
}

function relationsXml(inside: string): string {
  return `${xmlHead}<Relationships xmlns="${packages}/relationships">${inside}</Relationships>`;
}

function contentTypesXml(sheets: number): string {
  const part = (path: string, kind: string): string =>
    `<Override PartName="/xl/${path}.xml" ContentType="${kinds}.${kind}+xml"/>`;
  return [
    `${xmlHead}<Types xmlns="${packages}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('workbook', 'sheet.main'),
    part('styles', 'styles'),
    ...Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, 'worksheet')),
    '</Types>',
  ].join('');
}

const fontXml = (look = '', colour = ''): string => `<font>${look}<sz val="11"/>${colour}<name val="Calibri"/></font>`;
const formatXml = (format: number, font: number, applied = ''): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0"${applied}/>`;

const stylesXml = [
  `${xmlHead}<styleSheet xmlns="${main}">`,
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>',
  '<numFmt numFmtId="165" formatCode="0.0%"/></numFmts>',
  `<fonts count="3">${fontXml()}${fontXml('<b/>')}${fontXml('', '<color rgb="FF5D6876"/>')}</fonts>`,
  '<fills count="2"><fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="6">',
  formatXml(0, 0),
  formatXml(164, 0, ' applyNumberFormat="1"'),
  formatXml(0, 1, ' applyFont="1"'),
  formatXml(49, 0, ' applyNumberFormat="1"'),
  formatXml(0, 2, ' applyFont="1"'),
  formatXml(165, 0, ' applyNumberFormat="1"'),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');
