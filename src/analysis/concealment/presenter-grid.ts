import { isSmallCount } from '../statistics/small-counts.ts';
import { heatTone, keySign } from '../../web/charts/index.ts';
import type { CoverageShown, HeatCell, HeatTable, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Part } from '../question/files.ts';
import type { Shown } from './fields.ts';
import { inSlots, sum } from './grid.ts';
import type { ConcealmentFrame } from './presenter-frame.ts';
import { marked } from './read.ts';
import { countCell } from '../cells/number-cells.ts';

/** Means of transport by hiding place, all products. */
export function gridPart(frame: ConcealmentFrame): Part {
  const { grid, sources, data } = frame;
  const { names } = sources;
  const title = titleOf(frame);
  return {
    figure: {
      id: 'grid',
      title,
      sub: names.label('analysis:concealment.subGrid'),
      key: [
        {
          before: names.label('analysis:concealment.keyFrom'),
          svg: keySign('heat'),
          label: names.label('analysis:concealment.keyTo'),
        },
        { label: names.label('analysis:crossTable.keyOver') },
        { label: names.label('analysis:crossTable.keySmall') },
        { label: names.label('analysis:concealment.keyFramed') },
      ],
      table: numbersOf(frame, title),
      links: [
        {
          label: names.text('analysis:openCases', { count: grid.total, number: names.count(grid.total) }),
          href: frame.records([]) ?? '',
        },
      ],
      coverage: coverageOf(frame),
    },
    ...(data.cells.length > 0 ? { heat: heatOf(frame, title) } : {}),
  };
}

/** The two cells that stand out most, of two means of transport, each with its share. */
function titleOf(frame: ConcealmentFrame): string {
  const { grid, sources, share } = frame;
  const { names } = sources;
  const found = grid.over
    .flatMap((row, at) => row.map((over, across) => ({ over: over ?? 0, at, across })))
    .filter(
      ({ over, at, across }) =>
        over >= marked && grid.rows[at]?.kind === 'value' && grid.columns[across]?.kind === 'value',
    )
    .toSorted((a, b) => b.over - a.over);
  const [first] = found;
  const second = found.find(({ at }) => at !== first?.at);
  if (!first) return names.label('analysis:crossTable.noFinding');
  const said = ({ at, across }: typeof first) => ({
    means: grid.rows[at] ? frame.means(grid.rows[at]) : '',
    place: grid.columns[across] ? frame.place(grid.columns[across]) : '',
    share: share(grid.counts[at]?.[across] ?? 0, grid.ofRows[at] ?? 0),
  });
  const one = said(first);
  if (!second) {
    const base = share(grid.ofColumns[first.across] ?? 0, grid.total);
    return names.text('analysis:concealment.titleOne', { ...one, base });
  }
  const other = said(second);
  return names.text('analysis:concealment.titleTwo', {
    ...one,
    means2: other.means,
    place2: other.place,
    share2: other.share,
  });
}

function heatOf(frame: ConcealmentFrame, caption: string): HeatTable {
  const { grid, sources, question, data } = frame;
  const { names } = sources;
  const show = question.asked.show || 'numbers';
  const before = inSlots(data.before, grid.rows, grid.columns);
  const cell = (at: number, across: number): HeatCell => {
    const count = grid.counts[at]?.[across] ?? 0;
    const [row, column] = [grid.rows[at], grid.columns[across]];
    const opens = row && column && row.kind !== 'others' && column.kind !== 'others' && count > 0;
    const [rowCode = null, columnCode = null] = [row?.values[0], column?.values[0]];
    return {
      text: cellText(frame, show, count, { ofRow: grid.ofRows[at] ?? 0, before: before.counts[at]?.[across] ?? 0 }),
      tone: heatTone(count / (grid.ofRows[at] ?? 0)),
      over: (grid.over[at]?.[across] ?? 0) >= marked,
      ...(count === 0 ? { kind: 'zero' as const } : isSmallCount(count) ? { kind: 'small' as const } : {}),
      ...(opens ? { href: frame.opening({ row: rowCode, column: columnCode }, 'cell') } : {}),
      framed: data.opened !== undefined && rowCode === data.opened.row && columnCode === data.opened.column && !!opens,
    };
  };
  const sumText = (count: number, earlier: number): string =>
    show === 'before' ? signed(frame, count - earlier) : names.count(count);
  return {
    caption,
    rowHead: names.label(`analysis:dimension.${data.means}`),
    columns: grid.columns.map(slot => ({ label: frame.head(slot), href: frame.records([[data.places, slot.values]]) })),
    sumHead: names.label('analysis:crossTable.all'),
    groups: grid.rows.map((slot, at) => ({
      label: frame.means(slot),
      icon: iconOf(frame, slot.values[0] ?? null),
      href: frame.records([[data.means, slot.values]]),
      rows: [
        {
          cells: grid.columns.map((_one, across) => cell(at, across)),
          sum: { text: sumText(grid.ofRows[at] ?? 0, before.ofRows[at] ?? 0), kind: 'sum' },
        },
      ],
    })),
    foot: [
      {
        label: names.label('analysis:crossTable.allRows'),
        cells: [...grid.ofColumns, grid.total].map((count, across) => ({
          text: sumText(count, [...before.ofColumns, sum(before.ofColumns)][across] ?? 0),
          kind: 'sum' as const,
        })),
      },
      {
        label: names.label('analysis:crossTable.shareOfAll'),
        quiet: true,
        cells: [...grid.ofColumns, grid.total].map(count => ({ text: frame.share(count, grid.total) })),
      },
    ],
  };
}

