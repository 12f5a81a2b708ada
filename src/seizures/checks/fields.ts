import type { FieldProblem } from '../../errors.ts';
import { isEmpty, readValue } from '../../fields/index.ts';
import { printable } from '../../text/readable-text.ts';
import type { Field, FieldValue } from '../goods/heading.ts';

const mostUnknown = 20;

/** Fields by their names, in the order of the form. */
export type FieldsByName = ReadonlyMap<string, Field>;

export function byName(fields: readonly Field[]): FieldsByName {
  return new Map(fields.map(field => [field.name, field]));
}

interface Read {
  /** The fields that could be read. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly errors: readonly FieldProblem[];
}

/**
 * Reads an object against its fields; nothing is required here, and nothing else is let in. A field that cannot be read
 * is an error and is left out; the others are read all the same. Only what is stated is looked at: a row of a file
 * states ten of some sixty fields.
 */
export function readFields(fields: FieldsByName, input: unknown, path: string): Read {
  if (!isObject(input)) return { values: {}, errors: [{ path, key: 'findings:notAnObject' }] };
  const values: Record<string, FieldValue> = {};
  const errors: FieldProblem[] = [];
  const unknown: string[] = [];
  for (const name of Object.keys(input)) {
    const value = input[name];
    if (isEmpty(value)) continue;
    const field = fields.get(name);
    const reading = field && readValue(field, value);
    if (reading === undefined) unknown.push(name);
    // The declarations of a record hold no field whose value is anything else.
    else if (reading.ok) values[name] = reading.value as FieldValue;
    else errors.push({ path: within(path, name), key: reading.key, ...(reading.values && { values: reading.values }) });
  }
  if (errors.length === 0 && unknown.length === 0) return { values, errors };
  return { values, errors: [...inOrder(errors, fields, path), ...unknownFields(unknown, path)] };
}

/** Errors in the order of the form, whatever order the values came in. */
function inOrder(errors: readonly FieldProblem[], fields: FieldsByName, path: string): readonly FieldProblem[] {
  if (errors.length < 2) return errors;
  const places = new Map([...fields.keys()].map((name, at) => [within(path, name), at]));
  return errors.toSorted((a, b) => (places.get(a.path) ?? 0) - (places.get(b.path) ?? 0));
}

function within(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** The entries that state something: empty texts and lists, null and undefined state nothing. */
export function stated(input: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(input).filter(([, value]) => !isEmpty(value));
}

/** Names come from outside and are shown again. */
export function unknownFields(names: readonly string[], path: string): FieldProblem[] {
  return names.slice(0, mostUnknown).map(name => {
    const shown = printable(name, '\ufffd');
    return { path: within(path, shown), key: 'findings:unknownField', values: { name: shown } };
  });
}
