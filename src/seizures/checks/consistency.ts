import type { FieldProblem } from '../../errors.ts';
import type { Field, FieldValue, Finding, FormLength, LookUp, ReferenceFact } from '../goods/heading.ts';
import { error } from '../goods/findings.ts';

export type Values = Readonly<Record<string, FieldValue>>;

/**
 * Median and median absolute deviation of the natural logarithm of quantities of one product in one unit, over n
 * records.
 */
export interface QuantityNorm {
  readonly median: number;
  readonly mad: number;
  readonly n: number;
}

export interface ValidationContext {
  /** Plain date of today, YYYY-MM-DD, where the day begins first: `latestToday(new Date())`. */
  readonly today: string;
  readonly lookUp: LookUp;
  /** A draft may be incomplete: only what cannot be read is an error. */
  readonly purpose: 'submit' | 'draft';
  readonly form: FormLength;
  readonly quantityNorm?: (product: string, unit: string) => QuantityNorm | undefined;
}

/** A validation context with the date on which codes must be valid. */
export interface CheckContext extends ValidationContext {
  readonly seizureDate: string | undefined;
}

/** Fields that this form must have and the values lack. */
export function missing(fields: readonly Field[], values: Values, form: FormLength): Finding[] {
  return fields
    .filter(
      field =>
        field.required === true && (field.form === 'short' || form === 'long') && values[field.name] === undefined,
    )
    .map(field => error(field.name, 'required'));
}

/** Codes that are not in their list, or were not valid on the date of seizure. */
export function wrongCodes(fields: readonly Field[], values: Values, context: CheckContext): Finding[] {
  const found: Finding[] = [];
  for (const field of fields) {
    const value = values[field.name];
    if (field.type !== 'code' || value === undefined) continue;
    for (const code of Array.isArray(value) ? value : [String(value)])
      found.push(...wrongCode(field.name, field.list, code, context));
  }
  return found;
}

export function wrongCode(name: string, list: string, code: string, context: CheckContext): Finding[] {
  if (factOf(list, code, context) !== undefined) return [];
  const atAnyTime = context.lookUp(list, listedCode(list, code));
  if (atAnyTime === undefined || context.seizureDate === undefined)
    return [error(name, 'unknownCode', { value: code })];
  const { nameEn, nameFr } = atAnyTime;
  return [error(name, 'codeNotValidThen', { value: code, nameEn, nameFr, date: context.seizureDate })];
}

export function factOf(list: string, code: string, context: CheckContext): ReferenceFact | undefined {
  return context.lookUp(list, listedCode(list, code), context.seizureDate);
}

/** National tariffs add digits to the six of the Harmonized System; only those are in the list. */
function listedCode(list: string, code: string): string {
  return list === 'hs' ? code.slice(0, 6) : code;
}

export interface Problems {
  readonly errors: FieldProblem[];
  readonly warnings: FieldProblem[];
}

/**
 * Adds findings to the problems, each at its path. A field that could not be read is not also called missing or wrong.
 */
export function report(found: readonly Finding[], path: string, problems: Problems): void {
  if (found.length === 0) return;
  const unreadable = new Set(problems.errors.map(problem => problem.path));
  for (const { level, field, key, values } of found) {
    const at = field === '' ? path : `${path}.${field}`;
    if (unreadable.has(at)) continue;
    const list = level === 'error' ? problems.errors : problems.warnings;
    list.push(values === undefined ? { path: at, key } : { path: at, key, values });
  }
}
