import { unitColumns, type UnitPanel } from '../../web/charts/index.ts';
import type { FigureShown } from '../../web/charts/views.ts';
import type { Sources } from '../cells/sources.ts';
import { valueName } from '../cells/presenter-values.ts';
import { quantityCoverage } from '../coverage/presenter-coverage.ts';
import type { Question } from '../question/question.ts';
import { initialOf } from './buckets.ts';
import type { TrendFields } from './fields.ts';
import type { TrendData } from './read.ts';
import { quantityCell } from '../cells/number-cells.ts';

/** Units that get a drawing: those of most lines. */
const mostUnits = 3;

interface UnitSeries {
  readonly unit: string;
  readonly lines: number;
  readonly total: number;
  readonly before: number;
  readonly values: readonly number[];
}

/** What was seized in each unit, side by side and never added; nothing where no line has a quantity. */
export function quantitiesFigure(
  _question: Question<TrendFields>,
  data: TrendData,
  sources: Sources,
): FigureShown | undefined {
  const { names } = sources;
  const units = unitsOf(data);
  if (units.length === 0) return undefined;
  const title = titleOf(units, sources);
  const chart = (isNarrow: boolean): string =>
    unitColumns({
      title,
      panels: units.slice(0, mostUnits).map(unit => panelOf(unit, data, sources)),
      width: isNarrow ? 358 : 956,
      narrow: isNarrow,
      format: names.sum,
    });
  return {
    id: 'quantities',
    title,
    sub: names.label('analysis:trends.subQuantities'),
    chart: { wide: chart(false), narrow: chart(true) },
    table: {
      caption: title,
      head: [names.label('analysis:trends.head_period'), ...units.map(({ unit }) => names.unit(unit, 2))],
      rows: data.buckets.map((bucket, at) => [
        valueName(data.step, bucket.key, sources),
        ...units.map(({ values }) => quantityCell(values[at] ?? 0, names)),
      ]),
    },
    coverage: quantityCoverage(data.coverage, names),
  };
}

/** The units of the lines with a quantity, those of most lines first. */
export function unitsOf({ lines, linesBefore, buckets }: TrendData): UnitSeries[] {
  const measured = lines.filter(({ unit, quantity }) => unit !== null && quantity !== null);
  return [...Map.groupBy(measured, ({ unit }) => unit ?? '')]
    .map(([unit, cells]) => ({
      unit,
      lines: cells.reduce((sum, cell) => sum + cell.lines, 0),
      total: cells.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0),
      before: linesBefore.find(line => line.unit === unit)?.quantity ?? 0,
      values: buckets.map(({ key }) => cells.find(({ values: [bucket] }) => bucket === key)?.quantity ?? 0),
    }))
    .toSorted((a, b) => b.lines - a.lines);
}

/** Each of the units that are drawn with its sum; a change of sums that one case can make is not claimed. */
function titleOf(units: readonly UnitSeries[], { names }: Sources): string {
  const sums = units.slice(0, mostUnits).map(({ unit, total }) => `${names.sum(total)} ${names.unit(unit, total)}`);
  return names.text('analysis:trends.quantities', {
    sums: new Intl.ListFormat(names.lang, { type: 'conjunction' }).format(sums),
  });
}

function panelOf(
  { unit, total, before, values }: UnitSeries,
  { buckets, step, against }: TrendData,
  sources: Sources,
): UnitPanel {
  const { names } = sources;
  const largest = Math.max(...values);
  return {
    value: names.sum(total),
    label: names.text('analysis:trends.unitBefore', {
      unit: names.unit(unit, total),
      before: names.sum(before),
      when: names.label(`analysis:trends.before_${against}`),
    }),
    columns: buckets.map((bucket, at) => {
      const name = valueName(step, bucket.key, sources);
      const value = values[at] ?? 0;
      return {
        label: initialOf(step, bucket, name),
        value,
        title: `${name}${names.label('common:colon')} ${names.quantity(value)} ${names.unit(unit, value)}`,
        isOpen: bucket.isPart,
      };
    }),
    ...(total > 0 && largest / total > 0.5 ? { note: names.label('analysis:trends.onePeriod') } : {}),
  };
}
