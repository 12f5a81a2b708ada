import type { Words } from '../../../reference/index.ts';
import { isHeadingCode, type RecordWords } from '../../../seizures/index.ts';
import { barList, columnChart } from '../../../web/charts/index.ts';
import type { Tally, UnitSum } from './tally.ts';

const widths = { wide: 600, narrow: 340 } as const;
/** Bars of a chart; the table has all rows. */
const maxBars = 12;

/** A chart for wide and for narrow screens. */
const draw = (chart: (width: number) => string) => ({ wide: chart(widths.wide), narrow: chart(widths.narrow) });

/** The figures of an operation: sums, and charts, each with its table. Pure. */
export function presentFigures(tally: Tally, words: Words, say: RecordWords) {
  const { total } = tally;
  return {
    facts: (['warnings', 'feedback', 'seizures', 'hits', 'noHits', 'unanswered'] as const).map(name => ({
      label: words.t(`cencommforms:tally.of.${name}`),
      value: words.count(total[name]),
    })),
    sums: {
      items: tally.sums.map(({ unit, quantity }) => ({
        value: quantityText(quantity, words),
        unit: say.unit(unit, quantity),
      })),
    },
    days: presentDays(tally, words),
    countries: presentCountries(tally, words),
    products: presentProducts(tally, words, say),
    isEmpty: total.warnings + total.feedback + total.seizures === 0,
  };
}

const quantityText = (quantity: number, words: Words): string => words.count(Math.round(quantity * 1000) / 1000);

const kinds = ['warnings', 'feedback', 'seizures'] as const;

function presentDays({ days }: Tally, words: Words) {
  const { t } = words;
  const columns = [...kinds, 'hits', 'noHits'] as const;
  return {
    title: t('cencommforms:tally.byDay'),
    note: t('cencommforms:tally.daysNote'),
    charts: kinds.map(name => ({
      title: t(`cencommforms:tally.of.${name}`),
      chart: draw(width =>
        columnChart({
          title: t('cencommforms:tally.chart', { what: t(`cencommforms:tally.of.${name}`) }),
          width: width === widths.wide ? 390 : width,
          height: 120,
          axis: true,
          whole: true,
          values: days.map(day => ({
            label: `${day.day.slice(8)}/${day.day.slice(5, 7)}`,
            value: day[name],
            title: `${words.date(day.day)}${words.t('common:colon')} ${words.count(day[name])}`,
          })),
        }),
      ),
    })),
    table: {
      label: t('cencommforms:tally.table'),
      caption: t('cencommforms:tally.byDay'),
      head: [t('cencommforms:tally.day'), ...columns.map(name => t(`cencommforms:tally.of.${name}`))],
      rows: days.map(day => [words.date(day.day), ...columns.map(name => words.count(day[name]))]),
    },
  };
}

function presentCountries({ countries }: Tally, words: Words) {
  const { t } = words;
  const nameOf = (code: string): string => (code === '' ? t('cencommforms:tally.noCountry') : words.country(code));
  return {
    title: t('cencommforms:tally.byCountry'),
    note: t('cencommforms:tally.countriesNote'),
    chart: draw(width =>
      barList({
        title: t('cencommforms:tally.byCountry'),
        width,
        row: 22,
        items: countries
          .slice(0, maxBars)
          .map(one => ({ label: nameOf(one.country), value: one.warnings + one.feedback + one.seizures })),
        format: words.count,
      }),
    ),
    head: [t('cencommforms:tally.country'), ...kinds.map(name => t(`cencommforms:tally.of.${name}`))],
    rows: countries.map(one => [nameOf(one.country), ...kinds.map(name => words.count(one[name]))]),
  };
}

function presentProducts({ products }: Tally, words: Words, say: RecordWords) {
  const { t } = words;
  const sumText = ({ unit, quantity }: UnitSum): string =>
    `${quantityText(quantity, words)} ${say.unit(unit, quantity)}`;
  const nameOf = ({ heading, product }: Tally['products'][number]): string =>
    isHeadingCode(heading) ? say.product(heading, product) : t('cencommforms:tally.noProduct');
  return {
    title: t('cencommforms:tally.byProduct'),
    note: t('cencommforms:tally.productsNote'),
    chart: draw(width =>
      barList({
        title: t('cencommforms:tally.byProduct'),
        width,
        row: 22,
        items: products
          .slice(0, maxBars)
          .map(one => ({
            label: nameOf(one),
            value: one.seizures,
            text: `${words.count(one.seizures)}${one.sums[0] ? ` (${sumText(one.sums[0])})` : ''}`,
          })),
      }),
    ),
    head: [t('cencommforms:tally.product'), t('cencommforms:tally.of.seizures'), t('cencommforms:tally.quantity')],
    rows: products.map(one => [nameOf(one), words.count(one.seizures), one.sums.map(sumText).join('; ')]),
  };
}
