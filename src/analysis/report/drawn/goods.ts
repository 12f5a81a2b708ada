import {
  barList,
  numberCell,
  textWidth,
  twoLines,
  type NumberCell,
  type NumbersTable,
} from '../../../web/charts/index.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import type { PrintedGoods, PrintedSection } from '../figures/figures.ts';
import { goodsName, quantityText, roundQuantity } from '../numbers.ts';
import { sections } from '../sections.ts';
import { altOf, barOf, countCell, countText, sayOf, type Drawing, type Made, type ReportFigure } from './figure.ts';
import { barsFigure, endsFigure } from './lists.ts';
import { monthsFigure } from './months.ts';
import { flowsFigure } from './ways.ts';

/** The figures of a section in their order; none where there are too few cases to divide. */
export function sectionFigures(section: PrintedSection, drawing: Drawing): ReportFigure[] {
  const number = sections.find(({ key }) => key === section.code)?.number ?? 0;
  const made = [
    groupsFigure(section, drawing),
    flowsFigure(section, drawing),
    barsFigure(section, 'transport', 'conveyance', drawing),
    monthsFigure(section, drawing),
    barsFigure(section, 'concealment', 'hiding', drawing),
    barsFigure(section, 'detection', 'detection', drawing),
    endsFigure(section, 'departures', drawing),
    endsFigure(section, 'destinations', drawing),
  ].filter(figure => figure !== undefined);
  return made.map((figure, at) => ({ ...figure, id: `${section.code}-${figure.id}`, number: `${number}.${at + 1}` }));
}

/** Headings with their groups, one after the other; a heading alone where its groups are not told. */
export function goodsRows(section: PrintedSection): readonly PrintedGoods[] {
  return section.headings.flatMap(heading => {
    const isWhole = heading.groups.length < 2;
    return isWhole ? [heading] : heading.groups;
  });
}

function groupsFigure(section: PrintedSection, drawing: Drawing): Made {
  const rows = goodsRows(section);
  if (rows.length === 0) return undefined;
  const { names } = drawing;
  const { change } = formatsOf(names);
  const changeOf = ({ cases: { now, before } }: PrintedGoods): string =>
    typeof now === 'number' && typeof before === 'number' ? change(now, before) : '–';
  const compared = rows.filter(({ cases }) => typeof cases.now === 'number' && typeof cases.before === 'number');
  const more = compared.filter(({ cases }) => Number(cases.now) > Number(cases.before)).length;
  const untold = rows.length - compared.length;
  const key = titleOf(rows.length, compared.length);
  const title = names.text(`report:figure.${key}`, {
    count: more,
    more: names.count(more),
    all: names.count(compared.length),
  });
  const said = { ...sayOf(section, drawing), count: untold, untold: names.count(untold) };
  const isDrawn = rows.some(({ cases }) => barOf(cases.now) > 0);
  const labels = rows.map(row => goodsName(row.code, drawing));
  const draw = (width: number, isNarrow: boolean): string => {
    // The longest name of a group is whole beside its bar.
    const labelWidth = isNarrow ? 120 : 300;
    const isLong = labels.some(label => textWidth(label) > labelWidth);
    const onScreen = isLong ? twoLines : 24;
    return barList({
      title,
      width,
      row: drawing.cases ? onScreen : rows.length > mostHighRows ? 17 : 21,
      linked: drawing.cases !== undefined,
      labelWidth,
      items: rows.map((row, at) => ({
        label: labels[at] ?? '',
        value: barOf(row.cases.now),
        text: countText(row.cases.now, names),
        before: typeof row.cases.before === 'number' ? row.cases.before : undefined,
        aside: changeOf(row),
        ...hrefOf(row, drawing),
      })),
    });
  };
  return {
    id: 'groups',
    title,
    sub: [
      names.text('report:figure.groupsSub', said),
      compared.length > 0 && untold > 0 ? names.text('report:figure.groupsRest', said) : '',
    ]
      .filter(Boolean)
      .join(' '),
    alt: altOf(
      title,
      rows.map(row => [goodsName(row.code, drawing), countText(row.cases.now, names)]),
    ),
    draw: isDrawn ? draw : undefined,
    table: goodsTable(section, drawing),
  };
}

