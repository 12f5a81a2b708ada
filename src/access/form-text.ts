import { BadRequest } from '../errors.ts';
import type { FieldProblem } from '../errors.ts';
import { isPlainDate } from '../text/plain-date.ts';

/** Characters of a reason. */
export const longestReason = 1000;

/** What a form or a query brought for one field, and what is wrong with it. `typed` is shown again. */
export interface Typed<T> {
  readonly typed: string;
  readonly value?: T;
  readonly problem?: FieldProblem;
}

// Bidi controls only deceive the reader; what is no character came as U+FFFD.
const unreadable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd]/;

/** A reason: why something was done, as the history keeps it. Required. */
export function readReason(body: unknown): Typed<string> {
  const typed = textIn(body, 'reason').replaceAll('\r\n', '\n').trim();
  const problem = (key: string, values?: FieldProblem['values']): Typed<string> => ({
    typed: typed.slice(0, 5000),
    problem: { path: 'reason', key, ...(values ? { values } : {}) },
  });
  if (typed === '') return problem('accounts:problem.reasonMissing');
  if (unreadable.test(typed) || !typed.isWellFormed()) return problem('errors:fields.characters');
  if ([...typed].length > longestReason) return problem('errors:fields.tooLong', { max: longestReason });
  return { typed, value: typed.normalize('NFC') };
}

/** A plain date of the calendar, not before `from` and not after `to`. Empty is undefined where it is optional. */
export function readDay(
  body: unknown,
  name: string,
  { from, to, optional }: { from: string; to: string; optional?: boolean },
): Typed<string> {
  const typed = textIn(body, name).trim().slice(0, 40);
  const problem = (key: string, values?: FieldProblem['values']): Typed<string> => ({
    typed,
    problem: { path: name, key, ...(values ? { values } : {}) },
  });
  if (typed === '') return optional ? { typed } : problem('errors:fields.required');
  if (!isPlainDate(typed)) return problem('errors:fields.notADate');
  if (typed < from) return problem('accounts:problem.dayPast', { from });
  if (typed > to) return problem('accounts:problem.dayFar', { to });
  return { typed, value: typed };
}

/** The one text of a field; '' when it is missing or repeated. */
export function textIn(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** The texts of a field that may be repeated. */
export function textsIn(body: unknown, name: string): string[] {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Throws BadRequest naming every field a form of ours would not send: who adds level or office to a form is told, and nothing happens. */
export function allowOnly(body: unknown, names: readonly string[]): void {
  refuseOthers(body, ['_csrf', ...names], 'errors:fields.unknown');
}

/** Throws BadRequest naming every query parameter that is not one of these or is given twice. Answers the given ones. */
export function queryOf<N extends string>(query: unknown, names: readonly N[]): Partial<Record<N, string>> {
  refuseOthers(query, names, 'errors:parameters.unknown');
  const repeated = Object.entries(query ?? {}).filter(([, value]) => typeof value !== 'string');
  if (repeated.length > 0)
    throw new BadRequest(repeated.map(([path]) => ({ path, key: 'errors:parameters.repeated' })));
  return query as Partial<Record<N, string>>;
}

function refuseOthers(given: unknown, names: readonly string[], key: string): void {
  const others = Object.keys((given ?? {}) as object).filter(name => !names.includes(name));
  if (others.length > 0) throw new BadRequest(others.slice(0, 10).map(name => ({ path: shown(name), key })));
}

/** A refused word as the page may repeat it. */
export function shown(text: string): string {
  return text
    .slice(0, 60)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}
