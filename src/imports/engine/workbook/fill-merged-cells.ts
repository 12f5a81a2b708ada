import type { RowProblem } from '../problems.ts';
import type { Merge } from '../../../spreadsheets/workbook.ts';

/**
 * Fills cells down inside merged ranges, and only there: a cell that is merely empty stays empty. Call it for every
 * row in order; it notes `merged_filled` for each cell it fills. Header lines only hand their values on.
 */
export function merger(
  merges: readonly Merge[],
  headerLastLine: number,
): (line: number, cells: readonly string[], notes: RowProblem[]) => readonly string[] {
  const waiting = merges
    .filter(merge => merge.bottom > merge.top && merge.top > headerLastLine)
    .sort((a, b) => a.top - b.top);
  const open: { merge: Merge; value: string }[] = [];
  let next = 0;
  return (line, cells, notes) => {
    if (waiting.length === 0) return cells;
    for (let merge = waiting[next]; merge && merge.top <= line; merge = waiting[++next]) {
      if (merge.bottom >= line) open.push({ merge, value: merge.top === line ? (cells[merge.left] ?? '') : '' });
    }
    const filled = [...cells];
    for (let index = open.length - 1; index >= 0; index -= 1) {
      const { merge, value } = open[index] as { merge: Merge; value: string };
      if (merge.bottom < line) open.splice(index, 1);
      else if (line > merge.top && value !== '' && (filled[merge.left] ?? '') === '') {
        while (filled.length < merge.left) filled.push('');
        filled[merge.left] = value;
        notes.push({ level: 'warning', code: 'merged_filled', column: merge.left });
      }
    }
    return filled;
  };
}
