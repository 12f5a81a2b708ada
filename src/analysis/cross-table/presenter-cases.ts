import { isSmallCount } from '../statistics/small-counts.ts';
import type { Sources } from '../cells/sources.ts';
import type { Criteria } from '../../seizures/index.ts';
import { heatTone } from '../../web/charts/index.ts';
import type { FigureShown, HeatCell, HeatTable } from '../../web/charts/views.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import type { DimensionName } from '../cells/dimension.ts';
import { excess, layOut, type Layout, type Slot } from '../cells/layout.ts';
import { dimensionLabel, valueName } from '../cells/presenter-values.ts';
import type { CaseCell } from '../cells/search-cells.ts';
import { tableOf } from '../cells/table.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import type { CrossFields, Show } from './fields.ts';
import { countCell, quantityCell } from '../cells/number-cells.ts';

/** Rows and columns with a place of their own. */
const most = { rows: 20, columns: 9 };
/** Standard deviations from which a cell is marked: of 200 cells one would be by chance every few tables. */
const marked = 3.3;

/** What the cells count: cases, seizures, or a quantity, which has no chance to be measured by. */
export interface Measure {
  readonly kind: 'cases' | 'lines' | 'quantity';
  readonly unit: string;
  readonly text: (value: number) => string;
}

export function measureOf(measure: string, { names }: Sources): Measure {
  if (measure === 'cases' || measure === 'lines') return { kind: measure, unit: '', text: names.count };
  return { kind: 'quantity', unit: names.unit(measure, 2), text: names.sum };
}

/** What rows, columns and cells of one table are called, and where they lead. */
export interface CrossFrame {
  readonly measure: Measure;
  readonly layout: Layout;
  readonly names: readonly [DimensionName, DimensionName];
  label(axis: 0 | 1, slot: Slot): string;
  href(slots: readonly (Slot | undefined)[]): string | undefined;
}

export function frameOf(
  question: Question<CrossFields>,
  cells: readonly CaseCell[],
  names: readonly [DimensionName, DimensionName],
  { within, measure }: { readonly within: Partial<Criteria> | undefined; readonly measure: string },
  sources: Sources,
): CrossFrame {
  const order = question.asked.order || 'size';
  const wanted = (axis: 0 | 1, count: number) => ({
    name: names[axis],
    most: count,
    order,
    label: (value: string | null) => valueName(names[axis], value, sources),
  });
  return {
    layout: layOut(tableOf(cells), wanted(0, most.rows), wanted(1, most.columns)),
    names,
    measure: measureOf(measure, sources),
    label: (axis, slot) => slotName(names[axis], slot, sources),
    href(slots) {
      const filters = slots.flatMap((slot, axis) =>
        slot ? [narrowedTo(names[axis] ?? names[0], slot.values, sources)] : [],
      );
      const criteria = narrowed(question.criteria, [...filters, within ?? {}], sources.lists);
      return criteria && recordsAddress({ ...question, criteria });
    },
  };
}

function slotName(name: DimensionName, { kind, values }: Slot, sources: Sources): string {
  if (kind !== 'others') return valueName(name, values[0] ?? null, sources);
  return sources.names.text('analysis:value.others', {
    count: values.length,
    number: sources.names.count(values.length),
  });
}

