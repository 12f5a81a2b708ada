/**
 * Cases of one month of seizure by how old the month was when they were recorded: `byAge[a]` were recorded when it was
 * `a` months old, to the same day of the month as today. So a past month can be seen as it stood at any age.
 */
export interface Reported {
  readonly month: string;
  readonly byAge: readonly number[];
}

export interface Estimate {
  readonly recorded: number;
  /** The whole, reports still to come included. */
  readonly estimate: number;
  /** Holds the whole in four of five cases. */
  readonly band: readonly [low: number, high: number];
  /** Share that has arrived, 0 to 1. */
  readonly arrived: number;
  /** What the same did for past months as they stood at this age. */
  readonly past: { readonly months: number; readonly held: number; readonly medianError: number };
}

export interface NotEnough {
  readonly kind: 'not enough';
}

/** Months that are whole: by then nearly every report has come. */
const wholeFrom = 12;
/** Past months the share that has arrived is learnt from. */
const learntFrom = 24;
/** Past months that the error is measured on: of fewer, one odd month would weigh more than an eighth. Chosen. */
const fewestMonths = 8;
/** In all past months: the arrived share of 60 is known to 13 points at worst (binomial, 95 %). Chosen. */
const fewestCases = 60;
/** Less than this has arrived: a factor of more than six is a guess. */
const leastArrived = 0.15;
/** Four of five lie between: the 90 % point of the normal distribution, in any table of it. */
const z80 = 1.2816;
/** An estimate is never surer than half a case: what is whole today may still get one more. Chosen. */
const leastVariance = 0.5;
/** Reports that come one by one vary as the binomial distribution does; less than that is luck. */
const leastSpread = 1;

/**
 * What months will be when all reports have come (chain ladder by age, Mack 1993; its error measured on past months as
 * they stood at the same age). `current` is the youngest month; `months` may come in any order, those missing had no
 * case. A month is estimated from the shares of past months that had arrived at its age, each weighted by its size.
 */
export function nowcast(months: readonly Reported[], month: string, age: number): Estimate | NotEnough {
  const recorded = upTo(
    months.find(one => one.month === month),
    age,
  );
  const past = months.filter(one => {
    const old = age + monthsBetween(one.month, month);
    return old >= wholeFrom && old < wholeFrom + learntFrom && old > age;
  });
  const finals = past.map(one => upTo(one, Number.POSITIVE_INFINITY));
  const seen = past.map(one => upTo(one, age));
  const all = sum(finals);
  if (past.length < fewestMonths || all < fewestCases) return { kind: 'not enough' };
  const arrived = sum(seen) / all;
  if (arrived < leastArrived) return { kind: 'not enough' };
  // Each past month by the shares of the others: what it tells must not be asked of itself.
  const tried = past.map((_one, at) => {
    const share = (sum(seen) - (seen[at] ?? 0)) / Math.max(1, all - (finals[at] ?? 0));
    return { estimate: (seen[at] ?? 0) / Math.max(leastArrived, share), final: finals[at] ?? 0, share };
  });
  const spread = Math.max(
    leastSpread,
    sum(tried.map(one => (one.final - one.estimate) ** 2 / Math.max(1, variance(one.estimate, one.share)))) /
      tried.length,
  );
  const estimate = recorded / arrived;
  const error = z80 * Math.sqrt(spread * Math.max(leastVariance, variance(estimate, arrived)));
  const isHeld = (one: (typeof tried)[number]): boolean =>
    Math.abs(one.final - one.estimate) <=
    z80 * Math.sqrt(spread * Math.max(leastVariance, variance(one.estimate, one.share)));
  return {
    recorded,
    estimate,
    band: [Math.max(recorded, estimate - error), estimate + error],
    arrived,
    past: {
      months: tried.length,
      held: tried.filter(isHeld).length,
      medianError: median(tried.map(one => (one.final === 0 ? 0 : Math.abs(one.estimate / one.final - 1)))),
    },
  };
}

/** Of the whole, of which a share has come, were each report late by itself: what is scaled up varies by 1/share. */
function variance(estimate: number, share: number): number {
  return share >= 1 ? 0 : (estimate * (1 - share)) / share;
}

function upTo(reported: Reported | undefined, age: number): number {
  return sum((reported?.byAge ?? []).filter((_count, at) => at <= age));
}

/** Months from one month to a later one. */
export function monthsBetween(from: string, to: string): number {
  const at = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return at(to) - at(from);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
