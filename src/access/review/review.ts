import type { Duty, Level, OfficeKind } from '../viewer.ts';
import type { AccountState } from '../accounts/account.ts';

/** The review of one office in one year: who is still needed. */
export interface Review {
  readonly id: number;
  readonly officeId: number;
  readonly officeCode: string;
  readonly officeKind: OfficeKind;
  readonly year: number;
  readonly openedAt: Date;
  /** Plain date; who is not confirmed by its end lapses. */
  readonly dueOn: string;
  readonly closedAt: Date | null;
  readonly officers: number;
  readonly undecided: number;
  readonly lapsed: number;
}

/** `spared`: not confirmed and kept all the same, as the last administrator. */
export type ReviewOutcome = 'confirmed' | 'changed' | 'ended' | 'lapsed' | 'spared';

/** What officers say of their own post: it is still theirs, or they have left it. */
export const sayings = ['stays', 'left'] as const;
export type Saying = (typeof sayings)[number];

/** An officer of a review, with what was decided. */
export interface ReviewedOfficer {
  readonly accountId: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly state: AccountState;
  readonly endsOn: string | null;
  readonly lastSignInAt: Date | null;
  readonly demo: boolean;
  readonly outcome: ReviewOutcome | null;
  /** Login of who decided; null for the portal. */
  readonly by: string | null;
  readonly decidedAt: Date | null;
  readonly says: Saying | null;
}
