import type { Words } from '../../../reference/index.ts';
import type { RecordWords } from '../../../seizures/index.ts';
import { isHeadingCode } from '../../../seizures/index.ts';
import { barList, columnChart } from '../../../web/charts/index.ts';
import type { Tally, UnitSum } from './tally.ts';

interface Drawn {
  readonly wide: string;
  readonly narrow: string;
}

const widths = { wide: 600, narrow: 340 } as const;
/** Rows of a chart; the table has all. */
const mostBars = 12;

const draw = (one: (width: number) => string): Drawn => ({ wide: one(widths.wide), narrow: one(widths.narrow) });

/** The figures of an operation: sums, charts, and each chart's table beside it. Pure. */
export function presentFigures(tally: Tally, words: Words, say: RecordWords) {
  const { t } = words;
  const sumText = ({ unit, quantity }: UnitSum): string =>
    `${words.count(Math.round(quantity * 1000) / 1000)} ${say.unit(unit, quantity)}`;
  const country = (code: string): string => (code === '' ? t('cencommforms:tally.noCountry') : words.country(code));
  const product = ({ heading, product: code }: Tally['products'][number]): string =>
    isHeadingCode(heading) ? say.product(heading, code) : t('cencommforms:tally.noProduct');
  const { total } = tally;
  return {
    facts: [
      ...(['warnings', 'feedback', 'seizures', 'hits', 'noHits', 'unanswered'] as const).map(name => ({
        label: t(`cencommforms:tally.of.${name}`),
        value: words.count(total[name]),
      })),
    ],
    sums: {
      items: tally.sums.map(sum => ({
        value: words.count(Math.round(sum.quantity * 1000) / 1000),
        unit: say.unit(sum.unit, sum.quantity),
      })),
    },
    days: {
      title: t('cencommforms:tally.byDay'),
      note: t('cencommforms:tally.daysNote'),
      charts: (['warnings', 'feedback', 'seizures'] as const).map(name => ({
        title: t(`cencommforms:tally.of.${name}`),
        chart: draw(width =>
          columnChart({
            title: t('cencommforms:tally.chart', { what: t(`cencommforms:tally.of.${name}`) }),
            width: width === widths.wide ? 390 : width,
            height: 120,
            axis: true,
            whole: true,
            values: tally.days.map(day => ({
              label: `${day.day.slice(8)}/${day.day.slice(5, 7)}`,
              value: day[name],
              title: `${words.date(day.day)}: ${words.count(day[name])}`,
            })),
          }),
        ),
      })),
      table: {
        label: t('cencommforms:tally.table'),
        caption: t('cencommforms:tally.byDay'),
        head: [
          t('cencommforms:tally.day'),
          ...(['warnings', 'feedback', 'seizures', 'hits', 'noHits'] as const).map(name =>
            t(`cencommforms:tally.of.${name}`),
          ),
        ],
        rows: tally.days.map(day => [
          words.date(day.day),
          ...[day.warnings, day.feedback, day.seizures, day.hits, day.noHits].map(words.count),
        ]),
      },
    },
    countries: {
      title: t('cencommforms:tally.byCountry'),
      note: t('cencommforms:tally.countriesNote'),
      chart: draw(width =>
        barList({
          title: t('cencommforms:tally.byCountry'),
          width,
          row: 22,
          items: tally.countries
            .slice(0, mostBars)
            .map(one => ({ label: country(one.country), value: one.warnings + one.feedback + one.seizures })),
          format: words.count,
        }),
      ),
      head: [
        t('cencommforms:tally.country'),
        ...(['warnings', 'feedback', 'seizures'] as const).map(name => t(`cencommforms:tally.of.${name}`)),
      ],
      rows: tally.countries.map(one => [
        country(one.country),
        ...[one.warnings, one.feedback, one.seizures].map(words.count),
      ]),
    },
    products: {
      title: t('cencommforms:tally.byProduct'),
      note: t('cencommforms:tally.productsNote'),
      chart: draw(width =>
        barList({
          title: t('cencommforms:tally.byProduct'),
          width,
          row: 22,
          items: tally.products
            .slice(0, mostBars)
            .map(one => ({
              label: product(one),
              value: one.seizures,
              text: `${words.count(one.seizures)}${one.sums[0] ? ` (${sumText(one.sums[0])})` : ''}`,
            })),
        }),
      ),
      head: [t('cencommforms:tally.product'), t('cencommforms:tally.of.seizures'), t('cencommforms:tally.quantity')],
      rows: tally.products.map(one => [product(one), words.count(one.seizures), one.sums.map(sumText).join('; ')]),
    },
    isEmpty: total.warnings + total.feedback + total.seizures === 0,
  };
}
