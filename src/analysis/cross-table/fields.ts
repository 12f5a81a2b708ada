import { choice } from '../../fields/index.ts';
import { dimensionNames } from '../cells/dimension.ts';
import { measureField } from '../question/measure.ts';

/** What is counted beside quantities. */
export const counted = ['cases', 'lines'] as const;

export const shows = ['numbers', 'row', 'column', 'expected'] as const;
export type Show = (typeof shows)[number];

/** What the cross-table asks beside the search. */
export const crossFields = {
  row: choice(dimensionNames, { optional: true }),
  column: choice(dimensionNames, { optional: true }),
  measure: measureField,
  within: choice(dimensionNames, { optional: true }),
  order: choice(['size', 'own'], { optional: true }),
  show: choice(shows, { optional: true }),
};
export type CrossFields = typeof crossFields;