export function iconOf({ sources: { names } }: ConcealmentFrame, code: string | null): string {
  return names.transportIcon(code ?? 'UNK');
}

function cellText(
  frame: ConcealmentFrame,
  show: Shown,
  count: number,
  { ofRow, before }: { readonly ofRow: number; readonly before: number },
): string {
  if (show === 'row') return frame.share(count, ofRow);
  return show === 'before' ? signed(frame, count - before) : frame.sources.names.count(count);
}

/** A difference of cases with its sign. */
function signed({ sources: { names } }: ConcealmentFrame, difference: number): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : '−'}${names.count(Math.abs(difference))}`;
}

function numbersOf(frame: ConcealmentFrame, caption: string): NumbersTable {
  const { grid, sources, data } = frame;
  const { names } = sources;
  return {
    caption,
    head: [
      names.label(`analysis:dimension.${data.means}`),
      ...grid.columns.map(frame.place),
      names.label('analysis:crossTable.all'),
    ],
    rows: [
      ...grid.rows.map((slot, at) => [
        frame.means(slot),
        ...(grid.counts[at] ?? []).map((count, across) =>
          countCell(
            count,
            names,
            count === 0
              ? undefined
              : frame.records([
                  [data.means, slot.values],
                  [data.places, grid.columns[across]?.values ?? []],
                ]),
          ),
        ),
        countCell(grid.ofRows[at] ?? 0, names),
      ]),
      [
        names.label('analysis:crossTable.allRows'),
        ...[...grid.ofColumns, grid.total].map(count => countCell(count, names)),
      ],
    ],
  };
}

/** How often the place is stated, and where it is not. */
function coverageOf(frame: ConcealmentFrame): CoverageShown {
  const { grid, sources, data } = frame;
  const { names } = sources;
  const { rows } = caseCoverage(data.coverage, names);
  const none = grid.columns.findIndex(({ kind }) => kind === 'none');
  const missing = none < 0 ? 0 : (grid.ofColumns[none] ?? 0);
  return {
    title: names.label('analysis:coverage.title'),
    rows: [
      ...rows.slice(0, 1),
      { label: names.label('analysis:concealment.stated'), value: frame.share(grid.total - missing, grid.total) },
      // Delay, complete, verified.
      ...rows.slice(3, 6),
    ],
    note: [{ text: names.label('analysis:concealment.notStated') }, ' ', notStatedNote(frame, none)],
  };
}

/** By which means of transport the place is left out most, among those of ten cases and more. */
function notStatedNote(frame: ConcealmentFrame, none: number): string {
  const { grid, sources } = frame;
  const [most] = grid.rows
    .map((slot, at) => ({ slot, missing: grid.counts[at]?.[none] ?? 0, all: grid.ofRows[at] ?? 0 }))
    .filter(({ missing, all }) => missing > 0 && !isSmallCount(all))
    .toSorted((a, b) => b.missing / b.all - a.missing / a.all);
  if (!most) return sources.names.label('analysis:concealment.notStatedNone');
  return sources.names.text('analysis:concealment.notStatedMost', {
    means: frame.means(most.slot),
    share: frame.share(most.missing, most.all),
  });
}
