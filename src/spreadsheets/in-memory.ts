import { UnreadableFile } from '../files/unreadable.ts';
import type { Merge, ReadLimits, SheetInfo, SheetLayout, SheetRow, Workbook } from './workbook.ts';

export interface Sheet extends SheetInfo {
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: readonly number[];
}

/** A workbook whose sheets lie in memory. */
export function inMemory(sheets: readonly Sheet[], read: ReadLimits): Workbook {
  const find = (name: string): Sheet => {
    const sheet = sheets.find(each => each.name === name);
    if (!sheet) throw new UnreadableFile('damaged');
    return sheet;
  };
  return {
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    layout: async (name): Promise<SheetLayout> => {
      const { hiddenColumns, merges, rows } = find(name);
      return { hiddenColumns, merges, lastLine: rows.length };
    },
    rows: name => memoryRows(find(name), read),
    close: () => Promise.resolve(),
  };
}

async function* memoryRows(sheet: Sheet, { columns, cut = false }: ReadLimits): AsyncGenerator<SheetRow> {
  for (const [index, cells] of sheet.rows.entries()) {
    const filled = cells.findLastIndex(cell => cell !== '') + 1;
    if (filled > columns && !cut) throw new UnreadableFile('tooWide', { n: filled, limit: columns });
    yield { line: index + 1, cells: cells.slice(0, Math.min(filled, columns)), hidden: false };
  }
}
