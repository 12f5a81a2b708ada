import { numberFormat } from '../../../text/formats.ts';
import { columnChart } from '../../../web/charts/index.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { PrintedSection } from '../figures/figures.ts';
import { altOf, barOf, countCell, countText, sayOf, type Drawing, type Made } from './figure.ts';

/** A title begins with a capital, in French too. */
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Cases by month of the seizure, and under each month the Members that reported; undefined with too few. */
export function monthsFigure(section: PrintedSection, drawing: Drawing): Made {
  const rows = section.by.month;
  if (!rows || rows.length < 2) return undefined;
  const { names } = drawing;
  const month = (value: string | null): string => valueName('month', value, drawing);
  const told = rows.filter(({ cases }) => typeof cases.now === 'number');
  const most = told.toSorted((a, b) => barOf(b.cases.now) - barOf(a.cases.now))[0];
  const members = rows.map(({ value }) => section.reporting.find(one => one.month === value)?.members);
  const said = { month: upperFirst(month(most?.value ?? null)), cases: countText(most?.cases.now, names) };
  // What is held may be more.
  const isClear = barOf(most?.cases.now) > 0 && rows.every(({ cases }) => cases.now !== 'held');
  const title = isClear ? names.text('report:figure.months', said) : names.label('report:figure.monthsFew');
  const draw = (width: number): string =>
    columnChart({
      title,
      width,
      height: 150,
      under: {
        label: names.label('report:figure.monthsUnder'),
        texts: members.map(one => (typeof one === 'number' ? names.count(one) : '–')),
      },
      whole: true,
      numbers: true,
      format: numberFormat(names.lang, { notation: 'compact', maximumFractionDigits: 1 }).format,
      values: rows.map(row => ({
        label: month(row.value).charAt(0).toUpperCase(),
        value: typeof row.cases.now === 'number' ? row.cases.now : null,
        title: `${month(row.value)}: ${countText(row.cases.now, names)}`,
      })),
    });
  return {
    id: 'months',
    title,
    sub: [
      names.text('report:figure.monthsSub', sayOf(section, drawing)),
      told.length < rows.length ? names.label('report:figure.monthsRest') : '',
    ]
      .filter(Boolean)
      .join('. '),
    alt: altOf(
      title,
      rows.map(row => [month(row.value), countText(row.cases.now, names)]),
    ),
    isHalf: true,
    draw: told.some(({ cases }) => barOf(cases.now) > 0) ? draw : undefined,
    table: {
      caption: title,
      head: [names.label('report:table.month'), names.label('report:table.cases'), names.label('report:table.members')],
      rows: rows.map((row, at) => [
        month(row.value),
        countCell(row.cases.now, names, drawing.cases?.value(section, 'month', row.value)),
        countCell(members[at], names),
      ]),
    },
  };
}
