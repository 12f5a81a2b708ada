import type { Duty, Level } from '../viewer.ts';
import type { Access, IdentityProof } from './account.ts';

/** What one person proposes for an account and another must confirm. Dates are plain. */
export type Proposed =
  | ({ readonly what: 'access' } & Access)
  | { readonly what: 'end_date'; readonly endsOn: string }
  | { readonly what: 'suspension'; readonly until: string | null }
  | { readonly what: 'ending' }
  | { readonly what: 'factor_reset'; readonly identity: IdentityProof };
export type ProposalKind = Proposed['what'];

/** Days in which a removal of second factors can be agreed to; the others wait until they are decided. */
export const factorResetDays = 7;

/** One that is open. */
export interface Proposal {
  readonly id: number;
  readonly accountId: number;
  readonly proposed: Proposed;
  readonly reason: string;
  readonly madeBy: number;
  readonly by: string;
  readonly madeAt: Date;
  readonly expiresAt: Date | null;
}

export interface ProposalRow extends Omit<Proposal, 'proposed'> {
  readonly what: ProposalKind;
  readonly level: Level | null;
  readonly duties: Duty[] | null;
  readonly endsOn: string | null;
  readonly until: string | null;
  readonly identity: IdentityProof | null;
}

/** What a row proposes; the database keeps that nothing of it is missing. */
export function proposedIn({ what, level, duties, endsOn, until, identity }: ProposalRow): Proposed {
  switch (what) {
    case 'access':
      return { what, level: level as Level, duties: duties ?? [] };
    case 'end_date':
      return { what, endsOn: endsOn ?? '' };
    case 'suspension':
      return { what, until };
    case 'factor_reset':
      return { what, identity: identity as IdentityProof };
    default:
      return { what };
  }
}
