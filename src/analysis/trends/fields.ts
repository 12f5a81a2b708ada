import { choice } from '../../fields/index.ts';
import { dimensionNames } from '../cells/dimension.ts';

export const steps = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Step = (typeof steps)[number];

export const measures = ['cases', 'lines'] as const;

/** What trends ask beside the search. */
export const trendFields = {
  measure: choice(measures, { optional: true }),
  split: choice(dimensionNames, { optional: true }),
  step: choice(steps, { optional: true }),
};
export type TrendFields = typeof trendFields;
