import { now as portalNow } from '../../text/clock.ts';
import type { Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { applyMarks, screenByRules } from '../../personal-data/index.ts';
import {
  mayEnterFor,
  screenedTexts,
  validateRecord,
  type QuantityNorm,
  type SeizureRecord,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { memo } from '../engine/draft/draft.ts';
import { hardFields, softFields } from '../engine/columns/import-fields.ts';
import { rowReader, type NormalisedRow } from '../engine/rows/rows.ts';
import type { Answers, ImportPlan } from '../engine/plan.ts';
import type { RowProblem } from '../engine/problems.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import { ownCauses } from './own-causes.ts';
import { isSoft, withoutUnfit } from './soft-facts.ts';
import type { KeptProblem, StagedRow } from './store-rows.ts';
import { latestToday } from '../../text/plain-date.ts';

export interface RowChecker {
  /** Reads one raw row into its staged form: ready, in error with every reason, or set aside. Pure. */
  check(raw: RawRow, rowNo: number): StagedRow;
}

/** What the reader of the file noted on a row; its cells alone no longer tell it. */
const readerNotes: ReadonlySet<string> = new Set([
  'quote_open',
  'line_unreadable',
  'cell_too_long',
  'text_cleaned',
  'merged_filled',
  'taken_from_above',
]);

/**
 * Reads staged rows again, in place of the file. A row set aside stays so, and what the file's reader noted is kept.
 */
export async function rowsAgain(checker: RowChecker, rows: readonly StagedRow[]): Promise<StagedRow[]> {
  const pause = yieldToEventLoop(200);
  const read: StagedRow[] = [];
  for (const row of rows) {
    const notes = row.problems.filter(({ code }) => readerNotes.has(code)) as RowProblem[];
    read.push(row.state === 'set_aside' ? row : checker.check({ line: row.line, cells: row.raw, notes }, row.rowNo));
    await pause();
  }
  return read;
}

type QuantityNorms = (product: string, unit: string) => QuantityNorm | undefined;

/** Facts a file may lack: the record comes in without them, flagged. */
const mayLack: ReadonlySet<string> = new Set(softFields.map(field => `facts.${field}`));

/** A checker under one plan and its answers, for the account that imports. */
export function rowChecker(
  context: SeizuresContext,
  viewer: Viewer,
  plan: ImportPlan,
  answers: Answers,
  quantityNorm?: QuantityNorms,
): RowChecker {
  const read = rowReader(plan, answers);
  const validation = {
    today: latestToday(portalNow()),
    lookUp: context.lists.lookUp,
    purpose: 'submit' as const,
    form: 'short' as const,
    ...(quantityNorm ? { quantityNorm } : {}),
  };
  const entersFor = memo(country => mayEnterFor(viewer, country));
  const persons = memo(text => applyMarks(screenByRules(text), []).map(({ text: part }) => part.slice(0, 80)));
  return {
    check(raw, rowNo) {
      const row = read(raw);
      const kept = { rowNo, line: raw.line, raw: row.raw.map(cell => cell ?? ''), hash: row.hash };
      if (raw.aside)
        return {
          ...kept,
          state: 'set_aside',
          record: null,
          problems: [{ level: 'warning', code: `aside_${raw.aside}` }],
        };
      const problems = ownCauses(row.problems);
      let record: SeizureRecord = { form: 'short', facts: row.facts, lines: row.lines, persons: row.persons };
      if (isWhole(row)) {
        const { errors, warnings } = validateRecord(record, validation);
        record = withoutUnfit(record, errors);
        problems.push(...recordProblems(record, { errors, warnings }, problems, { entersFor, persons }));
      }
      const state = problems.some(({ level }) => level === 'error') ? 'error' : 'ready';
      return { ...kept, state, record, problems };
    },
  };
}

/** A row without its hard fields has its problems already; checking the rest would only repeat them in other words. */
function isWhole(row: NormalisedRow): boolean {
  const ofGoods = hardFields.filter(field => field !== 'seizureDate' && field !== 'country');
  return (
    row.lines.length > 0 &&
    row.facts.seizureDate !== undefined &&
    row.facts.country !== undefined &&
    row.lines.every(line => line.product !== '' && ofGoods.every(field => line[field] !== undefined))
  );
}

interface Judges {
  readonly entersFor: (country: string) => boolean;
  /** Parts of a text that may be about a person. */
  readonly persons: (text: string) => readonly string[];
}

function recordProblems(
  record: SeizureRecord,
  { errors, warnings }: Pick<ReturnType<typeof validateRecord>, 'errors' | 'warnings'>,
  before: readonly KeptProblem[],
  { entersFor, persons }: Judges,
): KeptProblem[] {
  const said = new Set(before.map(({ field }) => field));
  const problems = [
    ...errors
      .filter(({ path, key }) => !(key === 'findings:required' && mayLack.has(path)))
      .map(problem => kept(isSoft(problem) ? 'warning' : 'error', problem)),
    ...warnings.map(problem => kept('warning', problem)),
  ].filter(({ field }) => !said.has(field));
  const country = String(record.facts.country);
  if (!entersFor(country))
    problems.push({ level: 'error', code: 'country_not_yours', field: 'country', values: { country } });
  for (const { path, text } of screenedTexts(record)) {
    const parts = [...new Set(persons(text))];
    if (parts.length > 0)
      problems.push({
        level: 'error',
        // Places bear names of people: the officer says of which kind they are.
        code: path === 'facts.placeName' ? 'place_person' : 'text_person',
        field: fieldOf(path),
        values: { part: parts.join(', ') },
      });
  }
  return problems;
}

function kept(level: 'error' | 'warning', { path, key, values }: FieldProblem): KeptProblem {
  return { level, code: key, field: fieldOf(path), ...(values ? { values } : {}) };
}

/** 'facts.country' and 'lines.0.details.purity' as the plan's fields: 'country', 'details.purity'. */
function fieldOf(path: string): string {
  return path.replace(/^(facts|lines\.\d+|persons\.\d+)\./, '');
}
