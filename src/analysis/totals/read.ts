import type { Viewer } from '../../access/index.ts';
import { publishedFigures, type PublishedFigure } from '../../imports/index.ts';
import { queryString } from '../../seizures/index.ts';
import type { AnalysisContext } from '../context.ts';
import type { Question } from '../question/question.ts';

/**
 * The totals that the one Member of a question published of its goods. None for a question that asks more than
 * published totals tell: a route, a place, a means of transport.
 */
export async function readPublished(
  { pool }: AnalysisContext,
  viewer: Viewer,
  { criteria, plain }: Question,
): Promise<PublishedFigure[]> {
  const [country, ...others] = criteria.country;
  if (country === undefined || others.length > 0 || asksMore(plain)) return [];
  return publishedFigures(pool, viewer, {
    country,
    headings: criteria.heading,
    products: criteria.product,
    from: criteria.from,
    to: criteria.to,
  });
}

function asksMore({ from: _from, to: _to, ...plain }: Question['plain']): boolean {
  const rest = { ...plain, country: [], heading: [], product: [] };
  return queryString({ ...rest, sort: 'newest', view: 'table', rows: 25 }) !== '';
}
