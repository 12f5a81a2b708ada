/** How a list tells of what is new: not at all (a saved search), at once, each morning, on Mondays. */
export const rhythms = ['none', 'atOnce', 'daily', 'weekly'] as const;
export type Rhythm = (typeof rhythms)[number];

/** A search as parameters of an address, as its owner saved it. */
export type SavedQuery = Readonly<Record<string, string | readonly string[]>>;

/** A saved search; a watch list where it tells. Times ISO in UTC. */
export interface Watch {
  readonly id: number;
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly name: string;
  readonly query: SavedQuery;
  readonly rhythm: Rhythm;
  readonly byLetter: boolean;
  /** Whether the office's readers see it. */
  readonly shared: boolean;
  /** Whether the office's mailbox is written to as well. */
  readonly mailbox: boolean;
  readonly amended: boolean;
  /** Also what the own office records and amends. */
  readonly own: boolean;
  readonly version: number;
  readonly toldAt: string | null;
}

/** What its owner decides about it. */
export type Chosen = Pick<Watch, 'name' | 'rhythm' | 'byLetter' | 'shared' | 'mailbox' | 'amended' | 'own'>;

export const longestName = 80;
/** Saved searches an account may have. */
export const mostWatches = 100;
/** Hour (UTC) of what is told daily and weekly. */
export const hour = 6;
/** Days a match stays on a list. */
export const keptDays = 90;

/** The last moments at which daily and weekly letters were due. Pure. */
export function lastDue(now: Date): { readonly daily: Date; readonly weekly: Date } {
  const daily = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour));
  if (daily > now) daily.setUTCDate(daily.getUTCDate() - 1);
  const weekly = new Date(daily);
  weekly.setUTCDate(weekly.getUTCDate() - ((weekly.getUTCDay() + 6) % 7));
  return { daily, weekly };
}
