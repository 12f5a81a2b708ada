import { barList, type BarItem } from '../../web/charts/index.ts';
import type { CoverageShown, FigureShown, NumbersTable } from '../../web/charts/views.ts';
import type { Part } from '../question/files.ts';
import type { Names } from '../../seizures/index.ts';
import { shareOf } from '../statistics/proportions.ts';
import { groupsOf, sum, type GroupCount, type Opened } from './grid.ts';
import type { ConcealmentFrame } from './presenter-frame.ts';
import { countCell, shareCell } from '../cells/number-cells.ts';

const mostBars = 9;
/** That chance alone makes any group of a cell stand out. */
const error = 0.05;
/** Methods of detection that are told. */
const mostDetections = 2;

/** The cell that is opened: its products against their share of that means of transport, its pictures. */
export function cellPart(frame: ConcealmentFrame): Part | undefined {
  const { data, sources } = frame;
  const { names } = sources;
  const { opened, pictures } = data;
  if (!opened) return undefined;
  const groups = groupsOf(data.cells, opened);
  const cases = sum(groups.map(({ inCell }) => inCell));
  const ofRow = sum(groups.map(({ inRow }) => inRow));
  const title = titleOf(frame, opened, groups, { cases, ofRow });
  const href = frame.records([
    [data.means, [opened.row]],
    [data.places, [opened.column]],
  ]);
  const shown = pictures && pictures.cards.length > 0 ? pictures : undefined;
  const figure: FigureShown = {
    id: 'cell',
    title,
    sub: names.text('analysis:concealment.subCell', {
      count: cases,
      number: names.count(cases),
      all: names.count(ofRow),
      means: frame.value(data.means, opened.row),
    }),
    ...(cases > 1
      ? {
          chart: {
            wide: barsOf(frame, opened, groups, { cases, ofRow, width: shown ? 452 : 956, title }),
            narrow: barsOf(frame, opened, groups, { cases, ofRow, width: 358, title }),
          },
          table: numbersOf(frame, groups, { cases, ofRow, title }),
          ...restOf(groups, names),
        }
      : {}),
    links: [
      ...(href && cases > 0
        ? [{ label: names.text('analysis:openCases', { count: cases, number: names.count(cases) }), href }]
        : []),
      ...(shown
        ? [
            {
              label: names.text('analysis:concealment.pictures', {
                count: shown.total,
                number: names.count(shown.total),
              }),
              href: shown.href,
            },
          ]
        : []),
    ],
    coverage: coverageOf(frame, opened, cases),
  };
  return shown ? { figure, cards: shown.cards } : { figure };
}

interface Sizes {
  readonly cases: number;
  readonly ofRow: number;
}

/** The group that stands out most in the cell, where its interval leaves out the share of the row. */
function titleOf(
  frame: ConcealmentFrame,
  { row, column }: Opened,
  groups: readonly GroupCount[],
  { cases, ofRow }: Sizes,
): string {
  const { data, sources, share } = frame;
  const { names } = sources;
  const called = { means: frame.value(data.means, row), place: frame.value(data.places, column) };
  if (cases === 0) return names.text('analysis:concealment.cellNone', called);
  const level = 1 - error / Math.max(1, groups.length);
  const [best] = groups
    .map(group => ({
      ...group,
      low: shareOf({ hits: group.inCell, cases }, { level }).low,
      usual: group.inRow / ofRow,
    }))
    .filter(({ low, usual, group }) => group !== null && low > usual)
    .toSorted((a, b) => b.low / b.usual - a.low / a.usual);
  if (!best)
    return names.text('analysis:concealment.cellPlain', { ...called, count: cases, number: names.count(cases) });
  return names.text('analysis:concealment.cellFinding', {
    ...called,
    group: frame.value('group', best.group),
    share: share(best.inCell, cases),
    base: share(best.inRow, ofRow),
  });
}

/** What has no bar, so that nobody takes the bars for all cases of the cell. */
function restOf(groups: readonly GroupCount[], names: Names): Pick<FigureShown, 'note'> {
  const rest = groups.filter(({ inCell }) => inCell > 0).slice(mostBars);
  if (rest.length === 0) return {};
  const cases = sum(rest.map(({ inCell }) => inCell));
  const said = { count: rest.length, number: names.count(rest.length), cases: names.count(cases) };
  return { note: names.text('analysis:concealment.restOfCell', said) };
}

function barsOf(
  frame: ConcealmentFrame,
  { row, column }: Opened,
  groups: readonly GroupCount[],
  { cases, ofRow, width, title }: Sizes & { readonly width: number; readonly title: string },
): string {
  const { data, sources } = frame;
  const { names } = sources;
  return barList({
    title,
    linked: true,
    width,
    row: 34,
    labelWidth: width * 0.34,
    items: groups
      .filter(({ inCell }) => inCell > 0)
      .slice(0, mostBars)
      .map(({ group, inCell, inRow }): BarItem => {
        const href = frame.records([
          [data.means, [row]],
          [data.places, [column]],
          ['group', [group]],
        ]);
        return {
          label: frame.value('group', group),
          value: inCell,
          before: (inRow / ofRow) * cases,
          ...(href ? { href } : {}),
        };
      }),
    format: names.count,
  });
}

function numbersOf(
  frame: ConcealmentFrame,
  groups: readonly GroupCount[],
  { cases, ofRow, title }: Sizes & { readonly title: string },
): NumbersTable {
  const { names } = frame.sources;
  return {
    caption: title,
    head: ['group', 'inCell', 'ofCell', 'inRow', 'ofRow'].map(key => names.label(`analysis:concealment.head_${key}`)),
    rows: groups
      .filter(({ inCell }) => inCell > 0)
      .map(({ group, inCell, inRow }) => [
        frame.value('group', group),
        countCell(inCell, names),
        shareCell(inCell, cases, names),
        countCell(inRow, names),
        shareCell(inRow, ofRow, names),
      ]),
  };
}

function coverageOf(frame: ConcealmentFrame, { row, column }: Opened, cases: number): CoverageShown {
  const { data, sources } = frame;
  const { names } = sources;
  const before = data.before.find(({ values }) => values[0] === row && values[1] === column)?.cases ?? 0;
  const found = data.cell?.detections.toSorted((a, b) => b.cases - a.cases) ?? [];
  const { pictures } = data;
  const row_ = (key: string, value: string) => ({ label: names.label(`analysis:concealment.${key}`), value });
  return {
    title: names.label('analysis:concealment.thisCell'),
    rows: [
      row_('cases', names.count(cases)),
      row_('yearBefore', names.count(before)),
      ...(data.cell ? [row_('members', names.count(data.cell.members.length))] : []),
      ...found
        .filter(({ values: [detection = null] }) => detection !== null)
        .slice(0, mostDetections)
        .map(({ values: [detection = null], cases: count }) => ({
          label: names.text('analysis:concealment.foundBy', { detection: frame.value('detection', detection) }),
          value: frame.share(count, sum(found.map(one => one.cases))),
        })),
      ...(pictures ? [row_('inCpdb', pictures.number)] : []),
    ],
    note: names.label(`analysis:concealment.note_${pictures && pictures.total > 0 ? 'pictures' : 'noPictures'}`),
  };
}
