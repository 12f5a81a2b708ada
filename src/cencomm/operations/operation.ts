import type { Level } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';

export const operationStates = ['requested', 'refused', 'open', 'closed', 'archived', 'disposed'] as const;
export type OperationState = (typeof operationStates)[number];

/** Roles of a closed user group: its owner, who speaks for a country (liaison), who takes part, who only reads. */
export const memberRoles = ['owner', 'liaison', 'member', 'observer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The three messages of an operation beside plain mail (domain.md section 1.3). */
export const formKinds = ['warning', 'feedback', 'seizure'] as const;
export type FormKind = (typeof formKinds)[number];
export const messageKinds = ['plain', ...formKinds] as const;
export type MessageKind = (typeof messageKinds)[number];

/** An operation as its members know it; what is sealed of it is read apart. Dates are YYYY-MM-DD, times ISO. */
export interface Operation {
  readonly id: string;
  /** "OP-2026-0001": in the Secretariat's register and the trail; addresses take the id, which nobody can guess. */
  readonly code: string;
  readonly title: string;
  readonly state: OperationState;
  readonly version: number;
  readonly requestedBy: number;
  readonly officeId: number;
  readonly createdMs: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly headings: readonly string[];
  readonly countries: readonly string[];
  readonly langs: readonly string[];
  /** What a new member sees: what comes from now on, or the history too. */
  readonly joining: 'from_now' | 'history';
  /** Fields of the seizure record each form asks for, by name. */
  readonly forms: Partial<Readonly<Record<FormKind, readonly string[]>>>;
  readonly retentionDays: number;
  readonly currentEpoch: number;
  readonly closedAt: string | null;
  readonly archivedAt: string | null;
  readonly disposedAt: string | null;
  readonly legalHold: boolean;
  readonly synthetic: boolean;
}

export interface Membership {
  readonly id: number;
  readonly accountId: number;
  /** What the account may do here today: a Read-Only account observes, whatever it was added as. */
  readonly role: MemberRole;
  readonly country: string | null;
  /** What was made before (milliseconds since 1970) is not theirs to see. */
  readonly seesFromMs: number;
}

/** An operation entered by one of its members. Every read and every act inside starts from this. */
export interface Entered {
  readonly operation: Operation;
  readonly membership: Membership;
}

/** What a level may be at most in an operation (design.md section 2). */
export function roleFor(level: Level, role: MemberRole): MemberRole {
  return level === 'read_only' ? 'observer' : level === 'partner' && role === 'owner' ? 'member' : role;
}

/** Whether something may be sent, answered or filed: by everybody but observers, while the operation is open. */
export function mayWrite({ operation, membership }: Entered): boolean {
  return operation.state === 'open' && membership.role !== 'observer';
}

/** Whether members, forms and dates may be changed: by the owner, until the operation is archived. */
export function mayManage({ operation, membership }: Entered): boolean {
  return membership.role === 'owner' && (operation.state === 'open' || operation.state === 'closed');
}

/** Throws Forbidden unless the viewer owns it: what stays the owner's when it is archived, too. */
export function requireOwner({ membership }: Pick<Entered, 'membership'>): void {
  if (membership.role !== 'owner') throw new Forbidden('only the owner does that');
}

/** Throws Forbidden unless the viewer may change who is in it and how it works. */
export function requireManager(entered: Entered): void {
  if (!mayManage(entered)) throw new Forbidden('only the owner does that, until it is archived');
}
