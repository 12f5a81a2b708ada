import type { FieldProblem } from '../../../errors.ts';
import { choice, choices } from '../../../fields/index.ts';
import type { Offices } from '../../../reference/index.ts';
import type { ReadGroup } from '../../groups/group.ts';
import type { Addressees } from '../../groups/groups.ts';
import type { Audience, NewMessage } from '../message.ts';
import type { MailMember } from './store-members.ts';

/** What can be chosen together; who is named twice gets a message once. */
interface Chosen {
  readonly countries: readonly string[];
  readonly groups: readonly ReadGroup[];
  readonly officeIds: readonly number[];
  /** Members chosen one by one. */
  readonly memberIds: readonly number[];
}

/** Everybody, or who was chosen. */
export interface Recipients extends Chosen {
  readonly audience: Audience;
}

/** Whether a message addressed so is for a member. */
export function isFor(
  { accountId, country, officeId }: MailMember,
  { countries, groups, officeIds, memberIds }: Chosen,
): boolean {
  return (
    memberIds.includes(accountId) ||
    officeIds.includes(officeId) ||
    (country !== null && countries.includes(country)) ||
    groups.some(({ members }) => members.some(one => one.accountId === accountId))
  );
}

/** Who a message is for, without the sender. */
export function recipientsOf(
  { audience, ...chosen }: Recipients,
  members: readonly MailMember[],
  ownId: number,
): MailMember[] {
  return members.filter(one => one.accountId !== ownId && (audience === 'all' || isFor(one, chosen)));
}

/** Offices of some members, each once. */
export const officeIdsOf = (members: readonly MailMember[]): number[] => [
  ...new Set(members.map(({ officeId }) => officeId)),
];

interface RecipientValues {
  readonly to: 'all' | 'chosen';
  readonly group: readonly string[];
  readonly country: readonly string[];
  readonly office: readonly string[];
  readonly member: readonly string[];
}

/** Names of the inputs by which recipients are chosen. */
export const recipientInputs = ['to', 'group', 'country', 'office', 'member'] as const;

/** Inputs by which recipients are chosen, in mail and in forms; `addressees` are who is there to be chosen. */
export function recipientFields({ members, groups }: Addressees, ownId: number) {
  const others = members.filter(({ accountId }) => accountId !== ownId);
  const optional = { optional: true } as const;
  return {
    to: choice(['all', 'chosen']),
    group: choices(
      groups.map(({ id }) => id),
      optional,
    ),
    country: choices([...new Set(members.flatMap(({ country }) => country ?? []))], optional),
    office: choices(officeIdsOf(others).map(String), optional),
    member: choices(
      others.map(({ accountId }) => String(accountId)),
      optional,
    ),
  };
}

/** Who was chosen by these inputs. */
export function chosenBy(
  { to, group, country, office, member }: RecipientValues,
  groups: readonly ReadGroup[],
): Recipients {
  if (to === 'all') return { audience: to, countries: [], groups: [], officeIds: [], memberIds: [] };
  return {
    audience: country.length > 0 ? 'countries' : 'members',
    countries: country,
    groups: groups.filter(({ id }) => group.includes(id)),
    officeIds: office.map(Number),
    memberIds: member.map(Number),
  };
}

/** Nobody chosen, or only groups and countries in which there is nobody else. */
export function recipientProblems(
  { to, group, country, office, member }: Partial<RecipientValues>,
  { members, groups }: Addressees,
  ownId: number,
): FieldProblem[] {
  if (!to || !group || !country || !office || !member) return [];
  if (to === 'chosen' && group.length + country.length + office.length + member.length === 0)
    return [{ path: 'to', key: 'cencommmail:problem.nobody' }];
  const found = recipientsOf(chosenBy({ to, group, country, office, member }, groups), members, ownId);
  if (found.length > 0) return [];
  return [{ path: 'to', key: `cencommmail:problem.${to === 'all' ? 'alone' : 'nobodyThere'}` }];
}

/** Asks once before a message goes to everybody, however they were chosen, or to partners of other agencies. */
export function doubtOf(
  recipients: Recipients,
  members: readonly MailMember[],
  ownId: number,
  offices: Offices,
): FieldProblem | undefined {
  const found = recipientsOf(recipients, members, ownId);
  const partners = found.filter(({ officeId }) => offices.byId(officeId)?.kind === 'partner').length;
  const { audience, memberIds } = recipients;
  const isEverybody = audience === 'all' || (found.length === members.length - 1 && memberIds.length < found.length);
  if (!isEverybody && partners === 0) return undefined;
  const key = partners === 0 ? 'sure' : 'surePartners';
  return { path: 'sure', key: `cencommmail:problem.${key}`, values: { count: found.length, partners } };
}

/** How a message is addressed: whoever joins later with its history sees what went to everybody or to their country. */
export function addressOf(
  recipients: Recipients,
  members: readonly MailMember[],
  ownId: number,
): Pick<NewMessage, 'audience' | 'countries' | 'alsoFor' | 'named'> {
  const { audience, countries, groups, officeIds, memberIds } = recipients;
  if (audience === 'all') return { audience };
  const isPlain = groups.length + officeIds.length === 0 && (countries.length === 0 || memberIds.length === 0);
  return {
    audience,
    countries,
    alsoFor: recipientsOf(recipients, members, ownId).map(({ accountId }) => accountId),
    ...(isPlain ? {} : { named: { groups: groups.map(({ id, name = '' }) => ({ id, name })), officeIds, memberIds } }),
  };
}
