import type { Viewer } from '../../access/index.ts';
import type { Searching } from '../../seizures/index.ts';
import { addYears, today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import { countCases, sumLines, type LineCell } from '../cells/search-cells.ts';
import type { DimensionName } from '../cells/dimension.ts';
import { coverageOf, membersAsked, type Coverage } from '../coverage/coverage.ts';
import { countMonths, readLateness } from '../coverage/search-coverage.ts';
import { monthsBefore, timeOf, type Question } from '../question/question.ts';
import { searchingOf } from '../question/searching.ts';
import { changesAmong, type RouteChanges } from './changes.ts';
import type { Ends, RouteFields } from './fields.ts';
import { changesOf, flowsOf, wayOf, type Flows } from './flows.ts';
import {
  countChanges,
  countFlows,
  countPortRoles,
  countRoles,
  type FlowCell,
  type PortCell,
  type RoleCell,
} from './search-flows.ts';

export interface RouteData extends Flows {
  readonly ends: Ends;
  /** From departure or origin over transit to destination, whatever the map joins. */
  readonly ways: readonly FlowCell[];
  readonly changes: RouteChanges;
  /** First day of the months that are compared with the twelve before them. */
  readonly since: string;
  /** Of the country in focus. */
  readonly roles: readonly RoleCell[];
  /** Of the port in focus, and cases in its country that name a port which is not known. */
  readonly portRoles: readonly PortCell[];
  readonly unknownPorts: number;
  /** Units of the lines, those of most lines first. */
  readonly units: readonly string[];
  readonly coverage: Coverage;
  readonly asOf: number | undefined;
}

/** The two ends as fields of a case, and the points between. */
const dimensionsOf: Readonly<Record<Ends, readonly DimensionName[]>> = {
  ends: ['departure', 'destination'],
  origin: ['origin', 'destination'],
  seizure: ['departure', 'country'],
  steps: ['departure', 'transit', 'destination'],
};

/** The one country that the routes are looked at from. */
export function focusOf({ criteria }: Question): string | undefined {
  return criteria.touches.length === 1 ? criteria.touches[0] : undefined;
}

/** The last three calendar months of a period, or all of a shorter one. */
export function recentSince({ criteria }: Question): string {
  const since = monthsBefore(criteria.to, 2);
  return since > criteria.from ? since : criteria.from;
}

export async function readRoutes(
  context: AnalysisContext,
  viewer: Viewer,
  question: Question<RouteFields>,
): Promise<RouteData> {
  const { figures, offices } = context;
  const { criteria } = question;
  const ends = question.asked.join || 'ends';
  const searching = await searchingOf(context, viewer, criteria, 1);
  const over = (from: string, to: string): Searching => ({ ...searching, criteria: { ...criteria, from, to } });
  const since = recentSince(question);
  const focus = focusOf(question);
  const yearBefore = over(addYears(criteria.from, -1), addYears(criteria.to, -1));
  const [now, ways, before, lines, changes, roles, portRoles, unknownPorts, months, lateness, asOf] = await Promise.all(
    [
      countFlows(figures, searching, ends),
      ends === 'seizure' ? countFlows(figures, searching, 'ends') : undefined,
      countCases(figures, yearBefore, dimensionsOf[ends]),
      sumLines(figures, searching, dimensionsOf[ends]),
      countChanges(figures, over(addYears(since, -1), criteria.to), ends, since),
      focus === undefined ? [] : countRoles(figures, searching, focus),
      criteria.port === undefined ? [] : countPortRoles(figures, searching, criteria.port),
      criteria.port === undefined || criteria.portAs !== undefined
        ? []
        : countCases(figures, { ...searching, criteria: { ...criteria, portAs: 'unknown' } }, []),
      countMonths(figures, searching, criteria),
      readLateness(figures, searching),
      timeOf(figures, criteria),
    ],
  );
  return {
    ends,
    ...flowsOf(
      ends,
      now,
      before.map(({ values, cases }) => ({ ...wayOf(values, ends), cases })),
      lines,
    ),
    ways: ways ?? now,
    changes: changesAmong(changesOf(changes, ends)),
    ...{ since, roles, portRoles, asOf },
    unknownPorts: unknownPorts[0]?.cases ?? 0,
    units: unitsOf(lines),
    coverage: coverageOf(months, lateness, { ...criteria, today: today() }, membersAsked(criteria, offices)),
  };
}

function unitsOf(lines: readonly LineCell[]): string[] {
  const counts = new Map<string, number>();
  for (const { unit, lines: count, quantity } of lines)
    if (unit !== null && quantity !== null) counts.set(unit, (counts.get(unit) ?? 0) + count);
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([unit]) => unit);
}
