import {
  ratioOfShares,
  shareOf,
  type Counted,
  type Interval,
  type Ratio,
  type Share,
} from '../statistics/proportions.ts';
import type { Cases, Condition } from './data.ts';
import { clustered, quartersOf } from './evidence.ts';
import { countOf, frameOf, nearRows } from './frame.ts';
import type { Quarter } from './quarters.ts';

/** What is kept of an indicator when it is found. */
export interface Kept extends Condition {
  readonly share: Share;
  readonly base: Share;
  readonly lift: Ratio;
}

export type State = 'too early' | 'holds' | 'fading' | 'given up';

/** Quarters of few cases are put together with the next. */
export interface Stretch extends Counted {
  readonly from: number;
  readonly to: number;
  readonly lift: Ratio;
}

export interface Score {
  readonly hits: number;
  readonly misses: number;
  /** Hits that the base rate of each later quarter gives. */
  readonly expected: number;
  readonly share: Share;
  readonly lift: Ratio;
  readonly quarters: readonly Quarter[];
  readonly stretches: readonly Stretch[];
  /** Rows that match, with the outcome or without, in the order of the data. */
  readonly rows: readonly { readonly row: number; readonly isHit: boolean }[];
  readonly state: State;
  /** The lower end of the lift that counts as working. */
  readonly floor: number;
  /** Why the lift is lower than when it was kept: the signs find less, or the outcome is commoner everywhere. */
  readonly fall: 'none' | 'share fell' | 'base rose';
}

/** Fewer later cases say nothing. */
const fewestCases = 10;

/** An indicator works where its outcome is found twice as often as everywhere. Chosen. */
const working = 2;

/** Twice the base rate, or half of what it promised where that was less than four times, but the base rate at least. */
export function floorOf(lift: Interval): number {
  return Math.max(1, Math.min(working, lift.low / 2));
}

/**
 * An indicator against cases that came after it was kept. Given up: the lower end of its lift is under the floor in two
 * stretches running, each of ten cases or more. Fading: in the last one, or its share has fallen by more than chance.
 */
export function score(kept: Kept, later: Cases): Score {
  const frame = frameOf(later, kept.outcome);
  const { matching } = nearRows(frame, kept.signs);
  const quarters = quartersOf(frame, matching);
  const counted = countOf(matching, frame.isHit);
  const stretches = stretchesOf(quarters);
  const floor = floorOf(kept.lift);
  const share = shareOf(counted);
  const expected = quarters.reduce((sum, { cases, base }) => sum + (cases > 0 ? cases * base : 0), 0);
  const fall = fallOf(kept, share, expected);
  return {
    hits: counted.hits,
    misses: counted.cases - counted.hits,
    expected,
    share,
    lift: clustered(counted, frame.all, []),
    quarters,
    stretches,
    rows: Array.from(matching, row => ({ row, isHit: frame.isHit[row] === 1 })),
    state: stateOf(stretches, floor, fall),
    floor,
    fall,
  };
}

function stretchesOf(quarters: readonly Quarter[]): Stretch[] {
  const found: Stretch[] = [];
  let open: { from: number; cases: number; hits: number; expected: number } | undefined;
  for (const { quarter, cases, hits, base } of quarters) {
    open ??= { from: quarter, cases: 0, hits: 0, expected: 0 };
    open.cases += cases;
    open.hits += hits;
    open.expected += cases * base;
    if (open.cases < fewestCases) continue;
    found.push({ from: open.from, to: quarter, cases: open.cases, hits: open.hits, lift: liftAgainst(open) });
    open = undefined;
  }
  return found;
}

function liftAgainst({ cases, hits, expected }: Counted & { readonly expected: number }): Ratio {
  const { share, low, high, level } = shareOf({ hits, cases });
  if (expected === 0) return { ratio: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY, level };
  const times = cases / expected;
  return { ratio: share * times, low: low * times, high: high * times, level };
}

function stateOf(stretches: readonly Stretch[], floor: number, fall: Score['fall']): State {
  const under = stretches.map(({ lift }) => lift.low < floor);
  if (under.length === 0) return 'too early';
  if (under.some((isUnder, at) => isUnder && under[at + 1] === true)) return 'given up';
  return under.at(-1) === true || fall === 'share fell' ? 'fading' : 'holds';
}

/** Told apart by share, because a lift also falls when its outcome becomes common. */
function fallOf(kept: Kept, later: Share, expected: number): Score['fall'] {
  if (later.cases < fewestCases) return 'none';
  if (ratioOfShares(later, kept.share).high < 1) return 'share fell';
  const base = expected / later.cases;
  return later.share / base < kept.lift.low && base > kept.base.high ? 'base rose' : 'none';
}
