import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import type { Evidence } from '../engine/columns/column-evidence.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { columnLook } from '../engine/columns/column-values.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { answersFrom, type WordQuestion } from '../engine/words/word-questions.ts';
import { isBlank, tidy } from '../engine/words/words.ts';
import type { Plan } from '../plan.ts';
import type { Import } from '../store.ts';
import { rowPreview } from '../read/presenter-preview.ts';
import { answerText } from '../words/presenter-codes.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { pressed } from './presenter-doubt.ts';
import { cellsText, evidenceNow } from './presenter-evidence.ts';
import { fieldLabel } from './presenter-fields.ts';

const shownValues = 6;
const shownFields = 5;
/** Least share of its cells by which a column may be of a kind that nobody proposed. */
const leastShare = 0.1;

/** Beside the columns: one of them, and a row as the record it would be. Without a wish, the column of the goods. */
export function railOf(
  context: SeizuresContext,
  words: Words,
  file: Import,
  rows: Plan['rows'],
  questions: readonly WordQuestion[],
  at: { readonly column?: number | undefined; readonly row?: number | undefined },
) {
  const column = at.column ?? Math.max(0, rows.mapping.indexOf('product'));
  const answers = answersFrom(questions, { preselected: true });
  const isRemembered = file.plan.remembered !== undefined || file.plan.nearly !== undefined;
  return {
    column,
    inHand: columnInHand(context, words, file, rows, questions, column),
    row: rowPreview(words, file, rows, answers, { wanted: at.row ?? 0, column }),
    learns: isRemembered ? undefined : words.t('imports:inHand.learns'),
  };
}

/** One column: its values with what they mean, and what else it could be, counted in cells. */
function columnInHand(
  context: SeizuresContext,
  words: Words,
  file: Import,
  rows: Plan['rows'],
  questions: readonly WordQuestion[],
  column: number,
) {
  const proposal = file.plan.proposals.find(one => one.column === column);
  if (!proposal) return undefined;
  const name = proposal.header || words.t('imports:columns.unnamed');
  const title = words.t('imports:inHand.title', { column: columnLetter(column), name });
  if (rows.mapping[column] === 'nominal') return { title, note: '', values: undefined, fields: [] };
  const counts = countsOf(file, column);
  return {
    title,
    note: words.t('imports:inHand.values', { count: counts.length, n: words.number(counts.length) }),
    values: valuesOf(words, rows, questions, column, counts),
    fields: fieldsFor(context, words, file, rows, proposal),
  };
}

/** The cells of a column among the rows kept for showing, the most frequent first. */
function countsOf({ sniffed }: Import, column: number): [cell: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { cells, aside } of sniffed.sample) {
    const cell = tidy(cells[column] ?? '').slice(0, 80);
    if (aside === undefined && !isBlank(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function valuesOf(
  words: Words,
  { mapping }: Plan['rows'],
  questions: readonly WordQuestion[],
  column: number,
  counts: readonly [string, number][],
) {
  const kind = importFields.get(mapping[column] ?? '')?.kind;
  const own = new Map(questions.filter(one => one.kind === kind).map(one => [tidy(one.word), one]));
  const most = counts[0]?.[1] ?? 1;
  const rest = counts.slice(shownValues);
  const others = rest.reduce((sum, [, count]) => sum + count, 0);
  const wide = (count: number): string => Math.max(1, Math.min(100, (count / most) * 100)).toFixed(1);
  return [
    ...counts.slice(0, shownValues).map(([text, count]) => {
      const question = kind === undefined ? undefined : own.get(text);
      return { text, count: words.number(count), wide: wide(count), isRest: false, ...meaningOf(words, question) };
    }),
    ...(rest.length === 0
      ? []
      : [
          {
            text: words.t('imports:inHand.others', { count: rest.length, n: words.number(rest.length) }),
            count: words.number(others),
            wide: wide(others),
            isRest: true,
          },
        ]),
  ];
}

function meaningOf(words: Words, question: WordQuestion | undefined): { meaning?: string; isOpen?: boolean } {
  if (!question) return {};
  const { state, answer, kind, heading } = question;
  if (!answer || state === 'ask') return { meaning: words.t('imports:inHand.asked'), isOpen: true };
  return { meaning: answerText(words, kind, answer, heading), isOpen: state === 'preselected' };
}

/** Fields the column could be, those that most of its cells speak for first. */
function fieldsFor(context: SeizuresContext, words: Words, file: Import, rows: Plan['rows'], proposal: ColumnProposal) {
  const { column } = proposal;
  const taken = rows.mapping[column] ?? null;
  const looked = candidatesFor(context, file, rows, proposal).map(field => {
    const { cells } = evidenceNow(context, file, proposal, field);
    return { field, cells, share: shareOf(cells) };
  });
  return looked
    .sort((a, b) => Number(b.field === taken) - Number(a.field === taken) || b.share - a.share)
    .slice(0, shownFields)
    .map(({ field, cells }) => {
      const at = rows.mapping.indexOf(field);
      return {
        label: fieldLabel(words, field),
        text: inCells(words, cells),
        isTaken: field === taken,
        elsewhere:
          at === -1 || at === column ? undefined : words.t('imports:inHand.elsewhere', { column: columnLetter(at) }),
        value: pressed(column, field),
      };
    });
}

/** What it is taken for, what its header names, what was proposed, and the kinds its cells are of. */
function candidatesFor(
  context: SeizuresContext,
  { sniffed }: Import,
  { mapping }: Plan['rows'],
  { column, options, evidence }: ColumnProposal,
): string[] {
  const cells = sniffed.sample.filter(({ aside }) => aside === undefined).map(row => row.cells[column] ?? '');
  const look = columnLook(cells, vocabularyOf(context));
  const named = evidence?.header.values.field;
  const byKind = [...importFields.values()].filter(({ kind, part }) => {
    return kind !== undefined && part !== 'details' && (look.known[kind] ?? 0) >= leastShare;
  });
  const all = [
    mapping[column] ?? '',
    typeof named === 'string' ? named : '',
    ...options.map(({ field }) => field),
    ...byKind.map(({ name }) => name).filter(name => !mapping.includes(name)),
    ...(look.dates >= leastShare ? ['seizureDate'] : []),
    ...(look.numbers >= leastShare ? ['quantity', 'value'] : []),
    ...(look.places >= leastShare || look.phrases >= 0.5 ? ['placeName'] : []),
  ];
  return [...new Set(all)].filter(field => field !== '' && field !== 'nominal' && importFields.has(field));
}

function shareOf({ key, says, values }: Evidence['cells']): number {
  if (key === 'unknown' || key === 'empty') return 0;
  const { n, of } = values;
  if (key === 'texts' || key === 'all_differ' || key === 'things') return says === 'for' ? 0.3 : 0.2;
  return typeof n === 'number' && typeof of === 'number' && of > 0 ? n / of : 0;
}

function inCells(words: Words, cells: Evidence['cells']): string {
  const { n = 0, of } = cells.values;
  const isCounted =
    typeof n === 'number' && typeof of === 'number' && !['texts', 'all_differ', 'things'].includes(cells.key);
  return isCounted
    ? words.t('imports:inHand.cells', { count: of, n: words.number(n), of: words.number(of) })
    : cellsText(words, cells);
}
