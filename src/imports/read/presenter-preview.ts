import { isHeadingCode } from '../../seizures/index.ts';
import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { normaliseRow } from '../engine/rows/rows.ts';
import { answersFrom, askWords } from '../engine/words/word-questions.ts';
import type { WordQuestion } from '../engine/words/word-questions.ts';
import { vocabularyOf } from '../work/jobs.ts';
import type { Plan } from '../plan.ts';
import { answerText } from '../words/presenter-codes.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { collectFromSample } from '../upload/sample.ts';
import type { Import } from '../store.ts';
import { rememberedAnswers } from '../words/store-words.ts';

const shownWords = 12;

/** The words of the rows kept for showing, and what is known of them. */
export async function sampleWords(context: SeizuresContext, file: Import, rows: Plan['rows']): Promise<WordQuestion[]> {
  const { words: counts } = collectFromSample(rows, file.sniffed.sample);
  const answers = await rememberedAnswers(context.pool, file.officeId);
  return askWords(counts, vocabularyOf(context), rows, answers, file.plan.language);
}

/** Beside the columns: what the words of one of them mean, and one row as the record it would be. */
export function previewOf(
  words: Words,
  file: Import,
  rows: Plan['rows'],
  questions: readonly WordQuestion[],
  at: { column?: number; row?: number },
) {
  const column =
    at.column !== undefined && kindOf(rows, at.column)
      ? at.column
      : rows.mapping.findIndex((field, index) => field === 'product' && kindOf(rows, index) !== undefined);
  return {
    values: column === -1 ? undefined : valuesOf(words, file, rows, column, questions),
    row: rowPreview(words, file, rows, questions, at.row ?? 0),
  };
}

function kindOf(rows: Plan['rows'], column: number) {
  const field = rows.mapping[column];
  return field ? importFields.get(field)?.kind : undefined;
}

export function valuesOf(
  words: Words,
  file: Import,
  rows: Plan['rows'],
  column: number,
  questions: readonly WordQuestion[],
) {
  const cells = new Set(file.sniffed.sample.map(({ cells: own }) => (own[column] ?? '').trim()));
  const own = questions.filter(({ kind, word }) => kind === kindOf(rows, column) && cells.has(word));
  const known = own.filter(({ state }) => state === 'auto' || state === 'answered');
  return {
    title: words.t('imports:preview.values', { name: rows.header[column] ?? '' }),
    note: words.t('imports:preview.known', { known: known.length, count: own.length }),
    more: Math.max(0, own.length - shownWords),
    items: own
      .slice(0, shownWords)
      .map(({ word, count, state, answer, kind, heading }) => ({
        word,
        count: words.number(count),
        isKnown: state === 'auto' || state === 'answered',
        meaning:
          answer && state !== 'ask' ? answerText(words, kind, answer, heading) : words.t('imports:preview.asked'),
      })),
  };
}

export function rowPreview(
  words: Words,
  file: Import,
  rows: Plan['rows'],
  questions: readonly WordQuestion[],
  wanted: number,
) {
  const sample = file.sniffed.sample.filter(({ aside }) => aside === undefined);
  const at = sample.length === 0 ? 0 : wanted % sample.length;
  const row = sample[at];
  if (!row) return undefined;
  const { facts, lines } = normaliseRow(row, rows, answersFrom(questions, { preselected: true }));
  const line = lines[0];
  const code = (list: string, field: string): string =>
    typeof facts[field] === 'string' ? words.code(list, facts[field]) : '';
  const heading = line && isHeadingCode(line.heading) ? words.names.heading(line.heading) : undefined;
  const item = (name: string, value: string) => ({ label: fieldLabel(words, name), value });
  return {
    title: words.t('imports:preview.row', { line: row.line }),
    next: `?row=${at + 1}#row`,
    heading:
      heading && line
        ? { ...heading, more: line.product === '' ? heading.label : words.product(line.heading, line.product) }
        : undefined,
    goods: words.label('product'),
    items: [
      item(
        'quantity',
        line?.quantity === undefined
          ? ''
          : words.number(line.quantity) + (line.unit === undefined ? '' : ` ${words.unit(line.unit, line.quantity)}`),
      ),
      item('seizureDate', typeof facts.seizureDate === 'string' ? words.date(facts.seizureDate) : ''),
      item('country', code('country', 'country')),
      item('placeName', String(facts.placeName ?? '')),
      item('departure', code('country', 'departure')),
      item('destination', code('country', 'destination')),
      item('transport', code('transport', 'transport')),
      item('concealment', code('concealment', 'concealment')),
    ],
  };
}
