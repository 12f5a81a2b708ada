import { noSeizuresIn } from '../engine/totals/totals-signs.ts';
import type { Form } from '../upload/form.ts';
import type { Plan } from '../plan.ts';
import type { Import } from '../store.ts';
import type { ColumnsProblem } from '../columns/columns-form.ts';
import { writtenYear } from '../engine/totals/periods.ts';
import { audiences, type Audience } from './store-totals.ts';

/** What a file that seems to hold no seizures is taken for: a person's word. */
export const answers = ['statistics', 'seizures', 'out'] as const;
export type HoldsAnswer = (typeof answers)[number];

export interface HoldsGiven {
  readonly answer?: HoldsAnswer;
  readonly audience: Audience;
  readonly period: string;
}

/**
 * What the file holds under columns as a person has settled them. The kept sample of a long file shows too few rows to
 * find totals that its first look did not; what it found stays while it is still true.
 */
export function holdsUnder(
  file: Pick<Import, 'plan' | 'sniffed' | 'rowsEstimated'>,
  rows: Plan['rows'],
): Plan['holds'] {
  if (rows.choices !== undefined) return undefined;
  const { holds } = file.plan;
  const found = noSeizuresIn(rows, file.sniffed.sample);
  if (found === undefined || found.what === holds?.what) return found && holds;
  const isWhole = file.rowsEstimated <= file.sniffed.sample.length;
  return holds !== undefined || isWhole || found.what !== 'totals' ? found : undefined;
}

/** Whether the figures of the file need a time said for all of them: no column holds it, or months without a year. */
export function needsPeriod(holds: Plan['holds'], rows: Plan['rows']): boolean {
  if (holds?.what !== 'totals' || rows.mapping.includes('seizureYear')) return false;
  const across = holds.signs.find(({ key }) => key === 'periods_across');
  if (across) return !/\d/.test(String(across.values.first));
  return !rows.mapping.includes('seizureDate');
}

/** What the card proposes before anybody said a word: statistics for totals, nothing for what is refused. */
export function proposedAnswer({ holds, kept, period = '' }: Plan): HoldsGiven {
  const answer = kept ?? (holds?.what === 'totals' ? 'statistics' : undefined);
  return { ...(answer === undefined ? {} : { answer }), audience: 'office', period };
}

/** The plan of a file whose rows are seizures, though its signs said otherwise. */
export function asSeizures({ holds: _holds, kept: _kept, period: _period, ...plan }: Plan, holds: Plan['holds']): Plan {
  return { ...plan, ...(holds ? { holds, kept: 'seizures' } : {}) };
}

/** The plan with what the card says so far, for a page that is kept half done. */
export function withAnswerSoFar(plan: Plan, form: Form): Plan {
  const { answer, period } = readHolds(form, plan.holds);
  if (answer === undefined || answer === 'out') return plan;
  return { ...plan, kept: answer, ...(period === '' ? {} : { period }) };
}

/** Reads the card. An answer it does not offer is none. */
export function readHolds(form: Form, holds: Plan['holds']): HoldsGiven {
  const offered = answers.filter(one => one !== 'statistics' || holds?.what === 'totals');
  const answer = offered.find(one => one === form.text('holds'));
  return {
    ...(answer === undefined ? {} : { answer }),
    audience: audiences.find(one => one === form.text('audience')) ?? 'office',
    period: form.text('period').trim().slice(0, 20),
  };
}

/** What keeps the page from going on: no answer, or totals without a time or a country. */
export function holdsProblems(
  holds: Plan['holds'],
  { answer, period }: HoldsGiven,
  rows: Plan['rows'],
): ColumnsProblem[] {
  if (holds === undefined) return [];
  if (answer === undefined) return [{ at: 'holds', key: 'holds' }];
  if (answer !== 'statistics') return [];
  const hasCountry = rows.mapping.includes('country') || rows.constants.country !== undefined;
  return [
    ...(needsPeriod(holds, rows) && !isPeriod(period) ? [{ at: 'period', key: 'period' }] : []),
    ...(hasCountry ? [] : [{ at: 'k-country', key: 'missing', values: { field: 'country' } }]),
  ];
}

/** "2025", "2024/25" or "2025-03". */
function isPeriod(text: string): boolean {
  return writtenYear(text) !== undefined || /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(text);
}
