import { choice } from '../../fields/index.ts';
import { dimensionNames } from '../cells/dimension.ts';

export const shows = ['numbers', 'row', 'column', 'expected'] as const;
export type Show = (typeof shows)[number];

/** What the cross-table asks beside the search. */
export const crossFields = {
  row: choice(dimensionNames, { optional: true }),
  column: choice(dimensionNames, { optional: true }),
  within: choice(dimensionNames, { optional: true }),
  order: choice(['size', 'own'], { optional: true }),
  show: choice(shows, { optional: true }),
};
export type CrossFields = typeof crossFields;
