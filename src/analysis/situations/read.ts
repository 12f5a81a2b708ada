import type { Viewer } from '../../access/index.ts';
import type { Searching } from '../../seizures/index.ts';
import type { AnalysisContext } from '../context.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import { countCases } from '../cells/search-cells.ts';
import { raised, tableOf } from '../cells/table.ts';
import { readRoutes, type RouteData } from '../flows/read.ts';
import type { PeriodCriteria, Question } from '../question/question.ts';
import type { TrendFields } from '../trends/fields.ts';
import { readApart } from '../trends/apart/series.ts';
import { readTrends, type TrendData } from '../trends/read.ts';
import type { Kind, Subject } from './subject.ts';

/** Cases by the values of one field, the largest first, what is not stated last. */
export interface Shares {
  readonly name: DimensionName;
  readonly values: readonly { readonly value: Value; readonly cases: number }[];
}

export interface SituationData {
  readonly trends: TrendData;
  readonly routes: RouteData;
  readonly shares: readonly Shares[];
  /** Of the viewer's own country; undefined where he has none, or the situation is of it. */
  readonly own: number | undefined;
}

/** The fields each kind of situation is told by, beside time and route. */
const told: Readonly<Record<Kind, readonly DimensionName[]>> = {
  product: ['conveyance', 'hiding', 'detection'],
  country: ['conveyance', 'hiding', 'product'],
  member: ['conveyance', 'hiding', 'detection'],
};

/** What the cases of a situation are compared by. */
export const splits = { product: 'region', country: 'heading', member: 'heading' } as const satisfies Record<
  Kind,
  DimensionName
>;

export async function readSituation(
  context: AnalysisContext,
  viewer: Viewer,
  { kind, code }: Subject,
  question: Question<TrendFields>,
): Promise<SituationData> {
  const { figures, lists, offices } = context;
  const searching = (criteria: PeriodCriteria): Searching => ({
    ...{ viewer, criteria, lists, offices },
    words: context.seizures.words,
  });
  const sharesOf = async (name: DimensionName): Promise<Shares> => {
    const counted = await countCases(figures, searching(question.criteria), [name]);
    const cells = raised(counted, [name], lists, (one, other) => ({ ...one, cases: one.cases + other.cases }));
    const table = tableOf(cells);
    return { name, values: table.rows.map(value => ({ value, cases: table.ofRow(value) })) };
  };
  const ownCountry = viewer.office.country;
  const isOwn = kind !== 'product' && code === ownCountry;
  const [trends, routes, own, ...shares] = await Promise.all([
    readApart(context.pool, viewer, offices).then(apart => readTrends(context, viewer, question, apart)),
    readRoutes(context, viewer, { ...question, asked: { join: '', measure: '' } }),
    ownCountry === null || isOwn
      ? undefined
      : countCases(figures, searching({ ...question.criteria, country: [ownCountry] }), []),
    ...told[kind].map(sharesOf),
  ]);
  return { trends, routes, shares, own: own && (own[0]?.cases ?? 0) };
}
