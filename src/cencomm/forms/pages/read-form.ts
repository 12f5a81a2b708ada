import type { FieldProblem } from '../../../errors.ts';
import type { Lists } from '../../../reference/index.ts';
import { byName, readFields, validateRecord, type Field, type FieldValue } from '../../../seizures/index.ts';
import type { TypedForm as Typed } from '../../mail/writing/store-drafts.ts';
import type { AskedField } from '../../operations/pages/form-fields.ts';
import { isPersonInput, readPersons, type Person } from '../nominal/persons.ts';
import { answers, isResult, type Answer } from './own-fields.ts';
import { containerCheckDigit, hasRightCheckDigit } from '../../../text/container-number.ts';
import { latestToday, today } from '../../../text/plain-date.ts';
import { storable } from '../../../text/readable-text.ts';

export type { TypedForm as Typed } from '../../mail/writing/store-drafts.ts';

/**
 * A filled form: as typed, by the names of its inputs ("facts.transport", "lines.0.quantity", "own.vessel"); as read,
 * by the names of its fields.
 */
export interface Filled {
  readonly typed: Typed;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly persons: readonly Person[];
  readonly problems: readonly FieldProblem[];
}

export const inputOf = ({ part, name }: Pick<AskedField, 'part' | 'name'>): string =>
  part === 'facts' ? `facts.${name}` : `lines.0.${name}`;

/** Parts a posted body into the fields of the record and of the message's own, and everything else. */
export function partBody(
  body: unknown,
  asked: readonly AskedField[],
  own: readonly Field[],
): { typed: Typed; rest: Readonly<Record<string, unknown>> } {
  const many = new Map(
    [
      ...asked.map(one => [inputOf(one), one.field] as const),
      ...own.map(field => [`own.${field.name}`, field] as const),
    ].map(([name, field]) => [name, 'many' in field && field.many === true] as const),
  );
  const [typed, rest]: [Record<string, string | readonly string[]>, Record<string, unknown>] = [{}, {}];
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    const isMany = many.get(name) ?? (isPersonInput(name) ? false : undefined);
    if (isMany === undefined) rest[name] = value;
    else typed[name] = asTyped(value, isMany);
  }
  return { typed, rest };
}

function asTyped(value: unknown, isMany: boolean): string | readonly string[] {
  if (isMany)
    return [value]
      .flat()
      .map(storable)
      .filter(one => one !== '');
  return Array.isArray(value) ? value.map(storable) : storable(value);
}

/**
 * Reads and checks what was filled in, by the record's own validator: what a message does not ask is not missing in it.
 * Pure but for the clock.
 */
export function readForm(typed: Typed, asked: readonly AskedField[], own: readonly Field[], lists: Lists): Filled {
  const heading = typed['lines.0.heading'];
  const fitting = asked.filter(one => one.heading === undefined || one.heading === heading);
  const ofPart = (...parts: AskedField['part'][]): AskedField[] => fitting.filter(({ part }) => parts.includes(part));
  const input = (fields: readonly AskedField[], from: string): Record<string, unknown> =>
    Object.fromEntries(
      fields.map(({ name, field }) => [field.name, typed[`${from}${name}`]]).filter(([, value]) => value !== undefined),
    );
  const [facts, goods, details] = [ofPart('facts'), ofPart('goods'), ofPart('details')];
  const parts = { facts: input(facts, 'facts.'), goods: input(goods, 'lines.0.'), details: input(details, 'lines.0.') };
  const { errors } = validateRecord(
    { facts: parts.facts, lines: [{ ...parts.goods, details: parts.details }] },
    { today: latestToday(new Date()), lookUp: lists.lookUp, purpose: 'submit', form: 'long' },
  );
  const read = (fields: readonly AskedField[], values: Record<string, unknown>) =>
    readFields(byName(fields.map(({ field }) => field)), values, '').values;
  const others = readOwn(typed, own, lists);
  const named = readPersons(typed);
  return {
    typed,
    values: {
      ...read(facts, parts.facts),
      ...read(goods, parts.goods),
      ...prefixed(read(details, parts.details)),
      ...others.values,
    },
    persons: named.persons,
    problems: [
      ...leftOver(typed, asked, heading),
      ...ofThisForm(errors, fitting, heading),
      ...others.problems,
      ...named.problems,
    ],
  };
}

