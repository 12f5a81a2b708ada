import type { Queryable } from '../../../db/pool.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Office, Offices } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { NewApplication } from '../application.ts';
import { domainProblem } from '../mail-domains/mail-domains.ts';
import { listDomains } from '../mail-domains/store-domains.ts';
import { checkPerson, longest } from '../pages/form.ts';
import { readText } from '../pages/text.ts';
import { findKnown } from '../store-write.ts';
import type { SetupRow, TypedSetup } from './rows.ts';

export interface CheckedSetup {
  readonly course: string;
  readonly applications: readonly NewApplication[];
  readonly domains: readonly { readonly officeId: number; readonly domain: string }[];
  /** `rows.3.email` for a field of a row, else what all have in common. */
  readonly problems: readonly FieldProblem[];
}

interface CheckedRow {
  readonly officeId: number;
  /** The domain to enter; undefined where the office has it. */
  readonly domain?: string;
  readonly person?: NewApplication;
  readonly problems: readonly FieldProblem[];
}

/** Checks a first set-up row by row: the Member, its domain, and its contact point as an application is checked. */
export async function checkSetup(on: Queryable, offices: Offices, typed: TypedSetup): Promise<CheckedSetup> {
  const kept = typed.rows.map((row, at) => ({ row, at })).filter(({ row }) => row.skip !== 'yes');
  const known = await listDomains(on);
  const emails = await findKnown(
    on,
    0,
    kept.map(({ row }) => row.email.trim().toLowerCase()),
  );
  const taken = new Set([...emails.emails, ...emails.openEmails]);
  const seen = new Set<string>();
  const rows = kept.map(({ row, at }) => {
    const office = offices.byCode(row.office.trim().toUpperCase());
    const own = known.filter(({ officeId }) => officeId === office?.id).map(({ domain }) => domain);
    const checked = checkRow(row, office, own, typed);
    const email = checked.person?.email ?? '';
    const clash: FieldProblem[] = taken.has(email)
      ? [{ path: 'email', key: 'applications:problems.emailTaken' }]
      : seen.has(email)
        ? [{ path: 'email', key: 'applications:problems.emailTwice' }]
        : [];
    if (email !== '') seen.add(email);
    return { at, ...checked, problems: checked.problems.length > 0 ? checked.problems : clash };
  });
  const common = rows.flatMap(({ problems }) => problems).filter(({ path }) => path === 'reason' || path === 'endsOn');
  return {
    course: readText(typed.course, longest.course).text,
    applications: rows.flatMap(({ person }) => (person ? [person] : [])),
    domains: rows.flatMap(({ officeId, domain }) => (domain === undefined ? [] : [{ officeId, domain }])),
    problems: [
      ...(typed.course.trim() === '' ? [{ path: 'course', key: 'applications:problems.courseMissing' }] : []),
      ...(['reason', 'endsOn'] as const).flatMap(path => common.find(one => one.path === path) ?? []),
      ...(rows.some(({ person }) => person) ? [] : [{ path: 'file', key: 'people:problem.nobodySetUp' }]),
      ...rows.flatMap(({ at, problems }) =>
        problems
          .filter(({ path }) => path !== 'reason' && path !== 'endsOn')
          .map(problem => ({ ...problem, path: `rows.${at}.${problem.path}` })),
      ),
    ],
  };
}

function checkRow(row: SetupRow, office: Office | undefined, own: readonly string[], typed: TypedSetup): CheckedRow {
  if (office?.kind !== 'administration')
    return { officeId: 0, problems: [{ path: 'office', key: 'people:problem.noMember' }] };
  const domain = row.domain.trim().toLowerCase();
  const wrong = domain === '' ? undefined : domainProblem(domain);
  const isNew = domain !== '' && !own.includes(domain);
  const domains = [...own, ...(isNew && !wrong ? [domain] : [])];
  const hasPerson = [row.familyName, row.givenName, row.email].some(text => text.trim() !== '');
  const { value, problems } = hasPerson
    ? checkPerson(
        { ...row, level: 'unlimited', duties: ['ncp'], reason: typed.reason, endsOn: typed.endsOn },
        { office, domains, today: today() },
      )
    : { value: undefined, problems: [] };
  return {
    officeId: office.id,
    ...(isNew && !wrong ? { domain } : {}),
    ...(value ? { person: value } : {}),
    problems: [
      ...(wrong ? [{ path: 'domain', ...wrong }] : []),
      ...(domain === '' && !hasPerson ? [{ path: 'domain', key: 'people:problem.emptyRow' }] : []),
      ...problems,
    ],
  };
}
