import { dimensionLabel } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { heatTone } from '../../web/charts/index.ts';
import type { HeatCell, HeatTable, NumbersTable } from '../../web/charts/views.ts';
import type { Value } from '../cells/dimension.ts';
import type { Slot } from '../cells/layout.ts';
import type { LineCell } from '../cells/search-cells.ts';
import type { CrossFrame } from './presenter-cases.ts';
import { sumCell } from '../cells/number-cells.ts';

/** Units of a row that get a line of their own, those of most lines. */
const mostUnits = 3;

/** Sums of one unit: by column, and of all. */
interface UnitRow {
  readonly unit: string;
  readonly lines: number;
  readonly sums: readonly (number | null)[];
}

/** The table of quantities: each line one row in one unit, and totals that never cross units. */
export function quantitiesOf(
  frame: CrossFrame,
  cells: readonly LineCell[],
  caption: string,
  sources: Sources,
): HeatTable {
  const { names } = sources;
  const { rows, columns } = frame.layout;
  const measured = cells.filter(({ unit, quantity }) => unit !== null && quantity !== null);
  const unitName = (unit: string): string => names.unit(unit, 2);
  const units = unitsOf(measured, undefined, columns);
  return {
    caption,
    rowHead: dimensionLabel(frame.names[0], names),
    unitHead: names.label('analysis:crossTable.unit'),
    columns: columns.map(slot => ({ label: frame.label(1, slot) })),
    sumHead: names.label('analysis:crossTable.all'),
    groups: rows
      .map(slot => ({ slot, units: shownUnits(slot, unitsOf(measured, slot, columns)) }))
      .filter(group => group.units.length > 0)
      .map(({ slot, units: ofRow }) => ({
        label: frame.label(0, slot),
        rows: ofRow.map(({ unit, sums }) => ({
          unit: unitName(unit),
          cells: sums.map(quantity => quantityCell(quantity, totalOf(sums), names)),
          sum: { text: names.sum(totalOf(sums)), kind: 'sum' },
        })),
      })),
    foot: units.map(({ unit, sums }, at) => ({
      label: at === 0 ? names.label('analysis:crossTable.totals') : '',
      unit: unitName(unit),
      cells: [...sums, totalOf(sums)].map(sum => ({ ...quantityCell(sum, 0, names), kind: 'sum' as const })),
    })),
  };
}

/** Of a row those of most lines; several rows together have many units, and nothing of them stands elsewhere. */
function shownUnits({ kind }: Slot, units: readonly UnitRow[]): readonly UnitRow[] {
  return kind === 'others' ? units : units.slice(0, mostUnits);
}

/** Whether a row has units that only the table of numbers shows, so that the rows do not add up to the totals. */
export function hasMoreUnits({ layout: { rows, columns } }: CrossFrame, cells: readonly LineCell[]): boolean {
  const measured = cells.filter(({ unit, quantity }) => unit !== null && quantity !== null);
  return rows.some(slot => {
    const units = unitsOf(measured, slot, columns);
    return shownUnits(slot, units).length < units.length;
  });
}

/** The same as numbers, with every unit of a row. */
export function quantityNumbers(
  frame: CrossFrame,
  cells: readonly LineCell[],
  caption: string,
  { names }: Sources,
): NumbersTable {
  const { rows, columns } = frame.layout;
  const measured = cells.filter(({ unit, quantity }) => unit !== null && quantity !== null);
  const number = (sum: number | null) => (sum === null ? '–' : sumCell(sum, names));
  const line = (label: string, { unit, sums }: UnitRow) => [
    label,
    names.unit(unit, 2),
    ...[...sums, totalOf(sums)].map(number),
  ];
  return {
    caption,
    head: [
      names.label(`analysis:dimension.${frame.names[0]}`),
      names.label('analysis:crossTable.unit'),
      ...columns.map(slot => frame.label(1, slot)),
      names.label('analysis:crossTable.all'),
    ],
    rows: [
      ...rows.flatMap(slot => unitsOf(measured, slot, columns).map(one => line(frame.label(0, slot), one))),
      ...unitsOf(measured, undefined, columns).map(one => line(names.label('analysis:crossTable.totals'), one)),
    ],
  };
}

function quantityCell(quantity: number | null, ofRow: number, names: Sources['names']): HeatCell {
  return quantity === null
    ? { text: '–', kind: 'zero' }
    : { text: names.sum(quantity), tone: heatTone(quantity / ofRow) };
}

/** Sums of a row, or of all, by unit; the units of most lines first. */
function unitsOf(cells: readonly LineCell[], row: Slot | undefined, columns: readonly Slot[]): UnitRow[] {
  const ofRow = cells.filter(({ values: [value = null] }) => row === undefined || holds(row, value));
  return [...Map.groupBy(ofRow, ({ unit }) => unit ?? '')]
    .map(([unit, ofUnit]) => ({
      unit,
      lines: ofUnit.reduce((sum, { lines }) => sum + lines, 0),
      sums: columns.map(column => sumOf(ofUnit.filter(({ values: [, value = null] }) => holds(column, value)))),
    }))
    .toSorted((a, b) => b.lines - a.lines);
}

function holds({ values }: Slot, value: Value): boolean {
  return values.includes(value);
}

function sumOf(cells: readonly LineCell[]): number | null {
  return cells.length === 0 ? null : cells.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
}

function totalOf(sums: readonly (number | null)[]): number {
  return sums.reduce<number>((total, sum) => total + (sum ?? 0), 0);
}
