import { columnLetter } from '../check/presenter-problems.ts';
import {
  isHeadingCode,
  type GoodsLine,
  type RecordWords as Words,
  type SeizuresContext,
} from '../../seizures/index.ts';
import type { Answers } from '../engine/plan.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { normaliseRow } from '../engine/rows/rows.ts';
import { askWords, type WordQuestion } from '../engine/words/word-questions.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import type { Plan } from '../plan.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { collectFromSample } from '../upload/sample.ts';
import type { Import } from '../store.ts';
import { rememberedAnswers } from '../words/store-words.ts';

/** The words of the rows kept for showing, and what is known of them. */
export async function sampleWords(context: SeizuresContext, file: Import, rows: Plan['rows']): Promise<WordQuestion[]> {
  const survey = collectFromSample(rows, file.sniffed.sample);
  const answers = await rememberedAnswers(context.pool, file.officeId);
  return askWords(survey, vocabularyOf(context), rows, answers, file.plan.language);
}

/** One row as the record it would be; a value that the column in hand gives says so. */
export function rowPreview(
  words: Words,
  file: Pick<Import, 'sniffed'>,
  rows: Plan['rows'],
  answers: Answers,
  { wanted, column }: { wanted: number; column?: number },
) {
  const sample = file.sniffed.sample.filter(({ aside }) => aside === undefined);
  const at = sample.length === 0 ? 0 : wanted % sample.length;
  const row = sample[at];
  if (!row) return undefined;
  return {
    title: words.t('imports:preview.row', { line: row.line }),
    ...recordOf(words, row, rows, answers, column),
    at,
    before: at === 0 ? undefined : { at: at - 1, line: sample[at - 1]?.line },
    next: at + 1 === sample.length ? undefined : { at: at + 1, line: sample[at + 1]?.line },
  };
}

/** What a row says as a record: its goods, what is known of the case, and cells that are only kept. */
export function recordOf(words: Words, row: RawRow, rows: Plan['rows'], answers: Answers, column?: number) {
  const { facts, lines } = normaliseRow(row, rows, answers);
  const [line] = lines;
  const text = (field: string): string => (typeof facts[field] === 'string' ? facts[field] : '');
  const code = (list: string, field: string): string => (text(field) === '' ? '' : words.code(list, text(field)));
  /** A cell as the file has it. */
  const written = (field: string): string => (row.cells[rows.mapping.indexOf(field)] ?? '').trim().slice(0, 80);
  const inHand = column === undefined ? null : (rows.mapping[column] ?? null);
  const item = (name: string, value: string) => ({
    label: fieldLabel(words, name),
    value,
    ...(name === inHand && column !== undefined
      ? { note: words.t('imports:preview.from', { column: columnLetter(column) }) }
      : {}),
  });
  return {
    heading: goodsOf(words, line),
    items: [
      ...(line ? [] : [item('product', openGoods(words, written))]),
      item('quantity', line ? quantityOf(words, line) : [written('quantity'), written('unit')].join(' ').trim()),
      item('seizureDate', text('seizureDate') === '' ? '' : words.date(text('seizureDate'))),
      item('country', code('country', 'country')),
      item('placeName', text('placeName')),
      item('departure', code('country', 'departure')),
      item('destination', code('country', 'destination')),
      item('transport', code('transport', 'transport')),
      item('concealment', code('concealment', 'concealment')),
      ...(rows.mapping.includes('value') ? [item('value', valueOf(words, line))] : []),
    ],
    kept: keptCells(row, rows),
  };
}

function goodsOf(words: Words, line: GoodsLine | undefined) {
  if (!line || !isHeadingCode(line.heading)) return undefined;
  const heading = words.names.heading(line.heading);
  return { ...heading, more: line.product === '' ? heading.label : words.product(line.heading, line.product) };
}

/** Goods whose word nobody has said the meaning of. */
function openGoods(words: Words, written: (field: string) => string): string {
  const word = ['product', 'goods', 'productText', 'heading'].map(written).find(cell => cell !== '');
  return word === undefined ? '' : words.t('imports:preview.asked', { word });
}

function quantityOf(words: Words, line: GoodsLine | undefined): string {
  if (line?.quantity === undefined) return '';
  return words.number(line.quantity) + (line.unit === undefined ? '' : ` ${words.unit(line.unit, line.quantity)}`);
}

function valueOf(words: Words, line: GoodsLine | undefined): string {
  return line?.value === undefined ? '' : [words.number(line.value), line.currency ?? ''].filter(Boolean).join(' ');
}

const keptShown = 4;

/** Cells of columns that fill no field: they stay with the record as the source's words. */
function keptCells({ cells }: RawRow, { header, mapping, narrativeColumns = [] }: Plan['rows']): string {
  return mapping
    .flatMap((field, column) => {
      const cell = (cells[column] ?? '').trim();
      return field !== null || cell === '' || narrativeColumns.includes(column)
        ? []
        : [`${header[column] ?? columnLetter(column)}: ${cell.slice(0, 60)}`];
    })
    .slice(0, keptShown)
    .join(' · ');
}
