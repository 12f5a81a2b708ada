import type { RecordWords as Words } from '../../seizures/index.ts';
import { areNumbers } from '../engine/totals/totals-signs.ts';
import type { Plan } from '../plan.ts';
import type { Import } from '../store.ts';
import { needsPeriod, answers, type HoldsGiven } from './holds.ts';
import { audiences } from './store-totals.ts';

const rowsShown = 5;
const columnsShown = 6;

/**
 * The card that says why a file seems to hold no seizures, its first rows, and what may be done with it. Of a list of
 * persons no row is shown.
 */
export function holdsCard(
  words: Words,
  file: Import,
  { rows, holds }: { rows: Plan['rows']; holds?: Plan['holds'] | undefined },
  given: HoldsGiven,
  errors: { readonly holds: string | undefined; readonly period: string | undefined },
) {
  if (holds === undefined) return undefined;
  const { t } = words;
  const count = file.rowsEstimated;
  return {
    title: t(`imports:totals.what.${holds.what}`),
    refused: holds.what === 'totals' ? undefined : t(`imports:totals.refused.${holds.what}`),
    signs: holds.signs.map(({ key, values }) => t(`imports:totals.signs.${key}`, signValues(words, values))),
    error: errors.holds,
    answers: answers
      .filter(answer => answer !== 'statistics' || holds.what === 'totals')
      .map(value => ({
        value,
        label: t(`imports:totals.answers.${value}.label`),
        hint: t(`imports:totals.answers.${value}.hint`, { count, n: words.number(count) }),
        checked: given.answer === value,
      })),
    audience:
      holds.what === 'totals'
        ? audiences.map(value => ({
            value,
            label: t(`imports:totals.audience.${value}`),
            checked: given.audience === value,
          }))
        : [],
    period: needsPeriod(holds, rows) ? { value: given.period, error: errors.period } : undefined,
    table: holds.what === 'persons' ? undefined : firstRows(file),
  };
}

function signValues(
  words: Words,
  { count, rows: looked, ...values }: Readonly<Record<string, string | number>>,
): Record<string, string | number> {
  const number = count ?? looked;
  return typeof number === 'number' ? { ...values, count: number, n: words.number(number) } : values;
}

/** The first rows as they stand, and the row that says "total", if any. Persons' cells are left out. */
function firstRows({ sniffed, plan }: Import) {
  const { header, mapping } = plan.rows;
  const columns = header
    .map((_, column) => column)
    .filter(column => mapping[column] !== 'nominal')
    .slice(0, columnsShown);
  const plain = sniffed.sample.filter(({ aside }) => aside === undefined);
  const sum = sniffed.sample.find(({ aside }) => aside === 'total');
  const isNumber = (column: number): boolean => areNumbers(plain, column);
  const heads = columns.map(column => ({ text: header[column] ?? '', isNumber: isNumber(column) }));
  const rowOf = (cells: readonly string[], isSum: boolean) => ({
    isSum,
    cells: columns.map((column, at) => ({ text: cells[column] ?? '', isNumber: heads[at]?.isNumber ?? false })),
  });
  return {
    heads,
    rows: [
      ...plain.slice(0, rowsShown).map(({ cells }) => rowOf(cells, false)),
      ...(sum ? [rowOf(sum.cells, true)] : []),
    ],
    more: header.length - columns.length,
  };
}
