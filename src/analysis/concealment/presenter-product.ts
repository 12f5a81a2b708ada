import { isSmallCount } from '../statistics/small-counts.ts';
import { heatTone } from '../../web/charts/index.ts';
import type { CoverageShown, HeatCell, HeatTable, NumbersTable } from '../../web/charts/views.ts';
import type { Slot } from '../cells/layout.ts';
import type { Part } from '../question/files.ts';
import { inSlots, sum } from './grid.ts';
import type { ConcealmentFrame } from './presenter-frame.ts';
import { iconOf } from './presenter-grid.ts';
import { countCell } from '../cells/number-cells.ts';

/** Rows of fewer cases are put together where there are several. */
const few = 10;
/** Other products that are named beside. */
const mostOthers = 5;

/** One group of products in the rows, columns and colours of the whole. */
export function productPart(frame: ConcealmentFrame): Part | undefined {
  const { data, sources, grid } = frame;
  const { names } = sources;
  const { group } = data;
  if (group === undefined) return undefined;
  const cells = data.cells.filter(({ values }) => values[2] === group);
  const counted = inSlots(cells, grid.rows, grid.columns);
  const title = titleOf(frame, group, counted);
  const href = frame.records([['group', [group]]]);
  return {
    figure: {
      id: 'product',
      title,
      sub: names.text('analysis:concealment.subProduct', { count: counted.total, number: names.count(counted.total) }),
      ...(counted.total > 1 ? { table: numbersOf(frame, counted, title) } : {}),
      links:
        href && counted.total > 0
          ? [
              {
                label: names.text('analysis:openCases', { count: counted.total, number: names.count(counted.total) }),
                href,
              },
            ]
          : [],
      coverage: coverageOf(frame, group, counted),
    },
    ...(counted.total > 1 ? { heat: heatOf(frame, group, counted, title) } : {}),
  };
}

type Counted = ReturnType<typeof inSlots>;

/** By which means it goes most, and where it is then. */
function titleOf(frame: ConcealmentFrame, group: string, { counts, ofRows, total }: Counted): string {
  const { sources, grid, share } = frame;
  const { names } = sources;
  const product = frame.value('group', group);
  if (total === 0) return names.text('analysis:concealment.productNone', { product });
  const best = ofRows
    .map((count, at) => ({ count, at }))
    .filter(({ at }) => grid.rows[at]?.kind === 'value')
    .toSorted((a, b) => b.count - a.count)[0];
  const row = counts[best?.at ?? -1] ?? [];
  const across = row
    .map((count, at) => ({ count, at }))
    .filter(({ at }) => grid.columns[at]?.kind === 'value')
    .toSorted((a, b) => b.count - a.count)[0];
  const [means, place] = [grid.rows[best?.at ?? -1], grid.columns[across?.at ?? -1]];
  if (!best || !across || !means || !place || across.count === 0)
    return names.text('analysis:concealment.productPlain', { product, count: total, number: names.count(total) });
  return names.text('analysis:concealment.productFinding', {
    product,
    means: frame.means(means),
    place: frame.place(place),
    ofAll: share(best.count, total),
    share: share(across.count, best.count),
  });
}

