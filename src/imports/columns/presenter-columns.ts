import type { Viewer } from '../../access/index.ts';
import {
  isHeadingCode,
  type HeadingCode,
  type RecordWords as Words,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { toNarrative, type ColumnsProblem } from './columns-form.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { dateStyleOf, numberStyleOf } from '../engine/plan.ts';
import { isBlank, tidy } from '../engine/words/words.ts';
import { openStyles } from '../open-questions.ts';
import type { Plan } from '../plan.ts';
import { constantFields } from './presenter-constants.ts';
import { doubtOf } from './presenter-doubt.ts';
import {
  agreementOf,
  evidenceLines,
  evidenceNow,
  headerMeaning,
  measureNotes,
  type Agreement,
} from './presenter-evidence.ts';
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
  const errors = new Map(problems.map(problem => [problem.at, columnsProblemText(words, problem, rows)]));
  const inOrder = file.plan.proposals.map(proposal =>
    columnRow(context, words, file, rows, proposal, errors.get(`c-${proposal.column}`)),
  );
  const columns = [
    ...inOrder.filter(({ doubt }) => doubt !== undefined),
    ...inOrder.filter(({ doubt }) => doubt === undefined),
  ];
  const mapped = rows.mapping.filter(field => field !== null && field !== 'nominal').length;
  const nominal = rows.mapping.flatMap((field, column) =>
    field === 'nominal' ? [`${columnLetter(column)} “${rows.header[column] ?? ''}”`] : [],
  );
  return {
    columns,
    doubted: columns.flatMap(({ column, doubt }) => (doubt === undefined ? [] : [column])),
    groups: fieldGroups(words, headingOf(rows), new Set(rows.mapping.filter(field => field !== null))),
    special: specialFields(words),
    mappedNote: words.t('imports:columns.mapped', {
      count: rows.header.length,
      mapped,
      ask: columns.filter(({ how }) => how.key === 'check' || how.key === 'disagree').length,
    }),
    constants: constantFields(context, words, viewer, file, rows, errors),
    nominal:
      nominal.length === 0
        ? undefined
        : words.t('imports:columns.nominal', { count: nominal.length, names: nominal.join(', ') }),
    problems: problems.map(problem => ({ text: errors.get(problem.at) ?? '', href: `#${problem.at}` })),
    remembered: rememberedText(words, file.plan),
    stylesOpen: openStyles(file).length > 0,
  };
}

/** What a column may be besides a field. */
export function specialFields({ t }: Words) {
  return [
    { value: '', label: t('imports:columns.unused') },
    { value: toNarrative, label: t('imports:columns.narrative') },
    { value: 'rowNumber', label: t('imports:fields.rowNumber') },
    { value: 'nominal', label: t('imports:fields.nominal') },
  ];
}

/** That the office had a file of this shape, or nearly this one, and what is new about it. */
function rememberedText(words: Words, { remembered, nearly }: Plan): string | undefined {
  if (remembered !== undefined) return words.t('imports:columns.remembered', { name: remembered });
  if (nearly === undefined) return undefined;
  const { name, added, gone } = nearly;
  return [
    words.t('imports:shapes.nearly', { name }),
    ...(added.length > 0 ? [words.t('imports:shapes.added', { count: added.length, names: added.join(', ') })] : []),
    ...(gone.length > 0 ? [words.t('imports:shapes.gone', { count: gone.length, names: gone.join(', ') })] : []),
  ].join(' ');
}

export function headingOf(rows: Plan['rows']): HeadingCode | undefined {
  const heading = rows.constants.heading ?? rows.heading;
  return isHeadingCode(heading) ? heading : undefined;
}

export function columnsProblemText(words: Words, { key, values }: ColumnsProblem, rows: Plan['rows']): string {
  const { field, first, ...rest } = values ?? {};
  return words.t(`imports:columns.errors.${key}`, {
    ...rest,
    ...(typeof field === 'string' ? { field: fieldLabel(words, field) } : {}),
    ...(typeof first === 'number' ? { column: columnLetter(first), name: rows.header[first] ?? '' } : {}),
  });
}

