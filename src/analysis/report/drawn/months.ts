import { numberFormat } from '../../../text/formats.ts';
import { columnChart } from '../../../web/charts/index.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { PrintedSection } from '../figures/figures.ts';
import type { Names } from '../../../seizures/index.ts';
import { altOf, barOf, countText } from './figure.ts';
import type { Drawing, Made } from './figure.ts';

/** A title begins with a capital, in French too. */
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Cases by month of the seizure, and how many Members reported each month; undefined with too few. */
export function monthsFigure(section: PrintedSection, drawing: Drawing): Made {
  const rows = section.by.month;
  if (!rows || rows.length < 2) return undefined;
  const { names } = drawing;
  const month = (value: string | null): string => valueName('month', value, drawing);
  const told = rows.filter(({ cases }) => typeof cases.now === 'number');
  const most = told.toSorted((a, b) => barOf(b.cases.now) - barOf(a.cases.now))[0];
  const members = section.reporting.map(one => one.members);
  const said = { month: upperFirst(month(most?.value ?? null)), cases: countText(most?.cases.now, names) };
  // What is held may be more.
  const isClear = barOf(most?.cases.now) > 0 && rows.every(({ cases }) => cases.now !== 'held');
  const title = isClear ? names.text('report:figure.months', said) : names.label('report:figure.monthsFew');
  const draw = (width: number): string =>
    columnChart({
      title,
      width,
      height: 150,
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
    sub: [reportingText(section, names), told.length < rows.length ? names.label('report:figure.monthsRest') : '']
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
      rows: rows.map((row, at) => [month(row.value), countText(row.cases.now, names), names.count(members[at] ?? 0)]),
    },
  };
}

/** How many Members reported each month. */
function reportingText({ reporting }: PrintedSection, names: Names): string {
  const members = reporting.map(one => one.members);
  const [low, high] = [Math.min(...members), Math.max(...members)];
  const said = { low: names.count(low), high: names.count(high), count: high };
  return names.text(low === high ? 'report:figure.monthsSubSame' : 'report:figure.monthsSub', said);
}
