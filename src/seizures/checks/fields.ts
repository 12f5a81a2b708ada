import { z } from 'zod';
import type { FieldProblem } from '../../errors.ts';
import type { Field, FieldValue } from '../goods/heading.ts';
import { readDecimal, readInteger } from '../../text/number.ts';
import { readDate } from '../../text/plain-date.ts';
import { read, readText, refuse } from '../../text/readable-text.ts';
import type { Reading } from '../../text/readable-text.ts';

const longestCode = 120;
const mostValues = 60;
const mostUnknown = 20;

/** The zod type of a declared field: the one place where a declaration becomes a check of one value. */
export function fieldSchema(field: Field): z.ZodType<FieldValue> {
  return z.unknown().transform((input, context) => {
    const reading = readField(field, input);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.key, params: reading.values ?? {} });
    return z.NEVER;
  });
}

function readField(field: Field, input: unknown): Reading<FieldValue> {
  switch (field.type) {
    case 'text':
      return readPattern(field.pattern, readText(input, field.max, false));
    case 'longtext':
      return readText(input, field.max, true);
    case 'integer':
      return readInteger(input, field.min, field.max);
    case 'decimal':
      return readDecimal(input, field.min, field.max);
    case 'date':
      return readDate(input);
    case 'yesno':
      return readYesNo(input);
    case 'choice':
      return field.many === true
        ? readMany(input, one => readChoice(one, field.options))
        : readChoice(input, field.options);
    case 'code':
      return field.many === true ? readMany(input, one => readCode(one, field.list)) : readCode(input, field.list);
  }
}

function readPattern(pattern: RegExp | undefined, reading: Reading<string>): Reading<string> {
  return !reading.ok || pattern === undefined || pattern.test(reading.value)
    ? reading
    : refuse('notThisShape', { value: reading.value });
}

/** Forms send words, interfaces send booleans. */
function readYesNo(input: unknown): Reading<boolean> {
  if (input === true || input === 'yes' || input === 'true') return read(true);
  if (input === false || input === 'no' || input === 'false') return read(false);
  return refuse('notYesOrNo');
}

function readChoice(input: unknown, options: readonly string[]): Reading<string> {
  const reading = readText(input, longestCode, false);
  return reading.ok && !options.includes(reading.value) ? refuse('notAChoice', { value: reading.value }) : reading;
}

function readCode(input: unknown, list: string): Reading<string> {
  const reading = readText(input, longestCode, false);
  if (!reading.ok || list !== 'hs') return reading;
  const digits = reading.value.replace(/[. \u00a0]/g, '');
  return /^(\d{2}){1,5}$/.test(digits) ? read(digits) : refuse('hsShape', { value: reading.value });
}

/** One ticked box comes as a text, several as a list; repeats count once. */
function readMany(input: unknown, readOne: (one: unknown) => Reading<string>): Reading<readonly string[]> {
  const all: unknown[] = typeof input === 'string' ? [input] : Array.isArray(input) ? input : [];
  if (typeof input !== 'string' && !Array.isArray(input)) return refuse('notAList');
  if (all.length > mostValues) return refuse('tooMany', { max: mostValues });
  const readings = Array.from(all, readOne);
  const bad = readings.find(reading => !reading.ok);
  if (bad !== undefined && !bad.ok) return bad;
  return read([...new Set(readings.flatMap(reading => (reading.ok ? [reading.value] : [])))]);
}

/** The zod type of each field of a set. Nothing is required here, and nothing else is let in. */
type FieldsSchema = ReadonlyMap<string, z.ZodType<FieldValue>>;

export function fieldsSchema(fields: readonly Field[]): FieldsSchema {
  return new Map(fields.map(field => [field.name, fieldSchema(field)]));
}

interface Read {
  /** The fields that could be read. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly errors: readonly FieldProblem[];
}

/**
 * Reads an object against its fields. A field that cannot be read is an error and is left out; the others are read all
 * the same. Only what is stated is looked at: a row of a file states ten of some sixty fields.
 */
export function readFields(schema: FieldsSchema, input: unknown, path: string): Read {
  if (!isObject(input)) return { values: {}, errors: [{ path, key: 'findings:notAnObject' }] };
  const values: [string, FieldValue][] = [];
  const errors: FieldProblem[] = [];
  const unknown: string[] = [];
  for (const [name, value] of stated(input)) {
    const field = schema.get(name)?.safeParse(value);
    if (field === undefined) unknown.push(name);
    else if (field.success) values.push([name, field.data]);
    else errors.push(...field.error.issues.map(issue => problem(issue, path === '' ? name : `${path}.${name}`)));
  }
  return {
    values: Object.fromEntries(values),
    errors: [...inOrder(errors, schema, path), ...unknownFields(unknown, path)],
  };
}

/** Errors in the order of the form, whatever order the values came in. */
function inOrder(errors: readonly FieldProblem[], schema: FieldsSchema, path: string): readonly FieldProblem[] {
  if (errors.length < 2) return errors;
  const places = new Map([...schema.keys()].map((name, at) => [path === '' ? name : `${path}.${name}`, at]));
  return errors.toSorted((a, b) => (places.get(a.path) ?? 0) - (places.get(b.path) ?? 0));
}

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** The entries that state something: empty texts and lists, null and undefined state nothing. */
export function stated(input: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(input).filter(([, value]) => !isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function problem(issue: z.core.$ZodIssue, path: string): FieldProblem {
  const values = issue.code === 'custom' ? (issue.params as FieldProblem['values']) : undefined;
  return values === undefined || Object.keys(values).length === 0
    ? { path, key: issue.message }
    : { path, key: issue.message, values };
}

/** Names come from outside: shortened, well-formed and without controls before they are shown. */
export function unknownFields(names: readonly string[], path: string): FieldProblem[] {
  return names.slice(0, mostUnknown).map(name => {
    const shown = name
      .slice(0, 60)
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
    return { path: path === '' ? shown : `${path}.${shown}`, key: 'findings:unknownField', values: { name: shown } };
  });
}
