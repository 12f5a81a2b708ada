import { isLookedAfter, type Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { FieldProblem } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import { fold, isActiveOn, listedToday, type Office } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { CencommContext } from '../../context.ts';
import { countryFor, roleProblem, type InvitedRole } from '../members/invite.ts';
import { findNamed, type Candidate } from '../members/store-candidates.ts';
import { listInvitations } from '../members/store-invitations.ts';
import type { Entered } from '../operation.ts';
import type { InviteLine } from './lines.ts';

/** Whom a line names. */
export type Named =
  | { readonly kind: 'account'; readonly officer: Candidate }
  | { readonly kind: 'office'; readonly office: Office };

/** A line with whom it names, and why they cannot be invited, if so. */
export interface CheckedLine extends Omit<InviteLine, 'role'> {
  readonly role: InvitedRole;
  readonly named?: Named;
}

/** What a line has that says nothing else. */
export interface Fallback {
  readonly role: InvitedRole;
  readonly country: string;
}

type Context = Pick<CencommContext, 'offices' | 'lists'>;
type Problem = Omit<FieldProblem, 'path'>;

/** Looks up whom each line names, and says of each whether they can be invited. For the owner of the operation. */
export async function checkLines(
  on: Queryable,
  viewer: Viewer,
  { offices, lists }: Context,
  entered: Entered,
  lines: readonly InviteLine[],
  fallback: Fallback,
): Promise<CheckedLine[]> {
  const names = lines.map(({ who }) => who.toLowerCase());
  const [found, invitations] = await Promise.all([
    findNamed(
      on,
      entered.operation.id,
      names.filter(name => !name.includes('@')),
      names.filter(name => name.includes('@')),
    ),
    listInvitations(on, viewer, entered),
  ]);
  const invited = new Set(invitations.map(({ officeId }) => officeId));
  const ground = { offices, countries: listedToday(lists, 'country'), invited, seen: new Map<string, number>() };
  const checked: CheckedLine[] = [];
  for (const line of lines) {
    const one = { ...line, role: line.role || fallback.role, country: line.country || countryOf(line, fallback) };
    const named = namedBy(line.who, found, offices.all);
    if ('key' in named) {
      checked.push({ ...one, problem: line.problem ?? named });
      continue;
    }
    const problem = line.problem ?? (await problemOf(on, named, one, ground));
    checked.push({ ...one, named, ...(problem ? { problem } : {}) });
    if (!problem) ground.seen.set(keyOf(named), line.at);
  }
  return checked;
}

/** The country beside the list is for liaisons alone. */
const countryOf = ({ role }: InviteLine, fallback: Fallback): string =>
  (role || fallback.role) === 'liaison' ? fallback.country : '';

export const keyOf = (named: Named): string =>
  named.kind === 'office' ? `office-${named.office.id}` : `account-${named.officer.accountId}`;

function namedBy(who: string, found: readonly Candidate[], offices: readonly Office[]): Named | Problem {
  const name = who.toLowerCase();
  const officers = found.filter(({ login, email }) => login === name || email?.toLowerCase() === name);
  const [officer, other] = officers;
  if (other) return { key: 'cencommops:problem.lineSeveral' };
  if (officer) return { kind: 'account', officer };
  const office = offices.find(
    one =>
      isActiveOn(one, today()) &&
      (one.code.toLowerCase() === name || fold(one.nameEn) === fold(who) || fold(one.nameFr) === fold(who)),
  );
  return office ? { kind: 'office', office } : { key: 'cencommops:problem.lineNobody' };
}

interface Ground extends Pick<CencommContext, 'offices'> {
  readonly countries: { has(code: string): boolean };
  readonly invited: ReadonlySet<number | null>;
  readonly seen: ReadonlyMap<string, number>;
}

async function problemOf(
  on: Queryable,
  named: Named,
  { role, country }: Fallback,
  { offices, countries, invited, seen }: Ground,
): Promise<Problem | undefined> {
  if (country !== '' && !countries.has(country)) return { key: 'cencommops:problem.lineCountry' };
  const twice = seen.get(keyOf(named));
  if (twice !== undefined) return { key: 'cencommops:problem.lineTwice', values: { line: twice } };
  const problem =
    named.kind === 'office' ? await officeProblem(on, named.office, invited) : officerProblem(named.officer, role);
  const officeId = named.kind === 'office' ? named.office.id : named.officer.officeId;
  return problem ?? countryProblem(officeId, role, country, offices);
}

async function officeProblem(on: Queryable, { id }: Office, invited: Ground['invited']): Promise<Problem | undefined> {
  if (invited.has(id)) return { key: 'cencommops:problem.invitedAlready' };
  return (await isLookedAfter(on, id)) ? undefined : { key: 'cencommops:problem.nobodyAnswers' };
}

function officerProblem({ isMember, isInvited, level }: Candidate, role: InvitedRole): Problem | undefined {
  if (isMember) return { key: 'cencommops:problem.memberAlready' };
  return isInvited ? { key: 'cencommops:problem.invitedAlready' } : roleProblem(level, role);
}

function countryProblem(...[officeId, role, country, offices]: Parameters<typeof countryFor>): Problem | undefined {
  try {
    countryFor(officeId, role, country, offices);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
}
