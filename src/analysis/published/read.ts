import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import {
  figuresPeriod,
  publishedSearches,
  type Criteria,
  type FiguresCriteria,
  type PublishedSearches,
  type Searching,
  type SeizureFigures,
} from '../../seizures/index.ts';
import { countCases, sumLines } from '../cells/search-cells.ts';
import { readLateness } from '../coverage/search-coverage.ts';
import type { AnalysisContext } from '../context.ts';
import { countFlows } from '../flows/search-flows.ts';
import { ofCases, type CellsOfPeriod, type PublishedCells } from './cells.ts';
import { figuresOf } from './figures.ts';

type Sources = Pick<AnalysisContext, 'lists' | 'offices'> & {
  readonly seizures: Pick<AnalysisContext['seizures'], 'words'>;
};

/**
 * Counts the figures that sheets of the website publish, by the statements of these pages, over the records that count
 * for everybody. `on` is where: the copy for what is only shown, the transaction that publishes for what is kept.
 */
export function countPublished({ lists, offices, seizures }: Sources) {
  return async (on: Queryable, viewer: Viewer, criteria: FiguresCriteria, today: string): Promise<SeizureFigures> => {
    const period = figuresPeriod(criteria.from, criteria.to, today);
    const over = (from: string, to: string): PublishedSearches => {
      const asked: Criteria = { ...criteria, from, to };
      return publishedSearches({ viewer, criteria: asked, lists, offices, words: seizures.words });
    };
    const now = over(period.from, period.until);
    const before = over(period.before.from, period.before.to);
    return figuresOf(
      {
        now: await readCells(on, now),
        before: await readCells(on, before),
        lateness: await readLateness(on, now.all),
        sums: await readSums(on, now, before),
      },
      period,
      { lists, offices },
    );
  };
}

/** One statement after the other: it may be one connection. */
async function readCells(on: Queryable, { open, masked, all }: PublishedSearches): Promise<CellsOfPeriod> {
  return {
    countries: await countCases(on, open, ['month', 'country']),
    regions: masked ? await countCases(on, masked, ['month', 'region']) : [],
    cases: await countCases(on, all, ofCases),
    products: await countCases(on, all, ['product']),
    ways: await countFlows(on, open, 'ends'),
  };
}

async function readSums(
  on: Queryable,
  { open, masked, all }: PublishedSearches,
  before: PublishedSearches,
): Promise<PublishedCells['sums']> {
  const sum = (of: Searching, ...names: Parameters<typeof sumLines>[2]) => sumLines(on, of, names);
  return {
    time: await sum(all, 'month'),
    before: await sum(before.all),
    transport: await sum(all, 'transport'),
    concealment: await sum(all, 'concealment'),
    product: await sum(all, 'product'),
    country: await sum(open, 'country'),
    region: masked ? await sum(masked, 'region') : [],
    way: await sum(open, 'departure', 'destination'),
  };
}
