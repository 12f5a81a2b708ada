import type { FieldProblem } from '../../errors.ts';
import { isScreened, type FieldValue, type GoodsLine, type Heading } from '../goods/heading.ts';
import { headings, headingList, isHeadingCode } from '../headings/index.ts';
import { lineFields } from '../goods/line-fields.ts';
import { allCommonFields } from '../fields.ts';
import type { PersonCount, SeizureRecord } from '../seizure.ts';
import { report, type CheckContext, type Problems, type ValidationContext, type Values } from './consistency.ts';
import { checkFacts } from './facts.ts';
import { byName, isObject, readFields, stated, unknownFields, type FieldsByName } from './fields.ts';
import { checkLine } from './line.ts';
import { checkPerson, personFields } from './persons.ts';

export type { QuantityNorm, ValidationContext } from './consistency.ts';

const mostLines = 200;
const mostPersons = 100;

const factFields = byName(allCommonFields);
const personsFields = byName(personFields);
const factTexts = allCommonFields.filter(({ type }) => type === 'text' || type === 'longtext');
const fieldsOfLine = byName(lineFields);
const ownFields = new Map(headingList.map(heading => [heading.code, byName(heading.fields)]));

interface Validated {
  /**
   * The record in clean form; undefined while there is an error. In a draft, lines and persons too incomplete to be one
   * are left out.
   */
  readonly record: SeizureRecord | undefined;
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Reads and checks a record from a form, a file row or the interface. Never throws, whatever comes. */
export function validateRecord(input: unknown, context: ValidationContext): Validated {
  const problems: Problems = { errors: [], warnings: [] };
  const parts = readParts(input, problems);
  const facts = readFields(factFields, parts.facts, 'facts');
  problems.errors.push(...facts.errors);
  const { seizureDate } = facts.values;
  const checks: CheckContext = { ...context, seizureDate: typeof seizureDate === 'string' ? seizureDate : undefined };
  const submitted = context.purpose === 'submit';
  if (submitted) report(checkFacts(facts.values, checks), 'facts', problems);
  const lines = parts.lines.flatMap((one, at) => validateLine(one, `lines.${at}`, checks, problems));
  const persons = parts.persons.flatMap((one, at) => validatePerson(one, `persons.${at}`, checks, problems));
  if (submitted && parts.lines.length === 0)
    report([{ level: 'error', field: '', key: 'findings:noLines' }], 'lines', problems);
  const record: SeizureRecord = { form: context.form, facts: facts.values, lines, persons };
  return { record: problems.errors.length === 0 ? record : undefined, ...problems };
}

interface Parts {
  readonly facts: unknown;
  readonly lines: readonly unknown[];
  readonly persons: readonly unknown[];
}

function readParts(input: unknown, { errors }: Problems): Parts {
  if (!isObject(input)) {
    errors.push({ path: '', key: 'findings:notAnObject' });
    return { facts: {}, lines: [], persons: [] };
  }
  const { form, facts, lines, persons } = Object.fromEntries(stated(input));
  const known = ['form', 'facts', 'lines', 'persons'];
  errors.push(
    ...unknownFields(
      Object.keys(input).filter(name => !known.includes(name)),
      '',
    ),
  );
  if (form !== undefined && form !== 'short' && form !== 'long')
    errors.push({ path: 'form', key: 'findings:notAChoice', values: { value: typeof form } });
  return {
    facts: facts ?? {},
    lines: readList(lines, 'lines', mostLines, errors),
    persons: readList(persons, 'persons', mostPersons, errors),
  };
}

function readList(input: unknown, path: string, max: number, errors: FieldProblem[]): readonly unknown[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) errors.push({ path, key: 'findings:notAList' });
  else if (input.length > max) errors.push({ path, key: 'findings:tooMany', values: { max } });
  else return Array.from(input);
  return [];
}

function validateLine(input: unknown, path: string, context: CheckContext, problems: Problems): GoodsLine[] {
  const { values, details, errors } = readLine(input, path);
  problems.errors.push(...errors);
  const line = asLine(values, details);
  if (context.purpose === 'draft') return line === undefined ? [] : [line];
  if (line === undefined) {
    report(incomplete(values), path, problems);
    return [];
  }
  report(checkLine(line, headings[line.heading], context), path, problems);
  return [line];
}

function incomplete(values: Values): { level: 'error'; field: string; key: string }[] {
  return ['heading', 'product']
    .filter(name => values[name] === undefined)
    .map(field => ({ level: 'error', field, key: 'findings:required' }));
}

interface ReadLine {
  readonly values: Values;
  readonly details: Values;
  readonly errors: readonly FieldProblem[];
}

function readLine(input: unknown, path: string): ReadLine {
  const { details = {}, ...rest } = isObject(input) ? Object.fromEntries(Object.entries(input)) : {};
  const line = readFields(fieldsOfLine, isObject(input) ? rest : input, path);
  const { heading, ...others } = line.values;
  if (heading !== undefined && !isHeadingCode(heading)) {
    const error: FieldProblem = {
      path: `${path}.heading`,
      key: 'findings:unknownCode',
      values: { value: String(heading) },
    };
    return { values: others, details: {}, errors: [...line.errors, error] };
  }
  if (heading === undefined) return { values: others, details: {}, errors: line.errors };
  const own = readFields(ownFieldsOf(headings[heading]), details ?? {}, `${path}.details`);
  return { values: line.values, details: own.values, errors: [...line.errors, ...own.errors] };
}

function ownFieldsOf(heading: Heading): FieldsByName {
  return ownFields.get(heading.code) ?? byName(heading.fields);
}

/** Each value has been read by its declaration, whose types are those of a goods line. */
function asLine(values: Values, details: Values): GoodsLine | undefined {
  const { heading, product } = values;
  if (!isHeadingCode(heading) || typeof product !== 'string') return undefined;
  return { ...(values as Omit<GoodsLine, 'details'>), details };
}

/**
 * Reads one goods line on its own, without the checks that need lists or a date. `path` is where it stands, such as
 * `lines.0`.
 */
export function parseLine(
  input: unknown,
  path: string,
): { line: GoodsLine | undefined; errors: readonly FieldProblem[] } {
  const { values, details, errors } = readLine(input, path);
  const problems: Problems = { errors: [...errors], warnings: [] };
  report(incomplete(values), path, problems);
  return { line: problems.errors.length === 0 ? asLine(values, details) : undefined, errors: problems.errors };
}

function validatePerson(input: unknown, path: string, context: CheckContext, problems: Problems): PersonCount[] {
  const { values, errors } = readFields(personsFields, input, path);
  problems.errors.push(...errors);
  if (context.purpose === 'submit') report(checkPerson(values, context), path, problems);
  return typeof values.role === 'string' && typeof values.count === 'number'
    ? [{ ...(values as Record<string, FieldValue>), role: values.role, count: values.count }]
    : [];
}

/** Every free text of the record that the guard against nominal data must read, with its path. */
export function screenedTexts(record: SeizureRecord): { path: string; text: string }[] {
  return [
    ...textsOf(factTexts, record.facts, 'facts'),
    ...record.lines.flatMap((line, at) => [
      ...(line.productText === undefined ? [] : textsOf(lineFields, { productText: line.productText }, `lines.${at}`)),
      ...textsOf(headings[line.heading].fields, line.details, `lines.${at}.details`),
    ]),
  ];
}

function textsOf(fields: Heading['fields'], values: Values, path: string): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  for (const field of fields) {
    const text = values[field.name];
    if (typeof text === 'string' && text !== '' && isScreened(field, text))
      found.push({ path: `${path}.${field.name}`, text });
  }
  return found;
}
