import { unitColumns, type CoverageShown, type UnitPanel } from '../../web/charts/index.ts';
import { bucketLabel, bucketName } from './presenter-time.ts';
import {
  narrowWidth,
  percent,
  sumCell,
  wideWidth,
  yearsBack,
  type Drawn,
  type FigureTable,
  type Files,
  type Reading,
} from './snapshot-view.ts';

export interface QuantitiesFigure {
  readonly title: string;
  readonly note: string;
  readonly chart: Drawn;
  /** Units too rare to draw. */
  readonly more: string;
  readonly table: FigureTable;
  readonly files?: Files;
  readonly coverage: CoverageShown;
}

type UnitFigures = Reading['frozen']['figures']['units'][number];

const unitsDrawn = 3;

export function presentQuantities(reading: Reading): QuantitiesFigure | undefined {
  const {
    frozen: { figures },
    names,
  } = reading;
  const { units, period } = figures;
  if (units.length === 0) return undefined;
  const title = names.label('cwssheets:quantities.title');
  const rest = units.slice(unitsDrawn);
  const text = (unit: string, quantity: number): string => `${names.sum(quantity)} ${names.unit(unit, quantity)}`;
  return {
    title,
    note: names.label('cwssheets:quantities.note'),
    chart: { wide: unitsChart(title, reading, false), narrow: unitsChart(title, reading, true) },
    more:
      rest.length === 0
        ? ''
        : names.text('cwssheets:quantities.more', {
            list: rest.map(({ unit, quantity }) => text(unit, quantity)).join(' · '),
          }),
    table: {
      label: names.label('cwssheets:table'),
      caption: `${title}. ${names.label('cwssheets:quantities.note')}`,
      head: [names.label(`cwssheets:column.${period.step}`), ...units.map(({ unit }) => names.unit(unit, 2))],
      rows: [
        ...period.buckets.map((_one, at) => [
          bucketName(at, reading),
          ...units.map(({ buckets }) => sumCell(buckets[at] ?? 0, reading)),
        ]),
        [names.label('cwssheets:column.total'), ...units.map(({ quantity }) => sumCell(quantity, reading))],
        [names.label('cwssheets:column.before'), ...units.map(({ before }) => sumCell(before, reading))],
      ],
    },
    coverage: {
      title: names.label('cwssheets:coverage.title'),
      rows: [
        { label: names.label('cwssheets:coverage.measured'), value: percent(figures.measured, figures.cases, reading) },
        ...units
          .slice(0, unitsDrawn)
          .map(({ unit, largest, quantity }) => ({
            label: names.text('cwssheets:coverage.largest', { unit: names.unit(unit, 2) }),
            value: percent(largest, quantity, reading),
          })),
      ],
      note: names.label('cwssheets:quantities.rule'),
    },
  };
}

/** As the page of trends draws quantities: a unit each, with its own scale. */
function unitsChart(title: string, reading: Reading, isNarrow: boolean): string {
  return unitColumns({
    title,
    panels: reading.frozen.figures.units.slice(0, unitsDrawn).map(unit => unitPanel(unit, reading)),
    width: isNarrow ? narrowWidth : wideWidth,
    narrow: isNarrow,
    format: reading.names.sum,
  });
}

function unitPanel(unit: UnitFigures, reading: Reading): UnitPanel {
  const { names } = reading;
  const { quantity, before, buckets } = unit;
  return {
    value: names.sum(quantity),
    label: names.text('cwssheets:quantities.before', {
      unit: names.unit(unit.unit, quantity),
      before: names.sum(before),
      count: yearsBack(reading),
    }),
    columns: buckets.map((value, at) => ({
      label: bucketLabel(at, 'narrow', reading),
      value,
      title: [
        `${bucketName(at, reading)}${names.label('common:colon')}`,
        names.sum(value),
        names.unit(unit.unit, value),
      ].join(' '),
      isOpen: reading.frozen.figures.period.buckets[at]?.whole === false,
    })),
  };
}
