import type { FieldProblem } from '../../../errors.ts';
import { longestYears, shortestReason } from '../application.ts';
import { limits } from '../bulk/limits.ts';
import { longest } from '../pages/form.ts';
import type { Words } from '../pages/presenter-words.ts';
import { labelOf, setupColumns, type SetupRow, type TypedSetup } from './rows.ts';

/** What the pages of a first set-up show: the common fields, and each Member with its problems. Pure. */
export function presentSetup(words: Words, typed: TypedSetup, problems: readonly FieldProblem[]) {
  const { t } = words;
  const said = problems.map(problem => {
    const row = /^rows\.(\d+)\./.exec(problem.path)?.[1];
    const plain = words.problem(problem);
    const text = row === undefined ? plain : t('applications:bulk.inRow', { row: Number(row) + 1, text: plain });
    return { path: problem.path, id: problem.path.replaceAll('.', '-'), text, plain };
  });
  const errors = Object.fromEntries(said.map(({ path, plain }) => [path, plain]));
  const rows = typed.rows.map((row, at) => rowOf(words, row, at, errors));
  return {
    typed: { course: typed.course, reason: typed.reason, endsOn: typed.endsOn, formId: typed.formId },
    rows,
    problems: said,
    errors,
    longest,
    least: shortestReason,
    years: longestYears,
    most: limits.rows,
    megabytes: limits.bytes / 1024 / 1024,
    kept: rows.filter(({ skip }) => skip !== 'yes').length,
    wrong: rows.filter(({ isWrong }) => isWrong).length,
  };
}

function rowOf(words: Words, row: SetupRow, at: number, errors: Readonly<Record<string, string>>) {
  const field = (name: string) => ({
    name: `rows.${at}.${name}`,
    id: `rows-${at}-${name}`,
    error: errors[`rows.${at}.${name}`],
  });
  return {
    at,
    number: at + 1,
    skip: row.skip,
    otherPerson: '',
    isWrong: row.skip !== 'yes' && Object.keys(errors).some(path => path.startsWith(`rows.${at}.`)),
    sameName: undefined,
    fields: setupColumns
      .filter(name => name !== 'lang')
      .map(name => ({
        ...field(name),
        label: words.t(labelOf(name)),
        value: row[name],
        max: name === 'email' || name === 'domain' ? 254 : longest.unit,
      })),
    choices: [
      {
        ...field('lang'),
        label: words.t(labelOf('lang')),
        value: row.lang,
        options: (['en', 'fr'] as const).map(value => ({ value, label: words.t(`common:language.${value}`) })),
      },
    ],
  };
}
