import { barList, textWidth, twoLines } from '../../../web/charts/index.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { DimensionName } from '../../cells/dimension.ts';
import type { PrintedRow, PrintedSection } from '../figures/figures.ts';
import { altOf, barOf, countCell, countText, sayOf, type Drawing, type Made } from './figure.ts';
import { shareCell } from '../../cells/number-cells.ts';

export function barsFigure(
  section: PrintedSection,
  name: 'transport' | 'concealment' | 'detection',
  dimension: DimensionName,
  drawing: Drawing,
): Made {
  const rows = section.by[name];
  if (!rows || rows.length === 0) return undefined;
  const { names } = drawing;
  const label = ({ value }: PrintedRow): string =>
    value === 'others' ? names.label('report:others') : valueName(dimension, value, drawing);
  return listFigure(
    name,
    rows.map(row => ({
      label: label(row),
      cases: row.cases.now,
      isQuiet: row.value === null || row.value === 'others',
      href: drawing.cases?.value(section, dimension, row.value),
    })),
    section,
    drawing,
  );
}

export function endsFigure(section: PrintedSection, name: 'departures' | 'destinations', drawing: Drawing): Made {
  const rows = section.ways?.[name];
  if (!rows || rows.length === 0) return undefined;
  const { names } = drawing;
  const label = (value: string | null): string =>
    value === null
      ? names.label('analysis:value.notStated')
      : value === 'others'
        ? names.label('report:others')
        : names.of('country', value);
  return listFigure(
    name,
    rows.map(({ value, cases }) => ({
      ...{ label: label(value), cases, isQuiet: value === null || value === 'others' },
      href: drawing.cases?.value(section, name === 'departures' ? 'departure' : 'destination', value),
    })),
    section,
    drawing,
  );
}

interface ListRow {
  readonly label: string;
  readonly cases: PrintedRow['cases']['now'];
  readonly isQuiet: boolean;
  readonly href: string | undefined;
}

/** Between labels of two lines, so that each is read with its own bar. */
const air = 5;

/** Bars of half a page with the share of all cases; the title names the largest. */
function listFigure(id: string, given: readonly ListRow[], section: PrintedSection, drawing: Drawing): Made {
  const { names } = drawing;
  const { share } = formatsOf(names);
  const rows = given.filter(({ cases }) => cases !== 0);
  const whole = barOf(section.cases.now);
  const [first] = rows.filter(({ isQuiet }) => !isQuiet).toSorted((a, b) => barOf(b.cases) - barOf(a.cases));
  if (first === undefined || whole === 0) return undefined;
  const shareOf = (row: ListRow): string => (typeof row.cases === 'number' ? share(row.cases, whole) : '–');
  const title = names.text(`report:figure.${id}`, { name: first.label, share: shareOf(first) });
  // Two lines hold the longest way of detection in either language.
  const labelWidth = drawing.cases ? 190 : 170;
  const isLong = rows.some(({ label }) => textWidth(label) > labelWidth);
  return {
    id,
    title,
    sub: names.text(`report:figure.${id}Sub`, sayOf(section, drawing)),
    alt: altOf(
      title,
      rows.map(row => [row.label, countText(row.cases, names)]),
    ),
    isHalf: true,
    draw: width =>
      barList({
        title,
        width,
        row: isLong ? twoLines + air : drawing.cases ? 24 : 20,
        linked: drawing.cases !== undefined,
        labelWidth,
        items: rows.map(row => ({
          label: row.label,
          value: barOf(row.cases),
          text: countText(row.cases, names),
          aside: shareOf(row),
          isQuiet: row.isQuiet,
          ...(row.href !== undefined && barOf(row.cases) > 0 ? { href: row.href } : {}),
        })),
      }),
    table: {
      caption: title,
      head: [names.label(`report:table.${id}`), names.label('report:table.cases'), names.label('report:table.share')],
      rows: rows.map(row => [
        row.label,
        countCell(row.cases, names, row.href),
        typeof row.cases === 'number' ? shareCell(row.cases, whole, names) : '–',
      ]),
    },
  };
}
