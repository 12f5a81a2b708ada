import type { ImportPlan } from '../engine/plan.ts';
import type { Dialect } from '../engine/text/dialect.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { surveyor, type Survey } from '../engine/columns/profile-columns.ts';

const kept = 60;

/** The rows kept for showing: the first, of sheets with headers of their own as many of each. */
export function keptSample(sample: readonly RawRow[], dialect: Dialect): readonly RawRow[] {
  const { places, sheets = [] } = dialect;
  if (!places) return sample.slice(0, kept).map(row => ofWidth(row, dialect));
  const share = Math.max(1, Math.floor(kept / sheets.length));
  return sheets.flatMap(name => sample.filter(({ cells }) => cells.at(-1) === name).slice(0, share));
}

/** As the rows are read later: without the empty cells that delimiters at the end of lines make. */
function ofWidth(row: RawRow, { header, padShort }: Dialect): RawRow {
  const { length: width } = header;
  const { cells } = row;
  if (cells.length > width && cells.slice(width).every(cell => cell.trim() === ''))
    return { ...row, cells: cells.slice(0, width) };
  if (cells.length < width && padShort === true)
    return { ...row, cells: [...cells, ...Array<string>(width - cells.length).fill('')] };
  return row;
}

/** What the rows kept for showing tell, before the whole file is read. */
export function collectFromSample(plan: ImportPlan, sample: readonly RawRow[]): Survey {
  const reader = surveyor(plan);
  for (const row of sample) reader.add(row);
  return reader.result();
}
