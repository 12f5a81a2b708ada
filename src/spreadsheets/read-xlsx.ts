import {
  readZipDirectory,
  refuseBomb,
  unzip,
  unzipWhole,
  type Budget,
  type ZipEntry,
} from '../files/archive/read-zip.ts';
import type { Source } from '../files/source.ts';
import { UnreadableFile } from '../files/unreadable.ts';
import { limits } from './limits.ts';
import { plainText, sheetLayout, sheetRows, type CellParts } from './sheet-xml.ts';
import type { ReadLimits, SheetInfo, Workbook } from './workbook.ts';
import { attribute, element, tags } from './xml.ts';

/** A packed file whose parts are found by name. */
interface Package {
  readonly source: Source;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly budget: Budget;
}

/** Opens an .xlsx by its own reader: bounded memory, real back-pressure, error cells and merges kept apart. */
export async function openXlsx(source: Source, read: ReadLimits): Promise<Workbook> {
  const directory = await readZipDirectory(source);
  refuseBomb(directory, source, read.bytes);
  if (directory.some(({ isEncrypted }) => isEncrypted)) throw new UnreadableFile('locked');
  const entries = new Map(directory.map(entry => [entry.name.replaceAll('\\', '/'), entry]));
  const book: Package = { source, entries, budget: { bytes: read.bytes } };
  const main = await mainPart(book);
  const targets = await relations(book, main);
  const xml = await textOf(book, main);
  const sheets = sheetList(xml, targets, entries);
  const parts = await sharedParts(book, targets, /date1904\s*=\s*"(?:1|true)"/.test(xml));
  const bytes = (name: string): AsyncIterable<Buffer> => {
    const entry = sheets.find(sheet => sheet.name === name)?.entry;
    if (!entry) throw new UnreadableFile('damaged');
    return unzip(source, entry, { bytes: read.bytes });
  };
  return {
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    layout: name => sheetLayout(bytes(name)),
    rows: name => sheetRows(bytes(name), parts, read),
    close: () => Promise.resolve(),
  };
}

/** A small part as text, nothing for one that is not there. */
async function textOf({ source, entries, budget }: Package, name: string | undefined): Promise<string> {
  const entry = name === undefined ? undefined : entries.get(name);
  return entry ? (await unzipWhole(source, entry, budget, limits.partBytes)).toString('utf8') : '';
}

async function mainPart(book: Package): Promise<string> {
  for (const tag of tags(await textOf(book, '_rels/.rels'), 'Relationship')) {
    if (attribute(tag, 'Type')?.endsWith('/officeDocument')) return (attribute(tag, 'Target') ?? '').replace(/^\//, '');
  }
  return 'xl/workbook.xml';
}

interface Targets {
  readonly byId: ReadonlyMap<string, string>;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
}

async function relations(book: Package, main: string): Promise<Targets> {
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const rels = await textOf(book, `${folder}_rels/${main.slice(folder.length)}.rels`);
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
  if (sheets.length > 0) return sheets;
  // A workbook without its list still has its sheets.
  return [...entries].flatMap(([path, entry]) =>
    /^xl\/worksheets\/[^/]+\.xml$/.test(path) ? [{ name: path.slice(14, -4), hidden: false, entry }] : [],
  );
}

async function sharedParts(book: Package, targets: Targets, date1904: boolean): Promise<CellParts> {
  const strings = await sharedStrings(book, targets.strings);
  return { strings, styles: dateStyles(await textOf(book, targets.styles)), date1904 };
}

async function sharedStrings({ source, entries, budget }: Package, name: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  const entry = name === undefined ? undefined : entries.get(name);
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
    if (strings.length > limits.sharedStrings || text.length > limits.rowChars / 4)
      throw new UnreadableFile('tooBig', { size: strings.length, limit: limits.sharedStrings });
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