/** The table of cases: numbers, shares or what rows and columns predict. */
export function heatOf(frame: CrossFrame, show: Show, caption: string, { names }: Sources): HeatTable {
  const { layout } = frame;
  const { share } = formatsOf(names);
  const isCount = frame.measure.kind !== 'quantity';
  const over = excess(layout);
  const cell = (row: number, column: number): HeatCell => {
    const count = layout.counts[row]?.[column] ?? 0;
    const [ofRow, ofColumn] = [layout.ofRows[row] ?? 0, layout.ofColumns[column] ?? 0];
    const texts: Readonly<Record<Show, string>> = {
      numbers: frame.measure.text(count),
      row: share(count, ofRow),
      column: share(count, ofColumn),
      expected: againstExpected(count, (ofRow * ofColumn) / layout.total, names),
    };
    return {
      text: texts[show],
      tone: heatTone(count / (show === 'column' ? ofColumn : ofRow)),
      over: isCount && (over[row]?.[column] ?? 0) >= marked,
      ...(count === 0 ? { kind: 'zero' as const } : isCount && isSmallCount(count) ? { kind: 'small' as const } : {}),
      ...(count > 0 ? { href: frame.href([layout.rows[row], layout.columns[column]]) } : {}),
    };
  };
  const isShare = show === 'row' || show === 'column';
  const total = (count: number, whole: number): string => (isShare ? share(count, whole) : frame.measure.text(count));
  return {
    caption,
    rowHead: dimensionLabel(frame.names[0], names),
    columns: layout.columns.map(slot => ({ label: frame.label(1, slot), href: frame.href([undefined, slot]) })),
    sumHead: names.label('analysis:crossTable.all'),
    groups: layout.rows.map((slot, row) => ({
      label: frame.label(0, slot),
      href: frame.href([slot]),
      rows: [
        {
          cells: layout.columns.map((_one, column) => cell(row, column)),
          sum: {
            text:
              show === 'column'
                ? total(layout.ofRows[row] ?? 0, layout.total)
                : frame.measure.text(layout.ofRows[row] ?? 0),
            kind: 'sum',
          },
        },
      ],
    })),
    foot: [
      {
        label: names.label('analysis:crossTable.allRows'),
        cells: [...layout.ofColumns, layout.total].map(count => ({
          text: frame.measure.text(count),
          kind: 'sum' as const,
        })),
      },
      {
        label: names.label('analysis:crossTable.shareOfAll'),
        quiet: true,
        cells: [...layout.ofColumns, layout.total].map(count => ({ text: share(count, layout.total) })),
      },
    ],
  };
}

function againstExpected(count: number, expected: number, names: Sources['names']): string {
  return expected < 1 ? '–' : `×${names.quantity(Math.round((count / expected) * 10) / 10)}`;
}

/** The numbers as they are downloaded and read out: every row and column that is shown. */
export function numbersOf(frame: CrossFrame, caption: string, { names }: Sources): NonNullable<FigureShown['table']> {
  const { layout } = frame;
  const number = (value: number) =>
    frame.measure.kind === 'quantity' ? quantityCell(value, names) : countCell(value, names);
  return {
    caption,
    head: [
      dimensionLabel(frame.names[0], names),
      ...layout.columns.map(slot => frame.label(1, slot)),
      names.label('analysis:crossTable.all'),
    ],
    rows: [
      ...layout.rows.map((slot, row) => [
        frame.label(0, slot),
        ...(layout.counts[row] ?? []).map(number),
        number(layout.ofRows[row] ?? 0),
      ]),
      [names.label('analysis:crossTable.allRows'), ...[...layout.ofColumns, layout.total].map(number)],
    ],
  };
}

/** The finding: the cell that most exceeds what its row and column predict, with its share and that of all. */
export function findingOf(frame: CrossFrame, { names }: Sources): string {
  const { layout } = frame;
  const { share } = formatsOf(names);
  if (frame.measure.kind === 'quantity') return largestOf(frame, names);
  const best = excess(layout)
    .flatMap((row, at) => row.map((deviation, across) => ({ deviation: deviation ?? 0, at, across })))
    .filter(({ at, across }) => layout.rows[at]?.kind === 'value' && layout.columns[across]?.kind === 'value')
    .toSorted((a, b) => b.deviation - a.deviation)[0];
  const [row, column] = [layout.rows[best?.at ?? -1], layout.columns[best?.across ?? -1]];
  if (!best || !row || !column || best.deviation < marked) return names.label('analysis:crossTable.noFinding');
  return names.text(`analysis:crossTable.finding_${frame.measure.kind}`, {
    row: frame.label(0, row),
    column: frame.label(1, column),
    share: share(layout.counts[best.at]?.[best.across] ?? 0, layout.ofRows[best.at] ?? 0),
    base: share(layout.ofColumns[best.across] ?? 0, layout.total),
  });
}

/** Where most of a quantity is: one large case can make it so, and no chance is claimed. */
function largestOf(frame: CrossFrame, names: Sources['names']): string {
  const { layout, measure } = frame;
  const { share } = formatsOf(names);
  const first = layout.counts
    .flatMap((row, at) => row.map((quantity, across) => ({ quantity, at, across })))
    .toSorted((a, b) => b.quantity - a.quantity)[0];
  const [row, column] = [layout.rows[first?.at ?? -1], layout.columns[first?.across ?? -1]];
  if (!first || !row || !column) return names.label('analysis:crossTable.noFinding');
  return names.text('analysis:crossTable.finding_quantity', {
    row: frame.label(0, row),
    column: frame.label(1, column),
    share: share(first.quantity, layout.total),
    unit: measure.unit,
  });
}