function titleOf(groups: number, compared: number): string {
  if (compared === 0) return 'groupsUntold';
  if (compared === 1) return groups === 1 ? 'onlyGroup' : 'oneCompared';
  return 'groups';
}

/** Where a bar leads; nowhere where there is none. */
function hrefOf({ code, cases: { now } }: PrintedGoods, { cases }: Drawing): { readonly href?: string } {
  const href = barOf(now) > 0 ? cases?.goods(code) : undefined;
  return href === undefined ? {} : { href };
}

/** More rows than these are low on paper. */
const mostHighRows = 12;

/** Units with a column of their own; the others share one. */
const mostUnits = 3;

/** Cases of both years, seizures, and quantities in a column for each unit: never added to one another. */
export function goodsTable(section: PrintedSection, drawing: Drawing): NumbersTable {
  const { names } = drawing;
  const { own, others } = unitsOf(section);
  const inUnit = ({ quantities }: PrintedGoods, unit: string): NumberCell => {
    const value = quantities.find(one => one.unit === unit)?.value;
    return typeof value === 'number'
      ? numberCell(roundQuantity(value), () => quantityText(value, names))
      : countText(value, names);
  };
  const line = (label: string, goods: PrintedGoods, href = drawing.cases?.goods(goods.code)): NumberCell[] => [
    label,
    countCell(goods.cases.before, names),
    countCell(goods.cases.now, names, href),
    countCell(goods.lines.now, names),
    ...own.map(unit => inUnit(goods, unit)),
    ...(others.length > 0 ? [othersCell(goods, others, drawing)] : []),
    countCell(goods.members, names),
  ];
  const many = section.headings.length > 1;
  return {
    caption: names.text('report:table.goods', sayOf(section, drawing)),
    head: [
      names.label('report:table.group'),
      names.text('report:table.casesOf', { period: drawing.before }),
      names.text('report:table.casesOf', { period: drawing.period }),
      names.label('report:table.seizures'),
      ...own.map(unit => names.unit(unit, 2)),
      ...(others.length > 0 ? [names.label('report:table.otherUnits')] : []),
      names.label('report:table.members'),
    ],
    rows: [
      ...section.headings.flatMap(heading => [
        ...(many || heading.groups.length === 0 ? [line(goodsName(heading.code, drawing), heading)] : []),
        ...heading.groups.map(group => line(`${many ? '\u2003' : ''}${goodsName(group.code, drawing)}`, group)),
      ]),
      line(names.label('report:table.all'), section, drawing.cases?.section(section)),
    ],
  };
}

/** Units of a section: those of most of its goods have a column each. */
function unitsOf(section: PrintedSection): { readonly own: readonly string[]; readonly others: readonly string[] } {
  const all = [section, ...section.headings, ...section.headings.flatMap(({ groups }) => groups)];
  const counts = new Map<string, number>();
  for (const { unit } of all.flatMap(({ quantities }) => quantities)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const units = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([unit]) => unit);
  const columns = units.length > mostUnits ? mostUnits - 1 : units.length;
  return { own: units.slice(0, columns), others: units.slice(columns) };
}

function othersCell({ quantities }: PrintedGoods, units: readonly string[], drawing: Drawing): NumberCell {
  return quantitiesCell(
    quantities.filter(({ unit }) => units.includes(unit)),
    drawing,
  );
}

/** Quantities of several units in one cell; files have a column for each unit. */
export function quantitiesCell(quantities: PrintedGoods['quantities'], drawing: Drawing): NumberCell {
  const { names } = drawing;
  return {
    text: quantitiesText(quantities, drawing).join('; ') || '–',
    sums: quantities.map(({ unit, value }) => ({
      unit: names.unit(unit, 2),
      value: typeof value === 'number' ? roundQuantity(value) : countText(value, names),
    })),
  };
}

/** "281,400 kg" and "13.8 million pieces", each by itself; what is not told is named without its number. */
export function quantitiesText(quantities: PrintedGoods['quantities'], { names }: Pick<Drawing, 'names'>): string[] {
  return quantities
    .toSorted((a, b) => barOf(b.value) - barOf(a.value))
    .map(({ unit, value }) =>
      typeof value === 'number'
        ? `${quantityText(value, names)}\u00a0${names.unit(unit, value)}`
        : `${names.label('report:held')} ${names.unit(unit, 2)}`,
    );
}
