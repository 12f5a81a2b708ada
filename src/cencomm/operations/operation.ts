import type { Level } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';

export const operationStates = ['requested', 'refused', 'open', 'closed', 'archived', 'disposed'] as const;
export type OperationState = (typeof operationStates)[number];

/**
 * Roles in a closed user group: its owner, a liaison who speaks for a country, a member, and an observer who only
 * reads.
 */
export const memberRoles = ['owner', 'liaison', 'member', 'observer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The three kinds of message besides plain mail (domain.md section 1.3). */
export const formKinds = ['warning', 'feedback', 'seizure'] as const;
export type FormKind = (typeof formKinds)[number];
export const messageKinds = ['plain', ...formKinds] as const;
/** Roles that send, and what is counted of it in an hour. Forms are not counted. */
export const writingRoles = ['owner', 'liaison', 'member'] as const;
export type WritingRole = (typeof writingRoles)[number];
export const sendCounts = ['messages', 'recipients', 'urgent'] as const;
export type SendCount = (typeof sendCounts)[number];
export type SendQuota = Readonly<Record<SendCount, number>>;
export type MessageKind = (typeof messageKinds)[number];

/** An operation as its members know it, without its sealed part. Dates are YYYY-MM-DD, times ISO. */
export interface Operation {
  readonly id: string;
  /** "OP-2026-0001", for the Secretariat's register and the trail; addresses have the id, which nobody can guess. */
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
  /** What a new member sees: later messages only, or the history too. */
  readonly joining: 'from_now' | 'history';
  /** Fields of the seizure record each form asks for, by name. */
  readonly forms: Partial<Readonly<Record<FormKind, readonly string[]>>>;
  /** What a role may send in an hour, where the owner chose it. */
  readonly limits: Partial<Readonly<Record<WritingRole, Partial<SendQuota>>>>;
  /** Whether records made of its seizures may name it. */
  readonly titleInRecords: boolean;
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
  /** The member does not see anything older (milliseconds since 1970). */
  readonly seesFromMs: number;
}

/** An operation entered by one of its members. Everything inside starts from this. */
export interface Entered {
  readonly operation: Operation;
  readonly membership: Membership;
}

/** The role an account of this level has at most (design.md section 2). */
export function roleFor(level: Level, role: MemberRole): MemberRole {
  return level === 'read_only' ? 'observer' : level === 'partner' && role === 'owner' ? 'member' : role;
}

/** Whether the member may send, answer or file something: everyone but observers, while the operation is open. */
export function mayWrite({ operation, membership }: Entered): boolean {
  return operation.state === 'open' && membership.role !== 'observer';
}

/** Whether the member may change members, forms and dates: the owner, until the operation is archived. */
export function mayManage({ operation, membership }: Entered): boolean {
  return membership.role === 'owner' && (operation.state === 'open' || operation.state === 'closed');
}

/** Throws Forbidden unless the viewer owns it, in any state. */
export function requireOwner({ membership }: Pick<Entered, 'membership'>): void {
  if (membership.role !== 'owner') throw new Forbidden('only the owner does that');
}

/** Throws Forbidden unless the viewer may change its members and settings. */
export function requireManager(entered: Entered): void {
  if (!mayManage(entered)) throw new Forbidden('only the owner does that, until it is archived');
}
