import { BadRequest } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { isDate } from '../entry.ts';

export interface ListQuery {
  readonly q: string;
  readonly parent: string | undefined;
  /** Code after which the page begins. */
  readonly after: string | undefined;
  /** Plain date: only codes that may be used then. */
  readonly on: string | undefined;
}

// No control characters: nothing in a list has any, and bidi controls only deceive the reader.
const clean = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{0,200}$/u;

/** Reads a query string. Throws BadRequest that names every parameter not in `allowed` and every malformed value. */
export function readQuery(query: Readonly<Record<string, unknown>>, allowed: readonly (keyof ListQuery)[]): ListQuery {
  const problems = Object.entries(query).flatMap(([name, value]) => problemOf(name, value, allowed));
  if (problems.length > 0) throw new BadRequest(problems);
  const text = (name: keyof ListQuery): string | undefined =>
    query[name] === '' ? undefined : (query[name] as string | undefined);
  return { q: text('q')?.trim() ?? '', parent: text('parent'), after: text('after'), on: text('on') };
}

function problemOf(name: string, value: unknown, allowed: readonly string[]): FieldProblem[] {
  if (!allowed.includes(name)) return [{ path: name.slice(0, 60), key: 'reference:problems.unknownParameter' }];
  if (
    typeof value === 'string' &&
    value.isWellFormed() &&
    clean.test(value) &&
    (name !== 'on' || value === '' || isDate(value))
  )
    return [];
  return [malformed(name, String(value))];
}

export function malformed(name: string, value: string): FieldProblem {
  return { path: name, key: 'reference:problems.malformed', values: { value: value.slice(0, 60) } };
}
