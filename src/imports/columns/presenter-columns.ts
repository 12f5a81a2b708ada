import type { Viewer } from '../../access/index.ts';
import { isHeadingCode } from '../../seizures/index.ts';
import type { HeadingCode, RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { toNarrative } from './columns-form.ts';
import type { ColumnsProblem } from './columns-form.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { dateStyleOf, numberStyleOf } from '../engine/plan.ts';
import { openStyles } from '../open-questions.ts';
import type { Plan } from '../plan.ts';
import { constantFields } from './presenter-constants.ts';
import { fieldGroups, fieldLabel } from './presenter-fields.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import { dateStyleName, numberStyleName } from '../read/presenter-styles.ts';
import type { Import } from '../store.ts';

/** The columns page: a row for each column of the file, then what no column gives. */
export function columnsPage(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  file: Import,
  rows: Plan['rows'],
  problems: readonly ColumnsProblem[],
) {
  const errors = new Map(problems.map(problem => [problem.at, problemOf(words, problem, rows)]));
  const columns = file.plan.proposals.map(proposal =>
    columnRow(words, file, rows, proposal, errors.get(`c-${proposal.column}`)),
  );
  const mapped = rows.mapping.filter(field => field !== null && field !== 'nominal').length;
  const nominal = rows.mapping.flatMap((field, column) =>
    field === 'nominal' ? [`${columnLetter(column)} “${rows.header[column] ?? ''}”`] : [],
  );
  return {
    columns,
    groups: fieldGroups(words, headingOf(rows), new Set(rows.mapping.filter(field => field !== null))),
    special: [
      { value: '', label: words.t('imports:columns.unused') },
      { value: toNarrative, label: words.t('imports:columns.narrative') },
      { value: 'rowNumber', label: words.t('imports:fields.rowNumber') },
      { value: 'nominal', label: words.t('imports:fields.nominal') },
    ],
    mappedNote: words.t('imports:columns.mapped', {
      count: rows.header.length,
      mapped,
      ask: columns.filter(({ how }) => how.key === 'check').length,
    }),
    constants: constantFields(context, words, viewer, file, rows, errors),
    nominal:
      nominal.length === 0
        ? undefined
        : words.t('imports:columns.nominal', { count: nominal.length, names: nominal.join(', ') }),
    problems: problems.map(problem => ({ text: errors.get(problem.at) ?? '', href: `#${problem.at}` })),
    remembered:
      file.plan.remembered === undefined
        ? undefined
        : words.t('imports:columns.remembered', { name: file.plan.remembered }),
    stylesOpen: openStyles(file).length > 0,
  };
}

function headingOf(rows: Plan['rows']): HeadingCode | undefined {
  const heading = rows.constants.heading ?? rows.heading;
  return isHeadingCode(heading) ? heading : undefined;
}

function problemOf(words: Words, { key, values }: ColumnsProblem, rows: Plan['rows']): string {
  const { field, first, ...rest } = values ?? {};
  return words.t(`imports:columns.errors.${key}`, {
    ...rest,
    ...(typeof field === 'string' ? { field: fieldLabel(words, field) } : {}),
    ...(typeof first === 'number' ? { column: columnLetter(first), name: rows.header[first] ?? '' } : {}),
  });
}

export function columnRow(
  words: Words,
  file: Import,
  rows: Plan['rows'],
  proposal: ColumnProposal,
  error: string | undefined,
) {
  const { column, header, examples } = proposal;
  const field = rows.mapping[column] ?? null;
  const isNominal = field === 'nominal';
  return {
    id: `c-${column}`,
    name: `c.${column}`,
    letter: columnLetter(column),
    header: header || words.t('imports:columns.unnamed'),
    error,
    samples: isNominal ? words.t('imports:hiddenCell') : examples.join(' · ') || words.t('imports:columns.empty'),
    value: rows.narrativeColumns?.includes(column) ? toNarrative : (field ?? ''),
    locked: proposal.state === 'nominal',
    how: howOf(words, file, rows, proposal, field),
    style: field === null ? undefined : styleOf(words, rows, column, field),
    href: `?column=${column}#values`,
    hasWords: field !== null && importFields.get(field)?.kind !== undefined,
  };
}

const howTags = {
  nominal: { tone: 'bad', icon: 'shield' },
  remembered: { tone: 'good', icon: 'history' },
  ignored: { tone: '', icon: 'x' },
  narrative: { tone: '', icon: 'x' },
  chosen: { tone: '', icon: 'user-check' },
  check: { tone: 'warn', icon: 'triangle-alert' },
  suggested: { tone: 'info', icon: 'circle-check' },
} as const;

/** How sure we are, and why: the word of the header, the values, or the officer's own word. */
function howOf(words: Words, { plan }: Import, rows: Plan['rows'], proposal: ColumnProposal, field: string | null) {
  const { column, state, why } = proposal;
  const tag = (how: keyof typeof howTags, reason = '') => {
    const key = how === 'narrative' ? 'chosen' : how;
    return { key, tag: { ...howTags[how], label: words.t(`imports:columns.how.${key}`) }, reason };
  };
  const reason = words.t(`imports:reasons.${why.key}`, valuesOf(words, why.values));
  const isSettled = plan.settled.includes(column);
  if (field === 'nominal') return tag('nominal', state === 'nominal' ? reason : '');
  if (plan.remembered !== undefined && isSettled) return tag(field === null ? 'ignored' : 'remembered');
  if (rows.narrativeColumns?.includes(column)) return tag('narrative');
  if (field !== proposedField(proposal)) return tag(field === null ? 'ignored' : 'chosen');
  if (field === null) return tag('ignored', reason);
  return tag(state === 'ask' && !isSettled ? 'check' : 'suggested', reason);
}

function valuesOf(words: Words, values: ColumnProposal['why']['values']): ColumnProposal['why']['values'] {
  return typeof values.unit === 'string' ? { ...values, unit: words.unitChoice(values.unit) } : values;
}

function proposedField({ state, field }: ColumnProposal): string | null {
  return state === 'unused' ? null : (field ?? null);
}

/** How the dates or numbers of a column are read. */
function styleOf(words: Words, rows: Plan['rows'], column: number, field: string): string | undefined {
  const reading = importFields.get(field)?.reading;
  if (reading === 'date') return dateStyleName(words, dateStyleOf(rows, column));
  return reading === 'number' ? numberStyleName(words, numberStyleOf(rows, column)) : undefined;
}
