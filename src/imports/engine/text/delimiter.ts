import { parseCsv, type CsvDialect } from './csv.ts';
import { cellType, type CellType } from '../values/cell-type.ts';

const delimiters = [',', ';', '\t', '|', '^', '~'] as const;

interface DelimiterChoice extends CsvDialect {
  /** Commonest number of cells in a row. */
  readonly width: number;
  /** Consistency and purity of the table this delimiter gives (import.md 2.2); 0 when it makes no table. */
  readonly score: number;
  readonly why: 'sep_line' | 'consistent';
}

/** Decides the delimiter from a text sample. A first line `sep=;` is Excel's instruction and is obeyed. */
export function detectDelimiter(sample: string): DelimiterChoice {
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const backslash = /[^\\]\\"[^;,|\t\r\n]/.test(sample) && !/""/.test(sample);
  const told = /^\ufeff?sep=(.)\r?[\n\r]/i.exec(sample)?.[1];
  const tried = told === undefined ? delimiters : [told];
  const choices = tried.map(delimiter => scoreDelimiter(sample, { delimiter, newline, backslash }, told !== undefined));
  return choices.reduce((best, choice) => (choice.score > best.score ? choice : best));
}

function scoreDelimiter(sample: string, dialect: CsvDialect, told: boolean): DelimiterChoice {
  const records = parseCsv(sample, dialect).slice(0, 5000);
  const rows = records.map(record => record.cells).filter(cells => cells.some(cell => cell.trim() !== ''));
  const width = commonest(rows.map(cells => cells.length));
  const same = rows.filter(cells => cells.length === width);
  const consistency = rows.length === 0 ? 0 : same.length / rows.length;
  const faults = records.filter(record => record.openQuote).length + strayQuotes(same);
  const table =
    consistency ** 2 * (0.3 + 0.7 * purity(same.slice(0, 500), width)) * Math.sqrt(1 - 1 / Math.max(1, width));
  return { ...dialect, width, score: Math.max(0, table - 0.02 * faults), why: told ? 'sep_line' : 'consistent' };
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0] as [number, number])[0];
}

/** A wrong delimiter tears quoted cells apart and leaves quotes at the edges of cells. */
function strayQuotes(rows: readonly string[][]): number {
  let faults = 0;
  for (const cells of rows.slice(0, 200)) {
    for (const cell of cells)
      if (cell.length > 1 && cell.startsWith('"') !== cell.endsWith('"') && !cell.slice(1, -1).includes('"'))
        faults += 1;
  }
  return Math.min(faults, 20);
}

/** Mean share of the main kind of cell in each column; free text says little, so it counts a third. */
function purity(rows: readonly string[][], width: number): number {
  let sum = 0;
  let columns = 0;
  for (let column = 0; column < width; column += 1) {
    const share = columnPurity(rows, column);
    if (share === undefined) continue;
    sum += share;
    columns += 1;
  }
  return columns === 0 ? 0 : sum / columns;
}

function columnPurity(rows: readonly string[][], column: number): number | undefined {
  const counts: Record<CellType, number> = { blank: 0, number: 0, date: 0, letters: 0, text: 0 };
  for (const cells of rows) counts[cellType(cells[column] ?? '')] += 1;
  const filled = rows.length - counts.blank;
  if (filled === 0) return undefined;
  return Math.max(counts.number, counts.date, counts.letters, counts.text * 0.3) / filled;
}
