import type { FieldProblem } from '../../../errors.ts';
import type { Office, Offices } from '../../../reference/index.ts';
import { rights } from '../../rights.ts';
import type { Viewer } from '../../viewer.ts';
import { levelsFor, longestYears, shortestReason } from '../application.ts';
import type { TypedCourse } from '../bulk/form.ts';
import { limits } from '../bulk/limits.ts';
import type { BulkRow } from '../bulk/rows.ts';
import { longest } from './form.ts';
import type { Words } from './presenter-words.ts';
import { officesFor } from '../context.ts';

/** An id for a field of a row: a name with full stops would be read as classes. */
const idOf = (path: string): string => path.replaceAll('.', '-');

interface State {
  readonly typed: TypedCourse & { readonly level?: string };
  readonly problems: readonly FieldProblem[];
  readonly office: Office | undefined;
  readonly domains: readonly string[];
}

/** What the pages of a course show: the common fields, and each row with its problems. */
export function courseView(
  words: Words,
  offices: Offices,
  viewer: Viewer,
  { typed, problems, office, domains }: State,
) {
  const said = problems.map(problem => {
    const row = /^rows\.(\d+)\./.exec(problem.path)?.[1];
    return {
      path: problem.path,
      id: idOf(problem.path),
      text:
        row === undefined
          ? words.problem(problem)
          : words.t('applications:bulk.inRow', { row: Number(row) + 1, text: words.problem(problem) }),
      plain: words.problem(problem),
    };
  });
  const errors = Object.fromEntries(said.map(({ path, plain }) => [path, plain]));
  const levels = levelsFor(office?.kind ?? 'administration').map(level => ({
    value: level,
    label: words.level(level),
  }));
  const rows = typed.rows.map((row, at) => rowView(words, row, { at, levels, errors, said }));
  return {
    typed,
    rows,
    problems: said,
    errors,
    levels,
    domains,
    officeName: office ? words.office(office.id) : '',
    longest,
    least: shortestReason,
    years: longestYears,
    most: limits.rows,
    megabytes: limits.bytes / 1024 / 1024,
    wrong: rows.filter(({ isWrong }) => isWrong).length,
    kept: rows.filter(({ skip }) => skip !== 'yes').length,
    offices: rights.administrator(viewer)
      ? officesFor(viewer, offices)
          .map(({ id, code }) => ({ value: code, label: words.office(id) }))
          .sort((a, b) => a.label.localeCompare(b.label, words.lang))
      : [],
  };
}

interface RowState {
  readonly at: number;
  readonly levels: readonly { readonly value: string; readonly label: string }[];
  readonly errors: Readonly<Record<string, string>>;
  readonly said: readonly { readonly path: string }[];
}

function rowView({ t }: Words, row: BulkRow, { at, levels, errors, said }: RowState) {
  const field = (name: string) => ({
    name: `rows.${at}.${name}`,
    id: `rows-${at}-${name}`,
    error: errors[`rows.${at}.${name}`],
  });
  return {
    ...row,
    at,
    number: at + 1,
    isWrong: row.skip !== 'yes' && said.some(({ path }) => path.startsWith(`rows.${at}.`)),
    sameName: errors[`rows.${at}.otherPerson`],
    fields: (['familyName', 'givenName', 'unit', 'email'] as const).map(name => ({
      ...field(name),
      label: t(`applications:fields.${name}`),
      value: row[name],
      max: name === 'email' ? 254 : name === 'unit' ? longest.unit : longest.name,
    })),
    choices: [
      { ...field('level'), label: t('applications:fields.level'), value: row.level, options: levels },
      {
        ...field('lang'),
        label: t('applications:bulk.lang'),
        value: row.lang,
        options: (['en', 'fr'] as const).map(value => ({ value, label: t(`common:language.${value}`) })),
      },
    ],
  };
}