function prefixed(values: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`details.${name}`, value]));
}

/** What was typed for goods of another heading is not sent in silence: it is said where the heading is chosen. */
function leftOver(typed: Typed, asked: readonly AskedField[], heading: unknown): FieldProblem[] {
  const isLeft = asked.some(
    one => one.heading !== undefined && one.heading !== heading && (typed[inputOf(one)] ?? '').length > 0,
  );
  return isLeft && typeof heading === 'string' && heading !== ''
    ? [{ path: 'lines.0.heading', key: 'cencommforms:problem.otherHeading' }]
    : [];
}

/**
 * Of the record's problems those of fields this message asks. A field is missing only where the message cannot be
 * without it.
 */
function ofThisForm(errors: readonly FieldProblem[], asked: readonly AskedField[], heading: unknown): FieldProblem[] {
  const byInput = new Map(asked.map(one => [inputOf(one), one]));
  return errors.filter(({ path, key }) => {
    const one = byInput.get(path);
    if (!one || (path === 'lines.0.product' && (heading === undefined || heading === ''))) return false;
    return key !== 'findings:required' || one.fixed;
  });
}

function readOwn(
  typed: Typed,
  own: readonly Field[],
  lists: Lists,
): { values: Readonly<Record<string, FieldValue>>; problems: readonly FieldProblem[] } {
  const { values, errors } = readFields(
    byName(own),
    Object.fromEntries(own.map(({ name }) => [name, typed[`own.${name}`]])),
    'own',
  );
  const wrong = new Set(errors.map(({ path }) => path));
  const unknown = own.flatMap((field): FieldProblem[] =>
    field.type === 'code'
      ? [values[field.name] ?? []]
          .flat()
          .filter(code => !lists.lookUp(field.list, String(code), today()))
          .map(code => ({ path: `own.${field.name}`, key: 'findings:unknownCode', values: { value: String(code) } }))
      : [],
  );
  const missing = own
    .filter(({ name, required }) => required && values[name] === undefined && !wrong.has(`own.${name}`))
    .map(({ name }): FieldProblem => ({ path: `own.${name}`, key: 'findings:required' }));
  return { values, problems: [...errors, ...unknown, ...missing, ...times(values), ...misread(values, wrong)] };
}

/** A wrong check digit is a misread number, unless the officer says that it is painted so. */
function misread(
  { containerNo, asPainted }: Readonly<Record<string, FieldValue>>,
  wrong: ReadonlySet<string>,
): FieldProblem[] {
  if (typeof containerNo !== 'string' || wrong.has('own.containerNo') || hasRightCheckDigit(containerNo)) return [];
  if (Array.isArray(asPainted) && asPainted.includes('yes')) return [];
  const digit = containerCheckDigit(containerNo) ?? 0;
  return [{ path: 'own.containerNo', key: 'cencommforms:problem.checkDigit', values: { digit } }];
}

/** What fits only with something else. */
function times({
  answer,
  doneOn,
  doneAt,
  expectedOn,
  expectedAt,
}: Readonly<Record<string, FieldValue>>): FieldProblem[] {
  const isDone = answers.includes(answer as Answer) && isResult(answer as Answer);
  const at = (name: string, key: string): FieldProblem => ({ path: `own.${name}`, key: `cencommforms:problem.${key}` });
  return [
    ...(isDone && doneOn === undefined ? [at('doneOn', 'noDay')] : []),
    ...(isDone && typeof doneOn === 'string' && doneOn > latestToday(new Date()) ? [at('doneOn', 'notYet')] : []),
    ...(doneAt !== undefined && doneOn === undefined && !isDone ? [at('doneOn', 'dayOfTime')] : []),
    ...(expectedAt !== undefined && expectedOn === undefined ? [at('expectedOn', 'dayOfTime')] : []),
  ];
}
