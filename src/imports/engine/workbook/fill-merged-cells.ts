import type { RowProblem } from '../problems.ts';
import type { Merge } from '../../../spreadsheets/workbook.ts';

/**
 * Fills cells down inside merged ranges, and only there: a cell that is merely empty stays empty. Call it for every row
 * in order; it notes `merged_filled` for each cell it fills. Header lines only hand their values on.
 */
export function merger(
  merges: readonly Merge[],
  headerLastLine: number,
): (line: number, cells: readonly string[], notes: RowProblem[]) => readonly string[] {
  const waiting = merges
    .filter(merge => merge.bottom > merge.top && merge.top > headerLastLine)
    .sort((a, b) => a.top - b.top);
  let next = 0;
  let open: (Merge & { readonly value: string })[] = [];
  const openAt = (line: number, cells: readonly string[]): typeof open => {
    for (let merge = waiting[next]; merge && merge.top <= line; merge = waiting[++next])
      if (merge.top === line) open.unshift({ ...merge, value: cells[merge.left] ?? '' });
    open = open.filter(({ bottom, value }) => bottom >= line && value !== '');
    return open;
  };
  return (line, cells, notes) => {
    if (waiting.length === 0) return cells;
    const filled = [...cells];
    for (const { top, left, value } of openAt(line, cells)) {
      if (line === top || (filled[left] ?? '') !== '') continue;
      while (filled.length < left) filled.push('');
      filled[left] = value;
      notes.push({ level: 'warning', code: 'merged_filled', column: left });
    }
    return filled;
  };
}
