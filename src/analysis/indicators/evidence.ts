import { designEffect, liftOf, shareOf, type Counted, type Ratio, type Share } from '../statistics/proportions.ts';
import type { Condition, Sign } from './data.ts';
import { countOf, nearRows, totalsOf, type Frame } from './frame.ts';
import { noveltyOf, stabilityOf, type Novelty, type Quarter, type Stability } from './quarters.ts';

export interface MemberSupport extends Counted {
  readonly member: number;
}

/** The condition with one sign left out. */
export interface LeftOut {
  readonly sign: Sign;
  readonly share: Share;
  readonly lift: Ratio;
  /** `carries`: without it half of the lift is gone; `implied`: the other signs bring it with them. */
  readonly reading: 'carries' | 'adds' | 'adds little' | 'implied';
}

export interface Evidence extends Condition {
  /** Of cases with all signs, those with the outcome. */
  readonly share: Share;
  /** The same of all cases that state the outcome, the matching ones among them. */
  readonly base: Share;
  /** Share over base; its interval widened by how unlike the Members are. */
  readonly lift: Ratio;
  /** Hits that the base rate gives. */
  readonly expected: number;
  /** Hits over those that the same Members, times and uploads give. */
  readonly adjustedLift: Ratio;
  /** Most cases first. */
  readonly members: readonly MemberSupport[];
  /** Of the matching cases, those of the Member with most. */
  readonly largestMember: number;
  readonly liftWithoutLargest: Ratio;
  readonly quarters: readonly Quarter[];
  readonly stability: Stability;
  readonly novelty: Novelty;
  /** One for each sign, empty of a single one. */
  readonly leftOut: readonly LeftOut[];
}

/** Counted over all cases, those of one event too. */
export function evidenceOf(frame: Frame, signs: readonly Sign[]): Evidence {
  const { all, isHit, outcome } = frame;
  const near = nearRows(frame, signs);
  const group = countOf(near.matching, isHit);
  const members = byMember(frame, near.matching);
  const [largest] = members;
  const lift = clustered(group, all, members);
  const quarters = quartersOf(frame, near.matching);
  const without = largest === undefined ? undefined : frame.members.get(largest.member);
  return {
    signs,
    outcome,
    share: shareOf(group, designOf(members)),
    base: shareOf(all),
    lift,
    expected: (group.cases * all.hits) / all.cases,
    adjustedLift: adjusted(frame, near.matching, designOf(members)),
    members,
    largestMember: (largest?.cases ?? 0) / group.cases,
    liftWithoutLargest: clustered(less(group, largest), less(all, without), members.slice(1)),
    quarters,
    stability: stabilityOf(quarters),
    novelty: noveltyOf(frame, signs, near, quarters),
    leftOut:
      signs.length < 2 ? [] : signs.map((sign, at) => leaveOut(frame, sign, lift, near.matching, near.butFor[at])),
  };
}

/** Without a case or a hit to compare: a lift of nothing at all, from 0 to infinity. */
export function clustered(group: Counted, all: Counted, members: readonly Counted[]): Ratio {
  if (group.cases === 0 || all.hits === 0)
    return { ratio: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY, level: 0.95 };
  return liftOf(group, all, designOf(members));
}

function less(all: Counted, part: Counted | undefined): Counted {
  return { cases: all.cases - (part?.cases ?? 0), hits: all.hits - (part?.hits ?? 0) };
}

/** Members that are no more unlike than chance are no reason for a wider interval. */
function designOf(members: readonly Counted[]): { readonly design?: number; readonly freedom?: number } {
  const found = designEffect(members);
  return found.design > 1 ? found : {};
}

function byMember({ cases, isHit }: Frame, rows: Int32Array): MemberSupport[] {
  return [...totalsOf(rows, cases.members, isHit)]
    .map(([member, counted]) => ({ member, ...counted }))
    .sort((one, other) => other.cases - one.cases || one.member - other.member);
}

function adjusted(
  { cases, isHit, strata }: Frame,
  matching: Int32Array,
  certainty: { readonly design?: number; readonly freedom?: number },
): Ratio {
  let expected = 0;
  for (const [stratum, own] of totalsOf(matching, cases.strata, isHit)) {
    const all = strata.get(stratum);
    expected += all === undefined ? 0 : (own.cases * all.hits) / all.cases;
  }
  const share = shareOf(countOf(matching, isHit), certainty);
  const times = matching.length / expected;
  return { ratio: share.share * times, low: share.low * times, high: share.high * times, level: share.level };
}

/** Every quarter that has cases, whether or not it has matching ones. */
export function quartersOf({ cases, isHit, quarters }: Frame, matching: Int32Array): Quarter[] {
  const own = totalsOf(matching, cases.quarters, isHit);
  return [...quarters]
    .sort(([one], [other]) => one - other)
    .map(([quarter, all]) => {
      const counted = own.get(quarter) ?? { cases: 0, hits: 0 };
      return { quarter, ...counted, base: all.hits / all.cases, lift: clustered(counted, all, []) };
    });
}

function leaveOut(
  frame: Frame,
  sign: Sign,
  lift: Ratio,
  matching: Int32Array,
  others: Int32Array | undefined,
): LeftOut {
  const rows = new Int32Array(matching.length + (others?.length ?? 0));
  rows.set(matching);
  rows.set(others ?? [], matching.length);
  const group = countOf(rows, frame.isHit);
  const without = clustered(group, frame.all, byMember(frame, rows));
  const reading = readingOf(without.ratio / lift.ratio, matching.length / rows.length);
  return { sign, share: shareOf(group), lift: without, reading };
}

function readingOf(kept: number, overlap: number): LeftOut['reading'] {
  if (overlap > 0.8) return 'implied';
  if (kept > 0.85) return 'adds little';
  return kept <= 0.5 ? 'carries' : 'adds';
}
