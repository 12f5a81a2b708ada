import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import type { Evidence } from '../engine/columns/column-evidence.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { isBlank } from '../engine/words/words.ts';
import type { Plan } from '../plan.ts';
import type { Import } from '../store.ts';
import { cellsText, evidenceNow } from './presenter-evidence.ts';
import { fieldLabel } from './presenter-fields.ts';

/** Column and field of an answer given with one press, as its button sends them: "2:placeName". */
export function pressed(column: number, field: string): string {
  return `${column}:${field}`;
}

/** A column whose header and cells disagree: in one sentence, with the likely answers. */
export function doubtOf(
  context: Pick<SeizuresContext, 'lists'>,
  words: Words,
  file: Import,
  rows: Plan['rows'],
  proposal: ColumnProposal,
  evidence: Evidence,
) {
  const { column } = proposal;
  const field = rows.mapping[column] ?? null;
  const named = namedBy(context, file, proposal, evidence);
  return {
    what: sentence(words, proposal, field, evidence, named),
    also: [
      words.t(field === null ? 'imports:doubt.kept' : 'imports:doubt.taken', {
        field: field === null ? '' : fieldLabel(words, field),
      }),
      elsewhere(words, rows, evidence, column),
      filledIn(words, file, column),
    ]
      .filter(text => text !== '')
      .join(' '),
    answers: answersTo(words, rows, proposal, field, evidence, named),
  };
}

/** Another field that the header names, and what the cells say to that. */
interface Named {
  readonly field: string;
  readonly cells: Evidence['cells'];
}

function namedBy(
  context: Pick<SeizuresContext, 'lists'>,
  file: Import,
  proposal: ColumnProposal,
  { header }: Evidence,
): Named | undefined {
  const { field } = header.values;
  if (header.says !== 'against' || typeof field !== 'string') return undefined;
  return { field, cells: evidenceNow(context, file, proposal, field).cells };
}

/** What the header says, and what the cells say to that. */
function sentence(
  words: Words,
  proposal: ColumnProposal,
  field: string | null,
  { header, cells }: Evidence,
  named: Named | undefined,
): string {
  const { word = proposal.header } = header.values;
  if (header.key === 'person') return words.t('imports:doubt.person', { word });
  if (named === undefined)
    return words.t('imports:doubt.cells', { field: fieldLabel(words, field ?? ''), cells: cellsText(words, cells) });
  const key = named.cells.says === 'against' ? 'header' : field === null ? 'perhaps' : 'other';
  return words.t(`imports:doubt.${key}`, {
    word,
    field: fieldLabel(words, named.field),
    cells: cellsText(words, key === 'header' ? named.cells : cells),
  });
}

/** Where the field that the header names is given already. */
function elsewhere(words: Words, { mapping }: Plan['rows'], { header }: Evidence, column: number): string {
  const { field } = header.values;
  const at = header.says === 'against' && typeof field === 'string' ? mapping.indexOf(field) : -1;
  return at === -1 || at === column || typeof field !== 'string'
    ? ''
    : words.t('imports:doubt.elsewhere', { column: columnLetter(at), field: fieldLabel(words, field) });
}

function filledIn(words: Words, { sniffed, rowsEstimated }: Import, column: number): string {
  const all = sniffed.sample.filter(({ aside }) => aside === undefined);
  const filled = all.filter(({ cells }) => !isBlank(cells[column] ?? '')).length;
  if (all.length === 0) return '';
  const count = Math.round((filled / all.length) * Math.max(rowsEstimated, all.length));
  return words.t('imports:doubt.rows', { count, n: words.number(count) });
}

function isOfWords(named: Named | undefined): boolean {
  return named === undefined || importFields.get(named.field)?.kind !== undefined;
}

const mostAnswers = 3;

/** The field it is taken for, what else fits and is free, and that it is not used. */
function answersTo(
  words: Words,
  { mapping }: Plan['rows'],
  { column, options }: ColumnProposal,
  field: string | null,
  { cells }: Evidence,
  named: Named | undefined,
) {
  const isRefused = named?.cells.says === 'against';
  const isText = cells.key === 'texts' || cells.key === 'unknown';
  const fields = [
    ...(field === null ? [] : [field]),
    ...(named === undefined || isRefused ? [] : [named.field]),
    ...options.map(option => option.field).filter(one => !isRefused || one !== named.field),
    // Texts are no times and no numbers, but where something is or who does it.
    ...(isText && isOfWords(named) ? ['placeName', 'agency'] : []),
  ].filter((one, at, all) => all.indexOf(one) === at && (one === field || !mapping.includes(one)));
  const answer = (one: string, label: string) => ({
    value: pressed(column, one),
    label,
    isTaken: one === (field ?? ''),
  });
  return [
    ...fields
      .slice(0, mostAnswers)
      .map(one =>
        answer(
          one,
          words.t(one === field ? 'imports:doubt.yes' : 'imports:doubt.no', { field: fieldLabel(words, one) }),
        ),
      ),
    answer('', words.t('imports:doubt.unused')),
  ];
}
