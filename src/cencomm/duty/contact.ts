import type { Lang } from '../../access/index.ts';
import type { Hours } from '../../network/index.ts';

/** Contacts one operation may have. */
export const mostContacts = 40;

/** Who is told of an urgent message besides those it is for: a member, or the mailbox of a desk. */
export interface DutyContact {
  /** "Duty desk, Mombasa". */
  readonly name: string;
  readonly whom:
    | { readonly kind: 'member'; readonly accountId: number }
    | { readonly kind: 'mailbox'; readonly address: string; readonly lang: Lang };
  /** The office they stand in for: told of messages to one of its members. */
  readonly officeId: number;
  readonly hours: Hours;
}
