import { barList, flowMap } from '../../../web/charts/index.ts';
import type { NumbersTable } from '../../../web/charts/index.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { DimensionName } from '../../cells/dimension.ts';
import type { PrintedGoods, PrintedRow, PrintedSection } from '../figures/figures.ts';
import { goodsName, quantityText } from '../numbers.ts';
import { sections } from '../sections.ts';
import { altOf, barOf, countText, sayOf } from './figure.ts';
import type { Drawing, ReportFigure } from './figure.ts';
import { monthsFigure } from './months.ts';

/** Routes drawn on a map. */
const flowsDrawn = 10;

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

type Made = Omit<ReportFigure, 'number'> | undefined;

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
  const counted = rows.filter(({ cases }) => typeof cases.now === 'number' && typeof cases.before === 'number');
  const more = counted.filter(({ cases }) => Number(cases.now) > Number(cases.before)).length;
  const title = names.text(rows.length === 1 ? 'report:figure.onlyGroup' : 'report:figure.groups', {
    count: more,
    more: names.count(more),
    all: names.count(rows.length),
  });
  return {
    id: 'groups',
    title,
    sub: names.text('report:figure.groupsSub', sayOf(section, drawing)),
    alt: altOf(
      title,
      rows.map(row => [goodsName(row.code, drawing), countText(row.cases.now, names)]),
    ),
    draw: (width, isNarrow) =>
      barList({
        title,
        width,
        row: 21,
        labelWidth: isNarrow ? 120 : 200,
        items: rows.map(row => ({
          label: goodsName(row.code, drawing),
          value: barOf(row.cases.now),
          text: countText(row.cases.now, names),
          before: typeof row.cases.before === 'number' ? row.cases.before : undefined,
          aside: changeOf(row),
        })),
      }),
    table: goodsTable(section, drawing),
  };
}

/** Cases of both years, seizures and quantities: each unit apart, never added. */
export function goodsTable(section: PrintedSection, drawing: Drawing): NumbersTable {
  const { names } = drawing;
  const line = (label: string, { cases, lines, quantities }: PrintedGoods): string[] => [
    label,
    countText(cases.before, names),
    countText(cases.now, names),
    countText(lines.now, names),
    quantitiesText(quantities, drawing).join('; ') || '–',
  ];
  const many = section.headings.length > 1;
  return {
    caption: names.text('report:table.goods', sayOf(section, drawing)),
    head: [
      names.label('report:table.group'),
      names.text('report:table.casesOf', { period: drawing.before }),
      names.text('report:table.casesOf', { period: drawing.period }),
      names.label('report:table.seizures'),
      names.label('report:table.quantity'),
    ],
    rows: [
      ...section.headings.flatMap(heading => [
        ...(many || heading.groups.length === 0 ? [line(goodsName(heading.code, drawing), heading)] : []),
        ...heading.groups.map(group => line(`${many ? '\u2003' : ''}${goodsName(group.code, drawing)}`, group)),
      ]),
      line(names.label('report:table.all'), section),
    ],
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

function flowsFigure(section: PrintedSection, drawing: Drawing): Made {
  const flows = (section.ways?.flows ?? []).slice(0, flowsDrawn);
  if (flows.length === 0) return undefined;
  const { names } = drawing;
  const country = (code: string): string => names.of('country', code);
  const way = ({ from, to }: { from: string; to: string }): string =>
    names.text('report:figure.way', { from: country(from), to: country(to) });
  const [first] = flows;
  const drawn = flows.reduce((sum, { cases }) => sum + cases, 0);
  const title = names.text('report:figure.flows', {
    way: first ? way(first) : '',
    cases: names.count(first?.cases ?? 0),
  });
  return {
    id: 'flows',
    title,
    sub: names.text('report:figure.flowsSub', {
      ...sayOf(section, drawing),
      count: flows.length,
      ways: names.count(flows.length),
      drawn: names.count(drawn),
    }),
    alt: altOf(
      title,
      flows.map(flow => [way(flow), names.count(flow.cases)]),
    ),
    draw: (width, isNarrow) =>
      flowMap({
        title,
        width,
        height: Math.round(width * (isNarrow ? 0.72 : 0.44)),
        narrow: isNarrow,
        name: country,
        flows: flows.map(flow => ({
          from: flow.from,
          to: flow.to,
          value: flow.cases,
          text: names.count(flow.cases),
          title: `${way(flow)}: ${names.count(flow.cases)}`,
        })),
      }),
    table: {
      caption: title,
      head: [names.label('report:table.way'), names.label('report:table.cases')],
      rows: flows.map(flow => [way(flow), names.count(flow.cases)]),
    },
  };
}

function barsFigure(
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
    })),
    section,
    drawing,
  );
}

function endsFigure(section: PrintedSection, name: 'departures' | 'destinations', drawing: Drawing): Made {
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
    rows.map(({ value, cases }) => ({ label: label(value), cases, isQuiet: value === null || value === 'others' })),
    section,
    drawing,
  );
}

interface ListRow {
  readonly label: string;
  readonly cases: PrintedRow['cases']['now'];
  readonly isQuiet: boolean;
}

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
        row: 20,
        labelWidth: 112,
        items: rows.map(row => ({
          label: row.label,
          value: barOf(row.cases),
          text: countText(row.cases, names),
          aside: shareOf(row),
          isQuiet: row.isQuiet,
        })),
      }),
    table: {
      caption: title,
      head: [names.label(`report:table.${id}`), names.label('report:table.cases'), names.label('report:table.share')],
      rows: rows.map(row => [row.label, countText(row.cases, names), shareOf(row)]),
    },
  };
}
