import type { DimensionName } from '../../cells/dimension.ts';
import type { Sign } from '../../indicators/data.ts';
import type { Evidence, LeftOut } from '../../indicators/evidence.ts';
import type { Novelty, Stability } from '../../indicators/quarters.ts';
import type { Ratio, Share } from '../../statistics/proportions.ts';

/** A value of a field, as records have it. */
export interface NamedSign {
  readonly field: DimensionName;
  readonly value: string;
}

/** Null where nothing could be measured. */
export interface Measured {
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Tally {
  readonly cases: number;
  readonly hits: number;
}

export interface TalliedShare extends Tally {
  /** 0 to 1. */
  readonly low: number;
  readonly high: number;
}

export interface FoundQuarter extends Tally, Measured {
  /** Year times four plus 0 to 3. */
  readonly quarter: number;
}

/** An indicator as it was found, with its evidence: what is kept of it. */
export interface Found {
  readonly signs: readonly NamedSign[];
  readonly outcome: NamedSign;
  readonly share: TalliedShare;
  readonly base: TalliedShare;
  readonly lift: Measured;
  readonly expected: number;
  readonly adjustedLift: Measured;
  readonly members: readonly (Tally & { readonly country: string })[];
  readonly largestMember: number;
  readonly withoutLargest: Measured;
  readonly quarters: readonly FoundQuarter[];
  readonly stability: Stability;
  readonly novelty: { readonly kind: Novelty['kind']; readonly since: number; readonly from?: NamedSign };
  /** In the order of the signs. */
  readonly leftOut: readonly {
    readonly share: TalliedShare;
    readonly lift: Measured;
    readonly reading: LeftOut['reading'];
  }[];
  readonly logTail: number;
  readonly adjusted: number;
  readonly folded: number;
}

/** How a search was done, as it is printed beside what it found. */
export interface Method {
  readonly tried: number;
  readonly candidates: number;
  /** Shown after redundant ones were removed; more than are kept where there were very many. */
  readonly shown: number;
  readonly falseDiscovery: number;
  readonly fewestCases: number;
  readonly fewestHits: number;
  readonly fewestMembers: number;
  readonly longest: number;
  readonly leastLift: number;
  readonly about: DimensionName;
  readonly fields: readonly DimensionName[];
  readonly members: number;
}

/** How codes of cases are called in the records. */
export interface Naming {
  readonly members: readonly string[];
  name(sign: Sign): NamedSign;
}

/** Evidence with its codes as the records have them; without what a search alone knows. */
export function described(one: Evidence, { members, name }: Naming): Omit<Found, 'logTail' | 'adjusted' | 'folded'> {
  const { novelty } = one;
  return {
    signs: one.signs.map(sign => name(sign)),
    outcome: name(one.outcome),
    share: tallied(one.share),
    base: tallied(one.base),
    lift: measured(one.lift),
    expected: one.expected,
    adjustedLift: measured(one.adjustedLift),
    members: one.members.map(({ member, cases, hits }) => ({ country: members[member] ?? '', cases, hits })),
    largestMember: one.largestMember,
    withoutLargest: measured(one.liftWithoutLargest),
    quarters: one.quarters.map(({ quarter, cases, hits, lift }) => ({ quarter, cases, hits, ...measured(lift) })),
    stability: one.stability,
    novelty: {
      kind: novelty.kind,
      since: novelty.since,
      ...(novelty.kind === 'moved' ? { from: name(novelty.from) } : {}),
    },
    leftOut: one.leftOut.map(({ share, lift, reading }) => ({ share: tallied(share), lift: measured(lift), reading })),
  };
}

/** What cannot be measured is infinite or no number, and JSON has neither. */
function measured({ ratio, low, high }: Ratio): Measured {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { ratio: finite(ratio), low: finite(low), high: finite(high) };
}

function tallied({ cases, hits, low, high }: Share): TalliedShare {
  return { cases, hits, low, high };
}

/** Measured again, for what is compared with it. */
export function ratioOf({ ratio, low, high }: Measured): Ratio {
  return { ratio: ratio ?? Number.NaN, low: low ?? 0, high: high ?? Number.POSITIVE_INFINITY, level: 0.95 };
}

export function shareFrom({ cases, hits, low, high }: TalliedShare): Share {
  return { share: hits / cases, cases, hits, low, high, level: 0.95 };
}