function heatOf(frame: ConcealmentFrame, group: string, counted: Counted, caption: string): HeatTable {
  const { data, sources, grid } = frame;
  const { names } = sources;
  const { counts, ofRows, ofColumns, total } = counted;
  const rows = grid.rows.map((slot, at) => ({ slot, at, count: ofRows[at] ?? 0 })).filter(({ count }) => count > 0);
  const small = rows.filter(({ count }) => count < few);
  const together = small.length > 1 ? small : [];
  const cell = (slot: Slot, at: number, across: number): HeatCell => {
    const count = counts[at]?.[across] ?? 0;
    const href =
      count === 0
        ? undefined
        : frame.records([
            [data.means, slot.values],
            [data.places, grid.columns[across]?.values ?? []],
            ['group', [group]],
          ]);
    return {
      text: names.count(count),
      tone: heatTone(count / (ofRows[at] ?? 0)),
      ...(count === 0 ? { kind: 'zero' as const } : isSmallCount(count) ? { kind: 'small' as const } : {}),
      ...(href ? { href } : {}),
    };
  };
  const togetherCount = sum(together.map(({ count }) => count));
  return {
    caption,
    rowHead: names.label(`analysis:dimension.${data.means}`),
    columns: grid.columns.map(slot => ({ label: frame.head(slot) })),
    sumHead: names.label('analysis:crossTable.all'),
    groups: [
      ...rows
        .filter(row => !together.includes(row))
        .map(({ slot, at, count }) => ({
          label: frame.means(slot),
          icon: iconOf(frame, slot.values[0] ?? null),
          rows: [
            {
              cells: grid.columns.map((_one, across) => cell(slot, at, across)),
              sum: { text: names.count(count), kind: 'sum' as const },
            },
          ],
        })),
      ...(together.length === 0
        ? []
        : [
            {
              label: together.map(({ slot }) => frame.means(slot)).join(', '),
              rows: [
                {
                  cells: [],
                  instead: names.text('analysis:concealment.tooFew', {
                    count: togetherCount,
                    number: names.count(togetherCount),
                  }),
                  sum: { text: names.count(togetherCount), kind: 'sum' as const },
                },
              ],
            },
          ]),
    ],
    foot: [
      {
        label: names.label('analysis:crossTable.allRows'),
        cells: [...ofColumns, total].map(count => ({ text: names.count(count), kind: 'sum' as const })),
      },
    ],
  };
}

function numbersOf(
  frame: ConcealmentFrame,
  { counts, ofRows, ofColumns, total }: Counted,
  caption: string,
): NumbersTable {
  const { data, sources, grid } = frame;
  const { names } = sources;
  const number = (count: number) => countCell(count, names);
  return {
    caption,
    head: [
      names.label(`analysis:dimension.${data.means}`),
      ...grid.columns.map(frame.place),
      names.label('analysis:crossTable.all'),
    ],
    rows: [
      ...grid.rows.map((slot, at) => [frame.means(slot), ...(counts[at] ?? []).map(number), number(ofRows[at] ?? 0)]),
      [names.label('analysis:crossTable.allRows'), ...[...ofColumns, total].map(number)],
    ],
  };
}

function coverageOf(frame: ConcealmentFrame, group: string, { ofColumns, total }: Counted): CoverageShown {
  const { data, sources, grid } = frame;
  const { names } = sources;
  const none = grid.columns.findIndex(({ kind }) => kind === 'none');
  const others = othersOf(frame, group);
  return {
    title: names.label('analysis:coverage.title'),
    rows: [
      { label: names.label('analysis:concealment.cases'), value: names.count(total) },
      {
        label: names.label('analysis:concealment.stated'),
        value: frame.share(total - (none < 0 ? 0 : (ofColumns[none] ?? 0)), total),
      },
      { label: names.label('analysis:concealment.ofAllCases'), value: frame.share(total, grid.total) },
    ],
    ...(others.length === 0
      ? {}
      : {
          note: [
            { text: names.label('analysis:concealment.otherProduct') },
            ' ',
            ...others.flatMap((code, at) => [
              ...(at > 0 ? [', '] : []),
              { text: frame.value('group', code), href: frame.opening({ ...data.opened, group: code }, 'product') },
            ]),
          ],
        }),
  };
}

/** The largest other groups. */
function othersOf({ data }: ConcealmentFrame, group: string): string[] {
  const sums = new Map<string, number>();
  for (const { values, cases } of data.cells) {
    const code = values[2] ?? null;
    if (code !== null && code !== group) sums.set(code, (sums.get(code) ?? 0) + cases);
  }
  return [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostOthers)
    .map(([code]) => code);
}
