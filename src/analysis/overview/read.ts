import type { Viewer } from '../../access/index.ts';
import type { Lists } from '../../reference/index.ts';
import type { Searching } from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import { halves, type DimensionName, type Value } from '../cells/dimension.ts';
import { countCases } from '../cells/search-cells.ts';
import { raised } from '../cells/table.ts';
import type { AnalysisContext } from '../context.ts';
import { timeOf, type Question } from '../question/question.ts';
import { bucketsOf } from '../trends/buckets.ts';

/** Cases of one value of each field. */
export interface Counted {
  readonly values: readonly Value[];
  readonly cases: number;
}

/** What the rooms are shown by: the last twelve months of what the viewer may see. */
export interface OverviewData {
  readonly total: number;
  readonly months: readonly { readonly month: string; readonly cases: number }[];
  /** Each the largest first; what is not stated is left out, and counted in `total` alone. */
  readonly ways: readonly Counted[];
  readonly headings: readonly Counted[];
  readonly hiding: readonly Counted[];
  readonly products: readonly Counted[];
  readonly asOf: number | undefined;
}

export async function readOverview(
  { figures, lists, offices, seizures }: AnalysisContext,
  viewer: Viewer,
  { criteria }: Question,
): Promise<OverviewData> {
  const searching: Searching = { viewer, criteria, lists, offices, words: seizures.words };
  const count = (names: readonly DimensionName[]) => countCases(figures, searching, names);
  const [byMonth, ways, goods, asOf] = await Promise.all([
    count(['month']),
    count(['departure', 'destination']),
    count(['product', 'hiding']),
    timeOf(figures, criteria),
  ]);
  const along = (name: 'heading' | 'hiding' | 'product'): Counted[] => {
    const values = goods.map(({ values: [product = null, hiding = null], cases }) => {
      const value = name === 'hiding' ? hiding : name === 'product' || product === null ? product : headingOf(product);
      return { values: [value], cases };
    });
    return largest(values, [name], lists);
  };
  return {
    total: byMonth.reduce((sum, { cases }) => sum + cases, 0),
    months: bucketsOf(criteria.from, criteria.to, 'month', today()).map(({ key }) => ({
      month: key,
      cases: byMonth.find(({ values: [month] }) => month === key)?.cases ?? 0,
    })),
    ways: largest(ways, ['departure', 'destination'], lists).filter(({ values: [from, to] }) => from !== to),
    headings: along('heading'),
    hiding: along('hiding'),
    products: along('product'),
    asOf,
  };
}

const headingOf = (product: string): string => halves(product, '/')[0];

/** What is stated, raised to the values of its fields, the largest first. */
function largest(cells: readonly Counted[], names: readonly DimensionName[], lists: Lists): Counted[] {
  return raised(cells, names, lists, (one, other) => ({ ...one, cases: one.cases + other.cases }))
    .filter(({ values }) => !values.includes(null))
    .toSorted((a, b) => b.cases - a.cases || (String(a.values) < String(b.values) ? -1 : 1));
}
