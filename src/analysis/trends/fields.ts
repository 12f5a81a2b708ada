import { choice } from '../../fields/index.ts';
import { dimensionNames } from '../cells/dimension.ts';

export const steps = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Step = (typeof steps)[number];

export const measures = ['cases', 'lines'] as const;

/** What a period is compared with: its days a year before, or as many steps before it. */
export const comparisons = ['year', 'period'] as const;
export type Against = (typeof comparisons)[number];

/** How the values of the field that is split by are drawn. */
export const shows = ['panels', 'lines', 'stacked'] as const;
export type Show = (typeof shows)[number];

/** Whether months that are said to be explained tell what is expected. */
const known = ['left'] as const;

/** What trends ask beside the search. */
export const trendFields = {
  measure: choice(measures, { optional: true }),
  split: choice(dimensionNames, { optional: true }),
  step: choice(steps, { optional: true }),
  against: choice(comparisons, { optional: true }),
  show: choice(shows, { optional: true }),
  apart: choice(known, { optional: true }),
};
export type TrendFields = typeof trendFields;
