import type { CaseCell, LineCell } from '../cells/search-cells.ts';
import type { Lateness } from '../coverage/search-coverage.ts';
import type { FlowCell } from '../flows/search-flows.ts';

/** Fields that a case has one of and tells of whoever it is of; the goods for themselves, since they need a join. */
export const ofCases = ['status', 'transport', 'concealment'] as const;

/** What figures for everybody are put together from, each in the period and in the one before it. */
export interface PublishedCells {
  readonly now: CellsOfPeriod;
  readonly before: CellsOfPeriod;
  readonly lateness: Lateness;
  readonly sums: Readonly<
    Record<'time' | 'before' | 'transport' | 'concealment' | 'product' | 'country' | 'region' | 'way', LineCells>
  >;
}
type LineCells = readonly LineCell[];
export interface CellsOfPeriod {
  /** By month and country; of what is released through a RILO by month and region. */
  readonly countries: readonly CaseCell[];
  readonly regions: readonly CaseCell[];
  /** By `ofCases`. */
  readonly cases: readonly CaseCell[];
  readonly products: readonly CaseCell[];
  readonly ways: readonly FlowCell[];
}
