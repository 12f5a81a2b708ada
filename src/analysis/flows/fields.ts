import { choice } from '../../fields/index.ts';
import { measureField } from '../question/measure.ts';

/**
 * What a flow joins: the stated ends, origin in place of departure, departure and place of seizure, or each point with
 * the next.
 */
export const endsOfFlows = ['ends', 'origin', 'seizure', 'steps'] as const;
export type Ends = (typeof endsOfFlows)[number];

/** What routes ask beside the search. */
export const routeFields = { join: choice(endsOfFlows, { optional: true }), measure: measureField };
export type RouteFields = typeof routeFields;
