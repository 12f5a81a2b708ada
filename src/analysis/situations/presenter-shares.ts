import { barList, type FigureShown } from '../../web/charts/index.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { isOfGoods } from '../cells/search-cells.ts';
import { valueName } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import type { Part } from '../question/files.ts';
import { inSentence } from '../question/presenter-question.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import type { Shares } from './read.ts';
import { countCell, shareCell } from '../cells/number-cells.ts';

/** Values with a bar of their own. */
const mostBars = 10;

/** Widths of the bars, and of the labels before them. */
const sizes = { whole: [956, 280], half: [560, 190], narrow: [358, 130] } as const;

/** How the cases divide by one field, as wide as the page or half as wide. */
export function sharesPart(question: Question, shares: Shares, sources: Sources, isHalf: boolean): Part {
  return { figure: sharesFigure(question, shares, sources, isHalf ? 'half' : 'whole'), isHalf };
}

/** What the largest share is, is the title. */
function sharesFigure(question: Question, shares: Shares, sources: Sources, size: keyof typeof sizes): FigureShown {
  const { names } = sources;
  const { share } = formatsOf(names);
  const total = sumOf(shares.values);
  const unstated = shares.values.find(({ value }) => value === null)?.cases ?? 0;
  const title = titleOf(shares, sources);
  return {
    id: shares.name,
    title,
    sub: [
      names.text('situations:subShares', {
        field: names.label(`analysis:dimension.${shares.name}`),
        count: total,
        number: names.count(total),
      }),
      ...(isOfGoods(shares.name) ? [names.label('analysis:trends.firstLine')] : []),
    ].join(' '),
    chart: {
      wide: barsOf(question, shares, sources, title, size),
      narrow: barsOf(question, shares, sources, title, 'narrow'),
    },
    table: {
      caption: title,
      head: [
        names.label(`analysis:dimension.${shares.name}`),
        names.label('situations:cases'),
        names.label('situations:share'),
      ],
      rows: shares.values.map(({ value, cases }) => [
        valueName(shares.name, value, sources),
        countCell(cases, names, casesOf(question, shares, value, sources)),
        shareCell(cases, total, names),
      ]),
    },
    coverage: {
      title: names.label('analysis:coverage.title'),
      rows: [
        { label: names.label('analysis:trends.stated'), value: share(total - unstated, total) },
        { label: names.label('analysis:trends.values'), value: names.count(shares.values.length) },
      ],
    },
  };
}

function titleOf({ name, values }: Shares, sources: Sources): string {
  const { names } = sources;
  const { share } = formatsOf(names);
  const [first] = values;
  const key = name === 'conveyance' || name === 'hiding' || name === 'detection' ? name : 'other';
  if (!first || first.value === null)
    return names.text('situations:topUnstated', { field: inSentence(names.label(`analysis:dimension.${name}`)) });
  return names.text(`situations:top_${key}`, {
    name: valueName(name, first.value, sources),
    field: names.label(`analysis:dimension.${name}`),
    share: share(first.cases, sumOf(values)),
  });
}

function barsOf(question: Question, shares: Shares, sources: Sources, title: string, size: keyof typeof sizes): string {
  const { names } = sources;
  const [width, labelWidth] = sizes[size];
  const { share } = formatsOf(names);
  const total = sumOf(shares.values);
  const shown = shares.values.slice(0, mostBars);
  const rest = shares.values.slice(mostBars);
  return barList({
    title,
    linked: true,
    width,
    row: 26,
    labelWidth,
    format: names.count,
    items: [
      ...shown.map(({ value, cases }) => ({
        label: valueName(shares.name, value, sources),
        value: cases,
        aside: share(cases, total),
        isQuiet: value === null,
        ...hrefOf(casesOf(question, shares, value, sources)),
      })),
      ...(rest.length > 0
        ? [
            {
              label: names.text('analysis:value.others', { count: rest.length, number: names.count(rest.length) }),
              value: sumOf(rest),
              aside: share(sumOf(rest), total),
              isQuiet: true,
            },
          ]
        : []),
    ],
  });
}

function hrefOf(href: string | undefined) {
  return href === undefined ? {} : { href };
}

function casesOf(
  question: Question,
  { name }: Shares,
  value: Shares['values'][number]['value'],
  sources: Sources,
): string | undefined {
  const criteria = narrowed(question.criteria, [narrowedTo(name, [value], sources)], sources.lists);
  return criteria && recordsAddress({ ...question, criteria });
}

function sumOf(values: Shares['values']): number {
  return values.reduce((sum, { cases }) => sum + cases, 0);
}
