import { StringDecoder } from 'node:string_decoder';
import { UnreadableFile } from '../files/unreadable.ts';
import { limits } from './limits.ts';
import { numberText, serialText, timeText } from './excel-dates.ts';
import { columnAt, type Merge, type ReadLimits, type SheetLayout, type SheetRow } from './workbook.ts';
import { attribute, element, tags, unescapeOoxml } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface CellParts {
  readonly strings: readonly string[];
  /** By style number: a day, a time of day, or plain. */
  readonly styles: readonly ('day' | 'time' | undefined)[];
  readonly date1904: boolean;
}

/** Rows of a worksheet part from its bytes, one at a time; only one row is in memory. */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  parts: CellParts,
  read: ReadLimits,
): AsyncGenerator<SheetRow> {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let line = 0;
  let prefix: string | undefined;
  const nextRow = (from: number) => (prefix === undefined ? undefined : element(text, `${prefix}row`, from));
  for await (const piece of bytes) {
    text += decoder.write(piece);
    prefix ??= prefixOf(text);
    let at = 0;
    for (let row = nextRow(0); row; row = nextRow(at)) {
      at = row.end;
      line = Number(attribute(row.attributes, 'r') ?? line + 1);
      if (read.cut && row.inner === '') continue;
      const hidden = attribute(row.attributes, 'hidden') === '1';
      yield { line, hidden, ...rowCells(row.inner, prefix ?? '', parts, read) };
    }
    text = text.slice(at);
    if (text.length > limits.rowChars) throw new UnreadableFile('damaged', { n: line });
    if (/<(?:\/(?:\w+:)?sheetData|(?:\w+:)?sheetData\s*\/>)/.test(text)) return;
  }
  throw new UnreadableFile('damaged', { n: line });
}

/** The namespace prefix of the sheet's tags ('' or 'x:'), once its root tag has arrived. */
function prefixOf(text: string): string | undefined {
  const root = /<(\w{1,20}:)?worksheet[\s>]/.exec(text.slice(0, 64 * 1024));
  return root ? (root[1] ?? '') : text.length > 64 * 1024 ? '' : undefined;
}

function rowCells(
  body: string,
  prefix: string,
  parts: CellParts,
  { columns, cut = false }: ReadLimits,
): Pick<SheetRow, 'cells' | 'formula'> {
  const cells: string[] = [];
  let formula: number | undefined;
  for (let cell = element(body, `${prefix}c`, 0); cell; cell = element(body, `${prefix}c`, cell.end)) {
    const column = columnOf(cell.attributes, cells.length);
    if (column >= columns) {
      if (cut) break;
      if (cell.inner !== '') throw new UnreadableFile('tooWide', { n: column + 1, limit: columns });
      continue;
    }
    while (cells.length < column) cells.push('');
    cells[column] = cellText(cell.attributes, cell.inner, prefix, parts);
    if (formula === undefined && holdsFormula(cell.inner, prefix)) formula = column;
  }
  return formula === undefined ? { cells } : { cells, formula };
}

const formulaPattern = /<(?:\w{1,20}:)?f[\s>/]/;

function holdsFormula(inner: string, prefix: string): boolean {
  return inner.includes(`<${prefix}f`) && formulaPattern.test(inner);
}

const referencePattern = /(?:^|\s)r="([A-Z]{1,3})\d+"/;

/** The column a cell names; without a name it is the next one. */
function columnOf(tag: string, next: number): number {
  const name = referencePattern.exec(tag)?.[1];
  return name === undefined ? next : columnAt(name);
}

const typePattern = /(?:^|\s)t="(\w+)"/;
const stylePattern = /(?:^|\s)s="(\d+)"/;

function cellText(tag: string, inner: string, prefix: string, parts: CellParts): string {
  if (inner === '') return '';
  const type = typePattern.exec(tag)?.[1] ?? 'n';
  if (type === 'inlineStr') return plainText(inner, prefix);
  const open = inner.indexOf(`<${prefix}v`);
  if (open === -1) return '';
  const start = inner.indexOf('>', open) + 1;
  const end = inner.indexOf('<', start);
  const value = end === -1 ? '' : inner.slice(start, end);
  if (type === 's') return parts.strings[Number(value)] ?? '';
  if (type === 'str' || type === 'e' || type === 'd') return unescapeOoxml(value);
  if (type === 'b') return value === '1' ? 'true' : 'false';
  return numberCellText(tag, value, parts);
}

function numberCellText(tag: string, value: string, parts: CellParts): string {
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return unescapeOoxml(value);
  const style = parts.styles[Number(stylePattern.exec(tag)?.[1] ?? -1)];
  if (style === 'time' && number < 1) return timeText(number);
  return (style === undefined ? undefined : serialText(number, parts.date1904)) ?? numberText(number);
}

/** Joined text of all runs; the reading aid of East Asian text (rPh) is no text of the cell. */
export function plainText(inner: string, prefix: string): string {
  let text = '';
  let spoken = element(inner, `${prefix}rPh`, 0);
  for (let run = element(inner, `${prefix}t`, 0); run; run = element(inner, `${prefix}t`, run.end)) {
    while (spoken && spoken.end < run.end) spoken = element(inner, `${prefix}rPh`, spoken.end);
    if (spoken && run.end < spoken.end && run.end > spoken.end - spoken.inner.length - prefix.length - 6) continue;
    text += run.inner;
  }
  return unescapeOoxml(text);
}

/** Hidden columns and merged ranges: they stand before and behind the rows, so this is a pass of its own. */
export async function sheetLayout(bytes: AsyncIterable<Buffer>): Promise<SheetLayout> {
  let head = '';
  let tail = '';
  let past = false;
  for await (const piece of bytes) {
    const text = piece.toString('latin1');
    if (head.length < 64 * 1024) head += text;
    tail += text;
    if (past) continue;
    const end = /<(?:\/(?:\w+:)?sheetData\s*|(?:\w+:)?sheetData\s*\/)>/.exec(tail);
    past = end !== null;
    tail = end ? tail.slice(end.index) : tail.slice(-40);
    if (tail.length > limits.rowChars) break;
  }
  const last = /<(?:\w+:)?dimension\s+ref="(?:[A-Z]+\d+:)?[A-Z]+(\d+)"/.exec(head)?.[1];
  return {
    hiddenColumns: hiddenColumns(head),
    merges: merges(tail),
    ...(last === undefined ? {} : { lastLine: Number(last) }),
  };
}

function hiddenColumns(head: string): number[] {
  const hidden: number[] = [];
  for (const tag of tags(head, 'col')) {
    if (attribute(tag, 'hidden') !== '1' && attribute(tag, 'hidden') !== 'true') continue;
    const last = Math.min(limits.columns, Number(attribute(tag, 'max')));
    for (let column = Number(attribute(tag, 'min')); column <= last; column += 1) hidden.push(column - 1);
  }
  return hidden;
}

function merges(tail: string): Merge[] {
  const found: Merge[] = [];
  for (const tag of tags(tail, 'mergeCell')) {
    const parts = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(attribute(tag, 'ref') ?? '');
    if (!parts) continue;
    const [, left = '', top, right = '', bottom] = parts;
    found.push({ top: Number(top), bottom: Number(bottom), left: columnAt(left), right: columnAt(right) });
  }
  return found;
}
