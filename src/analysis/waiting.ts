import type { Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import type { WaitingPart } from '../web/waiting.ts';
import { waitingOnObligations } from './obligations/store-waiting.ts';
import { waitingOnReports } from './report/store-waiting.ts';
import { waitingOnIndicators } from './risk/kept/store-waiting.ts';

/** What waits about reports to others, yearly reports that were recalled, and risk indicators that were given up. */
export function waitingInAnalysis(context: { readonly offices: Offices }): (viewer: Viewer) => WaitingPart[] {
  const onIndicators = waitingOnIndicators(context);
  return viewer => [...waitingOnObligations(viewer), ...waitingOnReports(viewer), ...onIndicators(viewer)];
}
