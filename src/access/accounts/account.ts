import type { Duty, Lang, Level, OfficeKind } from '../viewer.ts';

/** How a person's identity was proved to another. */
export const identityProofs = ['in_person', 'video', 'call_back'] as const;
export type IdentityProof = (typeof identityProofs)[number];

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
  /** The same of wrong codes of the second factor. */
  readonly factorTries: number;
  readonly factorLockedUntil: Date | null;
  /** Whether an authenticator app or a passkey is set up. */
  readonly hasFactor: boolean;
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
  | 'lapsed'
  | 'factor_reset_asked'
  | 'factors_reset'
  | 'objected'
  | 'expired'
  | 'person'
  | 'address'
  | 'address_asked'
  | 'address_refused'
  | 'moved'
  | 'move_asked'
  | 'move_refused';

/** The facts a change was made on: those of `Access`, or a date. */
export interface ChangedFacts {
  readonly level?: Level;
  readonly duties?: readonly Duty[];
  /** Plain date; null where there is none. */
  readonly endsOn?: string | null;
  readonly until?: string | null;
  /** How identity was proved. */
  readonly identity?: IdentityProof;
  readonly personName?: string | null;
  readonly unit?: string | null;
  readonly email?: string | null;
  /** Code of an office. */
  readonly office?: string;
  /** Year of the review that did not confirm the account. */
  readonly year?: number;
}
