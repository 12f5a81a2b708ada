import { BadRequest, type FieldProblem } from '../errors.ts';
import { printable, refuse } from '../text/readable-text.ts';
import { isMany, type Field, type Fields, type Rows, type ValuesOf } from './field.ts';
import { problemAt, screened } from './problems.ts';
import { emptyValue, isEmpty, readValue } from './read-value.ts';

/**
 * A form as typed, by the names of its inputs, repeated ones joined by commas: what is shown again, and what a draft
 * keeps.
 */
export type Typed<N extends string = string> = Readonly<Record<N, string>>;

export interface FormReading<F extends Fields> {
  readonly typed: Typed<keyof F & string>;
  /** What could be read. */
  readonly read: Partial<ValuesOf<F>>;
  /** Everything, where nothing is wrong. */
  readonly values?: ValuesOf<F>;
  readonly problems: readonly FieldProblem[];
}

/** What fits only with something else, asked of what could be read. A field that has a problem gets no second one. */
type Check<F extends Fields> = (read: Partial<ValuesOf<F>>) => readonly FieldProblem[];

/**
 * Reads a posted form by its declaration. What is not declared, or repeated where it may not be, is no field of this
 * form: BadRequest, so that nothing is taken in silence.
 */
export function readForm<F extends Fields>(body: unknown, fields: F, check?: Check<F>): FormReading<F> {
  return readTyped(typedOf(body, fields), fields, check);
}

/** What was typed into a form, nothing of it judged. Throws BadRequest for what is not declared. */
export function typedOf<F extends Fields>(body: unknown, fields: F): Typed<keyof F & string> {
  const sent = new Map(
    Object.entries(typeof body === 'object' && body !== null ? body : {})
      .filter(([name]) => name !== '_csrf')
      .map(([name, value]: [string, unknown]) => [name, [value].flat().map(String)]),
  );
  const inputs = inputsOf(fields, [...sent.keys()]);
  const problems = [...sent].flatMap(([name, values]): FieldProblem[] => {
    const field = inputs.get(name);
    if (!field) return [{ path: printable(name), key: 'forms:problem.unknownField' }];
    return values.length > 1 && !isMany(field) ? [{ path: name, key: 'forms:problem.repeated' }] : [];
  });
  if (problems.length > 0) throw new BadRequest(problems.slice(0, 10));
  return Object.fromEntries([...inputs.keys()].map(name => [name, (sent.get(name) ?? []).join(',')])) as Typed<
    keyof F & string
  >;
}

/** Reads a form from what was typed into it: a posted one, or a draft. */
export function readTyped<F extends Fields>(
  typed: Typed<keyof F & string>,
  fields: F,
  check?: Check<F>,
): FormReading<F> {
  const problems: FieldProblem[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = field.type === 'rows' ? readRows(field, typed, problems) : readInput(name, field, typed, problems);
    if (value !== unread) read[name] = value;
  }
  const given = read as Partial<ValuesOf<F>>;
  const found = check?.(given).filter(one => !problems.some(({ path }) => path === one.path)) ?? [];
  problems.push(...found);
  return { typed, read: given, problems, ...(problems.length === 0 ? { values: given as ValuesOf<F> } : {}) };
}

const unread = Symbol('could not be read');

function readInput(path: string, field: Field, typed: Typed, problems: FieldProblem[]): unknown {
  const given = typed[path] ?? '';
  const input = isMany(field) ? given.split(',').filter(one => one !== '') : given;
  const problem = (reading: ReturnType<typeof refuse>): typeof unread => {
    if (!reading.ok) problems.push(problemAt(path, field, reading));
    return unread;
  };
  if (isEmpty(input)) return field.optional ? emptyValue(field) : problem(refuse('required'));
  const reading = readValue(field, input);
  if (!reading.ok) return problem(reading);
  const person = screened(field, reading.value);
  return person ? problem(refuse('nominal', person)) : reading.value;
}

function readRows({ fields, keys, nameOf, most }: Rows, typed: Typed, problems: FieldProblem[]): unknown {
  const before = problems.length;
  const all = (keys ?? keysIn(typed, fields, nameOf, most)).map(key => ({
    key,
    ...Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, readInput(nameOf(key, name), field, typed, problems)]),
    ),
  }));
  return problems.length > before ? unread : all;
}

/** Every input of a form with its field. */
function inputsOf(fields: Fields, sent: readonly string[]): Map<string, Field> {
  return new Map(
    Object.entries(fields).flatMap(([name, field]): [string, Field][] => {
      if (field.type !== 'rows') return [[name, field]];
      const keys =
        field.keys ?? keysIn(Object.fromEntries(sent.map(one => [one, ''])), field.fields, field.nameOf, field.most);
      return keys.flatMap(key =>
        Object.entries(field.fields).map(([own, one]): [string, Field] => [field.nameOf(key, own), one]),
      );
    }),
  );
}

/** The numbers of the rows that were sent, in their order: those whose inputs' names hold them. */
function keysIn(typed: Typed, fields: Rows['fields'], nameOf: Rows['nameOf'], most: number): string[] {
  const names = Object.keys(fields);
  const numbers = new Set(Object.keys(typed).flatMap(name => /(?<=^|\.)\d{1,4}(?=\.|$)/.exec(name)?.[0] ?? []));
  return [...numbers]
    .filter(key => Number(key) < most && names.some(own => Object.hasOwn(typed, nameOf(key, own))))
    .toSorted((a, b) => Number(a) - Number(b));
}
