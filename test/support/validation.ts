import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { validateRecord, type ValidationContext } from '../../src/seizures/checks/validate.ts';
import { csvLookUp } from './lists.ts';

export const lookUp = csvLookUp();

/** A plain date after every sample, so that no test depends on the clock. */
export const testToday = '2026-11-25';

export function context(more: Partial<ValidationContext> = {}): ValidationContext {
  return { today: testToday, lookUp, purpose: 'submit', form: 'long', ...more };
}

export function validate(record: unknown, more: Partial<ValidationContext> = {}): ReturnType<typeof validateRecord> {
  return validateRecord(record, context(more));
}

/** Errors as 'path key', the key without its namespace. */
export function errorsOf(record: unknown, more: Partial<ValidationContext> = {}): string[] {
  return validate(record, more).errors.map(({ path, key }) => `${path} ${key.replace('findings:', '')}`);
}

export function warningsOf(record: unknown, more: Partial<ValidationContext> = {}): string[] {
  return validate(record, more).warnings.map(({ path, key }) => `${path} ${key.replace('findings:', '')}`);
}

/** The record with one value set at a path such as 'lines.0.details.purity'. */
export function withValue(record: SeizureRecord, path: string, value: unknown): unknown {
  const copy: Record<string, unknown> = structuredClone({ ...record });
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, copy);
  parent[last] = value;
  return copy;
}

/** Validates with another look-up. */
export function validateOn(record: unknown, other: ValidationContext['lookUp']): ReturnType<typeof validateRecord> {
  return validateRecord(record, { ...context(), lookUp: other });
}
