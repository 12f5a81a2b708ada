import { Unreadable, columnName, limits } from './limits.ts';
import type { Table } from './limits.ts';
import { unzip } from './unzip.ts';

/**
 * The texts of a workbook's first sheet. Only what stands in cells is read (no merges, validations, names or styles, whose
 * ranges may be as wide as a sheet); a formula is refused, for what it shows is not in our hands. Throws Unreadable.
 */
export function readXlsx(file: Buffer): Table {
  const parts = unzip(file, name =>
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name),
  );
  const sheet = parts.get(firstSheet(parts)) ?? [...parts].find(([name]) => name.startsWith('xl/worksheets/'))?.[1];
  if (sheet === undefined) throw new Unreadable('noSheet');
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([\s\S]*?)<\/si>|<si\/>/g)].map(
    ([, inner = '']) => textIn(inner),
  );
  const lines: { row: number; cells: string[] }[] = [];
  let row = 0;
  for (const [, attributes = '', inner = ''] of sheet.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    row = Number(/\br="(\d{1,7})"/.exec(attributes)?.[1] ?? row + 1);
    const cells = cellsOf(inner, row, shared);
    if (cells.some(cell => cell !== '')) lines.push({ row, cells });
    // The header, and one more than may be: the reader of the rows says how many are too many.
    if (lines.length > limits.rows + 1) break;
  }
  return { lines };
}

function firstSheet(parts: ReadonlyMap<string, string>): string {
  const id = /<sheet\b[^>]*?\br:id="([^"]+)"/.exec(parts.get('xl/workbook.xml') ?? '')?.[1];
  const link = [...(parts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find(tag => id !== undefined && tag.includes(`Id="${id}"`));
  const target = /\bTarget="([^"]+)"/.exec(link ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function cellsOf(inner: string, row: number, shared: readonly string[]): string[] {
  const cells: string[] = [];
  let at = -1;
  for (const [, attributes = '', content = ''] of inner.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const name = /\br="([A-Z]{1,3})\d+"/.exec(attributes)?.[1];
    at = name === undefined ? at + 1 : columnAt(name);
    // What stands far to the right is no column of ours.
    if (at >= limits.columns) break;
    if (/<f[\s>/]/.test(content)) throw new Unreadable('formula', { cell: `${columnName(at)}${row}` });
    while (cells.length < at) cells.push('');
    cells[at] = valueOf(/\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n', content, shared).slice(0, limits.cell);
  }
  return cells;
}

function columnAt(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(type: string, content: string, shared: readonly string[]): string {
  if (type === 'inlineStr') return textIn(content).trim();
  const value = decode(/<v>([\s\S]*?)<\/v>/.exec(content)?.[1] ?? '');
  return (type === 's' ? (shared[Number(value)] ?? '') : value).trim();
}

/** The text of a rich string, without its phonetic guide. */
function textIn(xml: string): string {
  return [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)]
    .map(([, text = '']) => decode(text))
    .join('');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? '';
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
