import { UnreadableFile } from '../files/unreadable.ts';
import { inMemory, type Sheet } from './in-memory.ts';
import { limits } from './limits.ts';
import type { ReadLimits, Workbook } from './workbook.ts';
import { attribute, unescapeXml } from './xml.ts';

interface Reading {
  readonly sheets: Sheet[];
  rows: string[][];
  row: string[] | undefined;
  text: string | undefined;
  name: string;
  span: number;
  isDate: boolean;
}

/** Opens an HTML table, or Excel's XML of 2003, saved as .xls. Every table or worksheet is a sheet. One pass. */
export function openMarkup(markup: string, read: ReadLimits): Workbook {
  const state: Reading = { sheets: [], rows: [], row: undefined, text: undefined, name: '', span: 1, isDate: false };
  let at = 0;
  for (let open = markup.indexOf('<'); open !== -1; open = markup.indexOf('<', at)) {
    if (state.text !== undefined) state.text += markup.slice(at, open);
    const comment = markup.startsWith('<!--', open);
    const end = comment ? markup.indexOf('-->', open) + 2 : markup.indexOf('>', open);
    if (end < open + 1) break;
    if (!comment) readTag(state, markup.slice(open + 1, end));
    at = end + 1;
  }
  endSheet(state);
  return inMemory(
    state.sheets.filter(sheet => sheet.rows.length > 0),
    read,
  );
}

function readTag(state: Reading, tag: string): void {
  const found = /^(\/?)(?:ss:)?([A-Za-z]{1,20})/.exec(tag);
  const name = found?.[2]?.toLowerCase() ?? '';
  const closing = found?.[1] === '/';
  switch (name) {
    case 'table':
    case 'worksheet':
      if (name === 'worksheet' || closing) endSheet(state);
      if (!closing && name === 'worksheet') state.name = attribute(tag, 'ss:Name') ?? '';
      return;
    case 'tr':
    case 'row':
      if (closing) endRow(state);
      else startRow(state);
      return;
    case 'td':
    case 'th':
    case 'cell':
      if (closing) endCell(state);
      else startCell(state, tag);
      return;
    case 'br':
      if (state.text !== undefined) state.text += '\n';
      return;
    case 'data':
      state.isDate ||= tag.includes('DateTime');
      return;
    default:
  }
}

function startRow(state: Reading): void {
  endRow(state);
  state.row = [];
}

function startCell(state: Reading, tag: string): void {
  endCell(state);
  state.row ??= [];
  const index = Number(attribute(tag, 'ss:Index') ?? 0);
  while (index > state.row.length + 1 && state.row.length < limits.columns) state.row.push('');
  state.span = Math.min(limits.columns, Number(attribute(tag, 'colspan') ?? 1));
  state.isDate = false;
  state.text = '';
  if (tag.endsWith('/')) endCell(state);
}

function endCell(state: Reading): void {
  if (state.text === undefined || !state.row) return;
  const text = unescapeXml(state.text).trim();
  state.row.push(state.isDate ? text.replace(/T00:00:00(?:\.0+)?$/, '') : text);
  for (let extra = 1; extra < state.span; extra += 1) state.row.push('');
  state.text = undefined;
  if (state.row.length > limits.columns * 2)
    throw new UnreadableFile('tooWide', { n: state.row.length, limit: limits.columns });
}

function endRow(state: Reading): void {
  endCell(state);
  if (state.row && state.row.length > 0) state.rows.push(state.row);
  state.row = undefined;
}

function endSheet(state: Reading): void {
  endRow(state);
  const { sheets, rows } = state;
  const name = state.name === '' ? String(sheets.length + 1) : state.name;
  if (rows.length > 0 && sheets.length < limits.sheets)
    sheets.push({ name, hidden: false, rows, merges: [], hiddenColumns: [] });
  state.rows = [];
  state.name = '';
}
