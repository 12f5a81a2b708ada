import type { Viewer } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';
import { text, type Field } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';
import type { MailMember } from '../mail/writing/store-members.ts';
import type { Entered } from '../operations/operation.ts';

/** Groups one operation may have. */
export const mostGroups = 60;

const accounts: Field<readonly string[]> = {
  type: 'code',
  many: true,
  most: 1000,
  parse: id => (/^[1-9]\d{0,8}$/.test(id) ? read(id) : refuse('forms:problem.notListed')),
};

/** Name and members of a group, as its form asks for them. */
export const groupFields = { name: text({ max: 80, screened: false }), members: accounts };

/** Members under a name ("Port teams") to whom a message can be addressed, as the sealed list holds them. */
export interface Group {
  readonly name: string;
  readonly memberIds: readonly number[];
  /** Times it was changed. */
  readonly version: number;
}

/** Somebody of a group to whom nothing is sent. */
export interface Unreached {
  readonly login: string;
  readonly personName: string | null;
  /** No longer a member; or one whom no act of an owner made. */
  readonly why: 'left' | 'unproven';
}

/** A group as it is today. `name` is undefined where its seal is broken: then nobody is in it. */
export interface ReadGroup {
  readonly id: string;
  readonly authorId: number;
  readonly version: number;
  readonly name: string | undefined;
  /** To whom a message to it goes. */
  readonly members: readonly MailMember[];
  readonly unreached: readonly Unreached[];
}

/** Whether a member keeps groups: the owner, and liaisons their own; while the operation is open. */
export function mayKeepGroups({ operation, membership }: Entered): boolean {
  return operation.state === 'open' && (membership.role === 'owner' || membership.role === 'liaison');
}

/** Throws Forbidden. */
export function requireGroups(entered: Entered): void {
  if (!mayKeepGroups(entered)) throw new Forbidden('only the owner and liaisons keep groups');
}

/** Whether a member changes this group: the owner any, a liaison what they made. */
export function mayChange(entered: Entered, viewer: Viewer, authorId: number): boolean {
  return mayKeepGroups(entered) && (entered.membership.role === 'owner' || authorId === viewer.accountId);
}
