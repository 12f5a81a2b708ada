import type { Random } from './random.ts';

const day = 86_400_000;
/** More cases each year than the year before: who reports grows. */
const growth = 1.3;
/** How many of the cases of each month there are, January first: more before the holidays, fewer after. */
const season = [0.55, 0.5, 0.65, 0.7, 0.8, 0.9, 0.95, 0.8, 0.9, 1, 1, 0.85] as const;

export interface Times {
  /** Milliseconds since 1970. */
  readonly seized: number;
  readonly recorded: number;
}

/** Months before the present one, both included; 0 is the present one. */
export interface Months {
  readonly from: number;
  readonly to: number;
}

/**
 * When something was seized in the `years` before the end of a day, and when it was recorded: mostly within a month.
 * What is not recorded yet is not there, so that the last weeks are as incomplete as they are.
 */
export function timesOf(random: Random, end: number, years: number, months?: Months): Times {
  const isWanted = (seized: number): boolean => {
    const ago = monthsBetween(seized, end);
    return months === undefined || (ago >= months.from && ago <= months.to);
  };
  for (;;) {
    const seized = end - Math.floor(ageOf(random.next(), years) * 365) * day - day;
    const recorded =
      seized + Math.ceil(random.around(15, 0.9)) * day + Math.floor(random.next() * day) - Math.floor(day / 24);
    const isInSeason = random.chance(season[new Date(seized).getUTCMonth()] ?? 1);
    if (isWanted(seized) && isInSeason && recorded < end) return { seized, recorded };
  }
}

/** Years ago, by a share of all cases: each year has `growth` times those of the year before. */
function ageOf(share: number, years: number): number {
  return -Math.log(1 - share * (1 - growth ** -years)) / Math.log(growth);
}

function monthsBetween(from: number, to: number): number {
  const [early, late] = [new Date(from), new Date(to - 1)];
  return (late.getUTCFullYear() - early.getUTCFullYear()) * 12 + late.getUTCMonth() - early.getUTCMonth();
}
