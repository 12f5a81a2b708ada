import { dispersionOf, ratioOfCounts, type Dispersion } from '../statistics/change.ts';

/** What became of a route beside all others. */
export type RouteTurn = 'appeared' | 'grew' | 'fell' | 'ended';

export interface RouteChange {
  readonly from: string;
  readonly to: string;
  readonly before: number;
  readonly after: number;
  /** What it would have now had it gone as all routes together. */
  readonly expected: number;
  readonly turn: RouteTurn;
  /** Of a route that appeared or grew: one with an end in common that fell meanwhile. */
  readonly movedFrom?: Pick<RouteChange, 'from' | 'to'> | undefined;
}

export interface RouteChanges {
  /** Those that appeared or grew first, the furthest from what was expected before others. */
  readonly changes: readonly RouteChange[];
  readonly compared: number;
  /** Sums of all routes, and how much more than by chance routes vary. */
  readonly before: number;
  readonly after: number;
  readonly factor: number;
}

/** Fewer cases than this, before and after together, are never said to have changed. */
export const fewestCompared = 5;
/** Median of chi-square with one degree of freedom. */
const medianSquare = 0.4549;
/** Routes that a median is taken of; of fewer, half are too few to stand for all. Chosen. */
const fewestOfMedian = 8;
/** That chance alone calls any route changed, where all are compared. */
const error = 0.05;

interface Pair {
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Routes whose share of all routes changed. Against all routes, because late reports, seasons and uploads touch these
 * alike; the level is divided by the number of routes compared (Bonferroni), and counts vary as much as most routes do
 * (`variationOf`). Pure.
 */
export function changesAmong(pairs: readonly Pair[]): RouteChanges {
  const [before, after] = [sum(pairs, pair => pair.before), sum(pairs, pair => pair.after)];
  const compared = pairs.filter(pair => pair.before + pair.after >= fewestCompared);
  if (before === 0 || after === 0) return { changes: [], compared: 0, before, after, factor: 1 };
  const dispersion = variationOf(compared);
  const none = { compared: compared.length, before, after, factor: dispersion.factor };
  const exposure = after / before;
  const level = 1 - error / Math.max(1, compared.length);
  const changes = compared.flatMap((pair): RouteChange[] => {
    const { low, high } = ratioOfCounts({ ...pair, exposure, dispersion }, level);
    if (low <= 1 && high >= 1) return [];
    const [from = '', to = ''] = pair.key.split('>');
    const turn = low > 1 ? (pair.before === 0 ? 'appeared' : 'grew') : pair.after === 0 ? 'ended' : ('fell' as const);
    return [{ from, to, before: pair.before, after: pair.after, expected: pair.before * exposure, turn }];
  });
  return { changes: inOrder(changes).map(change => ({ ...change, movedFrom: movedFrom(change, changes) })), ...none };
}

/**
 * How much more than by chance most routes vary: the median of their squares over that of chi-square with one degree of
 * freedom, so that the few that changed do not count. Of fewer than eight, all do.
 */
function variationOf(compared: readonly Pair[]): Dispersion {
  const [before, after] = [sum(compared, pair => pair.before), sum(compared, pair => pair.after)];
  if (compared.length < fewestOfMedian)
    return dispersionOf([compared.map(pair => pair.before), compared.map(pair => pair.after)]);
  const share = after / (before + after);
  const squares = compared
    .map(pair => {
      const cases = pair.before + pair.after;
      return (pair.after - cases * share) ** 2 / (cases * share * (1 - share));
    })
    .toSorted((a, b) => a - b);
  return {
    factor: Math.max(1, (squares[Math.floor(squares.length / 2)] ?? 0) / medianSquare),
    freedom: Number.POSITIVE_INFINITY,
  };
}

function inOrder(changes: readonly RouteChange[]): RouteChange[] {
  const gain = ({ after, expected }: RouteChange): number => after - expected;
  return changes.toSorted((a, b) => Number(!isMore(a)) - Number(!isMore(b)) || Math.abs(gain(b)) - Math.abs(gain(a)));
}

export function isMore({ turn }: RouteChange): boolean {
  return turn === 'appeared' || turn === 'grew';
}

/** The route with an end in common that fell most, where one did. */
function movedFrom(change: RouteChange, all: readonly RouteChange[]): RouteChange['movedFrom'] {
  if (!isMore(change)) return undefined;
  const [most] = all
    .filter(other => !isMore(other) && (other.from === change.from) !== (other.to === change.to))
    .toSorted((a, b) => a.after - a.expected - (b.after - b.expected));
  return most && { from: most.from, to: most.to };
}

function sum(pairs: readonly Pair[], of: (pair: Pair) => number): number {
  return pairs.reduce((total, pair) => total + of(pair), 0);
}
