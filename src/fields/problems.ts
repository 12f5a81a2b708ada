import type { FieldProblem } from '../errors.ts';
import { screenByRules } from '../personal-data/index.ts';
import type { Reading } from '../text/readable-text.ts';
import type { Field } from './field.ts';

/** What the readers find, as forms say it. What is not here is said by the key it has, of `findings`. */
const ofForms: Readonly<Record<string, string>> = {
  required: 'forms:problem.missing',
  notAChoice: 'forms:problem.notListed',
  unknownCode: 'forms:problem.notListed',
  notADate: 'forms:problem.noDate',
  noSuchDay: 'forms:problem.noDate',
  dateOutOfRange: 'forms:problem.dateOutside',
  nominal: 'forms:problem.nominal',
};

/** A refusal at a field of a form, by the field's own key for it where it has one. */
export function problemAt(path: string, field: Field, { key, values }: Reading<never> & { ok: false }): FieldProblem {
  const name = key.replace(/^findings:/, '');
  return { path, key: field.problems?.[name] ?? ofForms[name] ?? key, ...(values ? { values } : {}) };
}

/** The first passage of a free text that looks like data about a person. */
export function screened(field: Field, value: unknown): { readonly found: string } | undefined {
  const isFree = (field.type === 'text' || field.type === 'longtext') && field.screened !== false;
  const [found] = isFree && typeof value === 'string' ? screenByRules(value) : [];
  return found && { found: found.text.slice(0, 60) };
}
