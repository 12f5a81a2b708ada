import type { Duty, Lang, Level, OfficeKind } from '../viewer.ts';

/**
 * Where an account stands today. `expired` has passed its end date: shown as ended, but a later date brings it back.
 */
export const accountStates = ['live', 'pending', 'suspended', 'expired', 'ended'] as const;
export type AccountState = (typeof accountStates)[number];

/** An account as those who look after it see it. Plain dates are YYYY-MM-DD. */
export interface Account {
  readonly id: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly email: string | null;
  readonly lang: Lang;
  readonly officeId: number;
  readonly officeCode: string;
  readonly officeKind: OfficeKind;
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly state: AccountState;
  readonly endsOn: string | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly confirmedOn: string;
  readonly suspendedAt: Date | null;
  readonly suspendedUntil: string | null;
  readonly suspendedReason: string | null;
  readonly demo: boolean;
  /** Grows with every change; a form that was opened before is told so. */
  readonly version: number;
  /** Wrong passwords counted now, and until when the login is locked by them. */
  readonly tries: number;
  readonly lockedUntil: Date | null;
}

/** What an account may do: the pair that is granted together. */
export interface Access {
  readonly level: Level;
  readonly duties: readonly Duty[];
}

/** What happened to an account, as `account_changes` keeps it. */
export type ChangeKind =
  | 'created'
  | 'access'
  | 'end_date'
  | 'suspended'
  | 'resumed'
  | 'ended'
  | 'unlocked'
  | 'reset'
  | 'proposed'
  | 'refused'
  | 'confirmed'
  | 'lapsed';

/** The facts a change was made on: those of `Access`, or a date. */
export interface ChangedFacts {
  readonly level?: Level;
  readonly duties?: readonly Duty[];
  /** Plain date; null where there is none. */
  readonly endsOn?: string | null;
  readonly until?: string | null;
  /** Year of the review that did not confirm the account. */
  readonly year?: number;
}
