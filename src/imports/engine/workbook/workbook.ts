import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import { sheetLayout, sheetRows, plainText, type Parts, type SheetLayout, type SheetRow } from './sheet-xml.ts';
import type { Source } from '../source.ts';
import { attribute, element, tags } from './xml.ts';
import { refuseBomb, unzip, unzipText, zipDirectory, type Budget, type ZipEntry } from './zip.ts';

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** A workbook of any format, opened for reading row by row. Cells are text: numbers with a point, dates as YYYY-MM-DD. */
export interface Workbook {
  readonly sheets: readonly SheetInfo[];
  readonly layout: (sheet: string) => Promise<SheetLayout>;
  readonly rows: (sheet: string) => AsyncIterable<SheetRow>;
}

/** Opens an .xlsx by its own reader: bounded memory, real back-pressure, error cells and merges kept apart. */
export async function openXlsx(source: Source): Promise<Workbook> {
  const entries = await zipDirectory(source);
  if (!entries) throw new FileFault('file_damaged', { n: 0 });
  refuseBomb(entries);
  const budget: Budget = { bytes: limits.unzippedBytes };
  const main = await mainPart(source, entries, budget);
  const targets = await relations(source, entries, main, budget);
  const xml = await unzipText(source, entries.get(main), budget);
  const sheets = sheetList(xml, targets, entries);
  const parts = await sharedParts(source, entries, targets, budget, /date1904\s*=\s*"(?:1|true)"/.test(xml));
  const bytes = (name: string): AsyncIterable<Buffer> => {
    const entry = sheets.find(sheet => sheet.name === name)?.entry;
    if (!entry) throw new FileFault('file_damaged', { n: 0 });
    return unzip(source, entry, { bytes: limits.unzippedBytes });
  };
  return {
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    layout: name => sheetLayout(bytes(name)),
    rows: name => sheetRows(bytes(name), parts),
  };
}

async function mainPart(source: Source, entries: ReadonlyMap<string, ZipEntry>, budget: Budget): Promise<string> {
  const rels = await unzipText(source, entries.get('_rels/.rels'), budget);
  for (const tag of tags(rels, 'Relationship')) {
    if (attribute(tag, 'Type')?.endsWith('/officeDocument')) return (attribute(tag, 'Target') ?? '').replace(/^\//, '');
  }
  return 'xl/workbook.xml';
}

interface Targets {
  readonly byId: ReadonlyMap<string, string>;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
}

async function relations(
  source: Source,
  entries: ReadonlyMap<string, ZipEntry>,
  main: string,
  budget: Budget,
): Promise<Targets> {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const rels = await unzipText(source, entries.get(`${folder}_rels/${main.slice(folder.length)}.rels`), budget);
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  for (const tag of tags(rels, 'Relationship')) {
    const target = attribute(tag, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
    byId.set(attribute(tag, 'Id') ?? '', path);
    byType.set((attribute(tag, 'Type') ?? '').replace(/^.*\//, ''), path);
  }
  return { byId, strings: byType.get('sharedStrings'), styles: byType.get('styles') };
}

function sheetList(
  xml: string,
  targets: Targets,
  entries: ReadonlyMap<string, ZipEntry>,
): (SheetInfo & { entry: ZipEntry })[] {
  const sheets: (SheetInfo & { entry: ZipEntry })[] = [];
  for (const tag of tags(xml, 'sheet')) {
    const entry = entries.get(targets.byId.get(attribute(tag, '\\w+:id') ?? '') ?? '');
    const name = attribute(tag, 'name') ?? '';
    if (!entry || !/worksheets?\//.test(entry.name) || sheets.length >= limits.sheets) continue;
    sheets.push({ name, hidden: /hidden/i.test(attribute(tag, 'state') ?? ''), entry });
  }
  return sheets;
}

async function sharedParts(
  source: Source,
  entries: ReadonlyMap<string, ZipEntry>,
  targets: Targets,
  budget: Budget,
  date1904: boolean,
): Promise<Parts> {
  const strings = await sharedStrings(source, entries.get(targets.strings ?? ''), budget);
  return { strings, styles: dateStyles(await unzipText(source, entries.get(targets.styles ?? ''), budget)), date1904 };
}

async function sharedStrings(source: Source, entry: ZipEntry | undefined, budget: Budget): Promise<string[]> {
  const strings: string[] = [];
  if (!entry) return strings;
  const decoder = new TextDecoder();
  let text = '';
  let prefix: string | undefined;
  for await (const piece of unzip(source, entry, budget)) {
    text += decoder.decode(piece, { stream: true });
    prefix ??= /<(\w{1,20}:)?si[\s>/]/.exec(text)?.[1] ?? (/<si[\s>/]/.test(text) ? '' : undefined);
    if (prefix === undefined) continue;
    let at = 0;
    for (let string = element(text, `${prefix}si`, 0); string; string = element(text, `${prefix}si`, at)) {
      strings.push(plainText(string.inner, prefix));
      at = string.end;
    }
    text = text.slice(at);
    if (strings.length > limits.sharedStrings || text.length > 4 * limits.recordChars)
      throw new FileFault('file_too_big', { size: strings.length, limit: limits.sharedStrings });
  }
  return strings;
}

/** By style number whether it shows a day or a time; number formats 14 to 58 are Excel's own dates. */
function dateStyles(xml: string): ('day' | 'time' | undefined)[] {
  const own = new Map<string, string>();
  for (const tag of tags(xml, 'numFmt')) own.set(attribute(tag, 'numFmtId') ?? '', attribute(tag, 'formatCode') ?? '');
  const from = xml.search(/<(?:\w{1,20}:)?cellXfs[\s>]/);
  const to = xml.search(/<\/(?:\w{1,20}:)?cellXfs>/);
  return [...tags(from === -1 || to < from ? '' : xml.slice(from, to), 'xf')].map(tag => {
    const id = attribute(tag, 'numFmtId') ?? '0';
    return own.has(id) ? formatKind(own.get(id) ?? '') : builtInKind(Number(id));
  });
}

function builtInKind(id: number): 'day' | 'time' | undefined {
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || id === 32 || id === 33) return 'time';
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'day' : undefined;
}

function formatKind(code: string): 'day' | 'time' | undefined {
  const bare =
    code
      .replace(/"[^"]*"|\\.|_.|\*./g, '')
      .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
      .split(';')[0] ?? '';
  if (/general/i.test(bare) || /[0#?]/.test(bare.replace(/\.0+/, ''))) return undefined;
  if (/[yd]/i.test(bare)) return 'day';
  return /[hs]/i.test(bare) ? 'time' : /m/i.test(bare) ? 'day' : undefined;
}