export function columnRow(
  context: SeizuresContext,
  words: Words,
  file: Import,
  rows: Plan['rows'],
  proposal: ColumnProposal,
  error: string | undefined,
) {
  const { column, header } = proposal;
  const field = rows.mapping[column] ?? null;
  const evidence = evidenceNow(context, file, proposal, field);
  const agreement = agreementOf(evidence, proposal, field);
  const key = howOf(file, rows, proposal, field, agreement);
  return {
    column,
    id: `c-${column}`,
    name: `c.${column}`,
    letter: columnLetter(column),
    header: header || words.t('imports:columns.unnamed'),
    gloss: file.plan.language === words.lang ? undefined : headerMeaning(words, evidence.header, field),
    error,
    samples: samplesOf(words, file, rows, column),
    value: rows.narrativeColumns?.includes(column) ? toNarrative : (field ?? ''),
    locked: proposal.state === 'nominal',
    how: { key, tag: { ...howTags[key], label: words.t(`imports:columns.how.${key}`) } },
    evidence: evidenceLines(words, evidence),
    notes: [...reasonIn(words, proposal, field), ...measureNotes(words, rows, column, field)],
    doubt: key === 'disagree' ? doubtOf(context, words, file, rows, proposal, evidence) : undefined,
    style: field === null ? undefined : styleOf(words, rows, column, field),
    href: `?column=${column}#values`,
  };
}

const samplesShown = 3;

/** The cells a column has most, with how often, among the rows kept for showing; of persons' data none. */
function samplesOf(words: Words, { sniffed }: Import, { mapping }: Plan['rows'], column: number) {
  if (mapping[column] === 'nominal') return [{ text: words.t('imports:hiddenCell'), times: '' }];
  const counts = new Map<string, number>();
  for (const { cells, aside } of sniffed.sample) {
    const cell = tidy(cells[column] ?? '').slice(0, 80);
    if (aside === undefined && !isBlank(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  if (counts.size === 0) return [{ text: words.t('imports:columns.empty'), times: '' }];
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, samplesShown)
    .map(([text, count]) => ({ text, times: count > 1 ? `×${words.number(count)}` : '' }));
}

const howTags = {
  agree: { tone: 'good', icon: 'circle-check' },
  check: { tone: 'info', icon: 'eye' },
  disagree: { tone: 'warn', icon: 'triangle-alert' },
  kept: { tone: '', icon: 'archive' },
  nominal: { tone: '', icon: 'x' },
  remembered: { tone: 'good', icon: 'history' },
  chosen: { tone: '', icon: 'user-check' },
} as const;

/** In one word: what header and cells say together, or that a person said so. */
function howOf(
  { plan }: Import,
  rows: Plan['rows'],
  proposal: ColumnProposal,
  field: string | null,
  agreement: Agreement,
): keyof typeof howTags {
  const { column } = proposal;
  const isSettled = plan.settled.includes(column);
  if (field === 'nominal' && (isSettled || proposal.state !== 'ask')) return 'nominal';
  if (isSettled && isRemembered(plan, proposal)) return field === null ? 'kept' : 'remembered';
  if (rows.narrativeColumns?.includes(column)) return 'chosen';
  const isChosen = field !== proposedField(proposal);
  if (!isChosen && !isSettled) return byEvidence(field, agreement);
  if (field === null) return 'kept';
  return agreement === 'agree' && !isChosen ? 'agree' : 'chosen';
}

function isRemembered({ remembered, nearly }: Plan, { header }: ColumnProposal): boolean {
  return remembered !== undefined || (nearly !== undefined && !nearly.added.includes(header));
}

function byEvidence(field: string | null, agreement: Agreement): keyof typeof howTags {
  return field === null && agreement !== 'disagree' ? 'kept' : agreement;
}

/** Why, where the two lines do not say it. */
const toldApart: ReadonlySet<string> = new Set(['fills_gaps', 'division', 'row_number', 'own_export', 'field_taken']);

function reasonIn(words: Words, proposal: ColumnProposal, field: string | null): string[] {
  const { why } = proposal;
  if (field !== proposedField(proposal) || !toldApart.has(why.key)) return [];
  return [words.t(`imports:reasons.${why.key}`, why.values)];
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
