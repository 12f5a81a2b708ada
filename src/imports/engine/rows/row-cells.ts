import type { ImportField } from '../columns/import-fields.ts';
import type { Draft } from '../draft/draft.ts';
import { cellOf, mappedColumns, type Answers, type ImportPlan } from '../plan.ts';
import { cellReader } from '../values/cells.ts';
import { quantityReader } from '../values/quantities.ts';
import { isOfGoods, parallelCells } from './parallel-cells.ts';

/** Reads the cells of a row into its draft and answers its goods lines, of which the first is the draft's own. */
export function cellsReader(plan: ImportPlan, answers: Answers): (cells: readonly string[], draft: Draft) => Draft[] {
  const quantities = quantityReader(plan, answers);
  const parallel = parallelCells(plan);
  // The heading before its products, and the quantities after their unit's own column.
  const readers = [...mappedColumns(plan)]
    .filter(({ field }) => field.name !== 'quantity')
    .sort((a, b) => readingOrder(a.field) - readingOrder(b.field))
    .map(({ column, field }) => ({
      cell: cellOf(plan, column),
      read: cellReader(field, column, plan, answers),
      ofGoods: isOfGoods(field.name),
    }));
  const ofFacts = readers.filter(({ ofGoods }) => !ofGoods);
  const ofGoods = readers.filter(reader => reader.ofGoods);
  const readAll = (all: typeof readers, cells: readonly string[], draft: Draft): void => {
    for (const { cell, read } of all) read(cell(cells), draft);
  };
  return (cells, draft) => {
    const parts = parallel(cells);
    readAll(parts ? ofFacts : readers, cells, draft);
    if (!parts) return quantities(cells, draft);
    const lines = parts.flatMap(part => {
      const line = { ...draft, goods: { ...draft.goods }, details: {} };
      readAll(ofGoods, part, line);
      return quantities(part, line);
    });
    const [first, ...more] = lines;
    return [Object.assign(draft, first), ...more];
  };
}

function readingOrder({ name, kind }: ImportField): number {
  return name === 'heading' ? 0 : kind === 'product' ? 2 : 1;
}
