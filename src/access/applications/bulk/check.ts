import type { Queryable } from '../../../db/pool.ts';
import type { FieldProblem } from '../../../errors.ts';
import { clashes } from '../apply.ts';
import type { NewApplication } from '../application.ts';
import { checkPerson, longest, type Ground } from '../pages/form.ts';
import { findKnown } from '../store-write.ts';
import { nameKey, readText } from '../pages/text.ts';
import type { TypedCourse } from './form.ts';

export interface CheckedCourse {
  readonly course: string;
  /** The officers that were not left out. */
  readonly applications: readonly NewApplication[];
  /** `rows.3.email` for a field of a row, `course`, `reason` or `endsOn` for what all have in common. */
  readonly problems: readonly FieldProblem[];
}

/** Checks a whole course: each row as one application is checked, and the rows against one another. */
export async function checkCourse(on: Queryable, typed: TypedCourse, ground: Ground): Promise<CheckedCourse> {
  const kept = typed.rows.map((row, at) => ({ row, at })).filter(({ row }) => row.skip !== 'yes');
  const checked = kept.map(({ row, at }) => ({
    at,
    row,
    ...checkPerson({ ...row, duties: [], notification: '', reason: typed.reason, endsOn: typed.endsOn }, ground),
  }));
  const known = await findKnown(
    on,
    ground.office.id,
    checked.map(({ value }) => value.email),
  );
  const inCommon = commonProblems(
    typed,
    checked.flatMap(({ problems }) => problems),
    kept.length,
  );
  const ofRows = checked.flatMap(({ at, row, value, problems }) => {
    const own = problems.filter(({ path }) => path !== 'reason' && path !== 'endsOn');
    const others = checked.filter(other => other.at < at);
    const met =
      own.length > 0
        ? []
        : [
            ...clashes(value, known, row.otherPerson === 'yes'),
            ...twins(
              value,
              others.map(other => other.value),
              row.otherPerson === 'yes',
            ),
          ].slice(0, 1);
    return [...own, ...met].map(problem => ({ ...problem, path: `rows.${at}.${problem.path}` }));
  });
  return {
    course: readText(typed.course, longest.course).text,
    applications: checked.map(({ value }) => value),
    problems: [...inCommon, ...ofRows],
  };
}

/** What all rows have in common is said once. */
function commonProblems(typed: TypedCourse, problems: readonly FieldProblem[], count: number): FieldProblem[] {
  const { text, problem } = readText(typed.course, longest.course);
  const course: FieldProblem[] = problem
    ? [{ path: 'course', ...problem }]
    : text === ''
      ? [{ path: 'course', key: 'applications:problems.courseMissing' }]
      : [];
  const empty: FieldProblem[] = count === 0 ? [{ path: 'file', key: 'applications:bulk.file.noRows' }] : [];
  return [
    ...course,
    ...(['reason', 'endsOn'] as const).flatMap(path => problems.find(one => one.path === path) ?? []),
    ...empty,
  ];
}

/** The same person twice in one file. */
function twins(
  { email, givenName, familyName }: NewApplication,
  before: readonly NewApplication[],
  otherPerson: boolean,
): FieldProblem[] {
  if (before.some(one => one.email === email)) return [{ path: 'email', key: 'applications:problems.emailTwice' }];
  const key = nameKey(`${givenName} ${familyName}`);
  const same = before.find(one => nameKey(`${one.givenName} ${one.familyName}`) === key);
  return same && !otherPerson
    ? [{ path: 'otherPerson', key: 'applications:problems.sameName', values: { who: same.email } }]
    : [];
}
