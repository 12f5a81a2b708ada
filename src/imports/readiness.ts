import type { Viewer } from '../access/index.ts';
import type { SeizuresContext } from '../seizures/index.ts';
import { rowChecker } from './check/row-check.ts';
import type { KeptProblem, StagedRow } from './check/store-rows.ts';
import { importFields, levelFor } from './engine/columns/import-fields.ts';
import type { Answers } from './engine/plan.ts';
import { fold } from './engine/words/words.ts';
import { missingFields } from './open-questions.ts';
import type { Plan } from './plan.ts';
import type { Import } from './store.ts';
import type { ImportWord } from './words/store-words.ts';

/** How many rows of a file can be saved, wait for answers, or cannot be saved as they stand. */
export interface Readiness {
  readonly ready: number;
  readonly waiting: number;
  readonly cannot: number;
  /** Questions that hold the waiting rows. */
  readonly answers: number;
  /** Code of the problem most of the rows have that cannot go in. */
  readonly why?: string;
  /** Rows looked at, where the figures are estimated from them. */
  readonly sample?: number;
}

/** The part of a word that an estimate needs. */
export type AskedWord = Pick<ImportWord, 'kind' | 'word' | 'rows' | 'state' | 'example'>;

/**
 * What the rows kept for showing tell of the whole file, under the plan and the answers as they stand. `words` are
 * those of the whole file, once it was read: what they hold outweighs the sample.
 */
export function readinessOf(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  rows: Plan['rows'],
  answers: Answers,
  words: readonly AskedWord[],
): Readiness {
  const checker = rowChecker(context, viewer, rows, answers);
  const missing = new Set(
    missingFields({ ...file, plan: { ...file.plan, rows } }).map(({ values }) => String(values.field)),
  );
  const sample = file.sniffed.sample.map((row, at) => checker.check(row, at + 1));
  const read = sample.filter(({ state }) => state !== 'set_aside');
  const total = totalOf(file, sample.length, read.length);
  const scale = read.length === 0 ? 0 : total / read.length;
  const held = read.filter(({ state }) => state === 'error');
  const waiting = held.filter(row => isWaiting(row, missing));
  const cannot = held.filter(row => !isWaiting(row, missing));
  const open = words.filter(word => isOpen(word) && holdsRows(word, rows));
  const byWords = Math.min(
    total,
    open.reduce((sum, word) => sum + word.rows, 0),
  );
  const cannotGo = Math.round(cannot.length * scale);
  const waits = Math.min(
    total - cannotGo,
    Math.max(Math.round(waiting.length * scale), file.plan.survey ? byWords : 0),
  );
  const why = mostCommon(cannot);
  return {
    ready: total - cannotGo - waits,
    waiting: waits,
    cannot: cannotGo,
    answers: missing.size + questionsIn(open),
    ...(why === undefined ? {} : { why }),
    ...(total > read.length ? { sample: read.length } : {}),
  };
}

/** After the check the figures are those of the rows themselves. */
export function readinessChecked({ counts }: Import, rows: Plan['rows'], words: readonly AskedWord[]): Readiness {
  const { ready = 0, committed = 0, error = 0 } = counts;
  const open = words.filter(word => isOpen(word) && holdsRows(word, rows));
  const waiting = Math.min(
    error,
    open.reduce((sum, word) => sum + word.rows, 0),
  );
  return { ready: ready + committed, waiting, cannot: error - waiting, answers: questionsIn(open) };
}

function totalOf({ plan, rowsEstimated }: Import, seen: number, read: number): number {
  if (plan.survey) return plan.survey.rows;
  return seen === 0 ? 0 : Math.max(read, Math.round((rowsEstimated * read) / seen));
}

/**
 * Whether all that keeps a row back is to be said for the file, not to be corrected in the row: a word, a field no
 * column gives, and what cannot be read without them.
 */
function isWaiting({ problems }: StagedRow, missing: ReadonlySet<string>): boolean {
  const errors = problems.filter(({ level }) => level === 'error');
  const isOpen = ({ code, field = '' }: KeptProblem): boolean => code === 'value_unknown' || missing.has(field);
  const withoutGoods = errors.some(problem => isOpen(problem) && ofGoods.has(problem.field ?? ''));
  return errors.every(problem => isOpen(problem) || (withoutGoods && ofGoods.has(problem.field ?? '')));
}

const ofGoods: ReadonlySet<string> = new Set(['heading', 'product', 'productText', 'unit']);

function mostCommon(rows: readonly StagedRow[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { problems } of rows) {
    const first = problems.find(({ level }) => level === 'error');
    if (first) counts.set(first.code, (counts.get(first.code) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function isOpen({ state }: AskedWord): boolean {
  return state === 'ask' || state === 'preselected';
}

/** Proposed words are confirmed together: one answer. */
function questionsIn(open: readonly AskedWord[]): number {
  const proposed = open.filter(({ state }) => state === 'preselected').length;
  return open.length - proposed + Math.min(1, proposed);
}

/** Whether rows wait for a word: it stands in a field no record can do without. Elsewhere they go in with the word. */
export function holdsRows({ kind, word, example }: AskedWord, { mapping }: Pick<Plan['rows'], 'mapping'>): boolean {
  const columns = mapping.flatMap((field, column) =>
    field !== null && importFields.get(field)?.kind === kind ? [{ column, isHard: levelFor(field) === 'error' }] : [],
  );
  if (columns.every(({ isHard }) => isHard)) return true;
  return columns.some(({ column, isHard }) => isHard && fold(example[column] ?? '').includes(fold(word)));
}
