import { choice, shaped } from '../../fields/index.ts';

/**
 * What a flow joins: the stated ends, origin in place of departure, departure and place of seizure, or each point with
 * the next.
 */
export const endsOfFlows = ['ends', 'origin', 'seizure', 'steps'] as const;
export type Ends = (typeof endsOfFlows)[number];

/** What routes ask beside the search. */
export const routeFields = {
  join: choice(endsOfFlows, { optional: true }),
  /** A base unit of the code list, or USD; cases where nothing is given. */
  measure: shaped(/^[A-Za-z0-9]{1,20}$/, 'forms:problem.malformed', { optional: true }),
};
export type RouteFields = typeof routeFields;
