import type { Leaf } from '../fields.ts';
import { readKey, type Post } from './form-post.ts';
import type { Row, Sheet, Value, Values } from './form-sheet.ts';

export const mostLines = 200;
export const mostPersons = 100;

/**
 * Puts what a step sent over the sheet: its own inputs are replaced, everything else stays as it was. Blank new rows
 * are dropped.
 */
export function fillIn(sheet: Sheet, post: Post, step: Leaf): Sheet {
  return {
    form: post.form ?? sheet.form,
    reason: step === 'review' ? (post.reason ?? sheet.reason) : sheet.reason,
    facts: over(sheet.facts, post.facts),
    lines: fillRows(sheet.lines, post.lines),
    persons: fillRows(sheet.persons, post.persons),
  };
}

function over(values: Values, posted: Values): Values {
  return Object.fromEntries(Object.entries({ ...values, ...posted }).filter(([, value]) => value.length > 0)) as Record<
    string,
    Value
  >;
}

function fillRows(rows: readonly Row[], posted: readonly Row[]): readonly Row[] {
  const filled = new Map(rows.map(row => [row.key, row]));
  for (const { key, values } of posted) filled.set(key, { key, values: over(filled.get(key)?.values ?? {}, values) });
  return [...filled.values()].filter(({ values }) => Object.keys(values).length > 0);
}

/**
 * Does what the pressed button asks of the rows. Pressed twice it does it once: rows are named by their keys, new keys
 * come with the form.
 */
export function rearrange(sheet: Sheet, { verb, key, other }: Post['action']): Sheet {
  if (verb === 'remove-line') return { ...sheet, lines: sheet.lines.filter(row => row.key !== key) };
  if (verb === 'remove-person') return { ...sheet, persons: sheet.persons.filter(row => row.key !== key) };
  if (verb === 'copy-line') return { ...sheet, lines: copied(sheet.lines, key, other) };
  if (verb === 'use') return { ...sheet, form: key === 'long' ? 'long' : 'short' };
  return sheet;
}

function copied(lines: readonly Row[], key: string, fresh: string): readonly Row[] {
  const at = lines.findIndex(row => row.key === key);
  const original = lines[at];
  const known = readKey(fresh) === undefined || lines.length >= mostLines || lines.some(row => row.key === fresh);
  return original === undefined || known ? lines : lines.toSpliced(at + 1, 0, { key: fresh, values: original.values });
}
