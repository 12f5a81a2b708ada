import { BadRequest, type FieldProblem } from '../errors.ts';
import { printable } from '../text/readable-text.ts';
import { isMany, text, type Field, type SimpleFields, type ValueOf } from './field.ts';
import { emptyValue, isEmpty, readValue } from './read-value.ts';

/** Words of a query: what is searched for, or a place in a list. */
export const freeText = text({ max: 200, screened: false });

/** Everything in a query string may be left out: '' then, and [] where there may be several. */
export type QueryOf<F extends SimpleFields> = {
  readonly [N in keyof F]: ValueOf<F[N]> | (IsList<ValueOf<F[N]>> extends true ? never : '');
};
type IsList<V> = V extends readonly unknown[] ? (number extends V['length'] ? true : false) : false;

/** Reads a query string by its declaration. Throws BadRequest that names every unknown or malformed parameter. */
export function readQuery<F extends SimpleFields>(query: Readonly<Record<string, unknown>>, fields: F): QueryOf<F> {
  const problems = Object.keys(query)
    .filter(name => !Object.hasOwn(fields, name))
    .map((name): FieldProblem => ({ path: printable(name), key: 'forms:problem.unknownParameter' }));
  const values = Object.entries(fields).map(([name, field]) => {
    const reading = readParameter(field, query[name]);
    if (!reading.ok) problems.push(malformed(name, query[name]));
    return [name, reading.ok ? reading.value : undefined];
  });
  if (problems.length > 0) throw new BadRequest(problems.slice(0, 10));
  return Object.fromEntries(values) as QueryOf<F>;
}

/** A parameter whose value cannot be. */
export function malformed(path: string, value: unknown): FieldProblem {
  return { path, key: 'forms:problem.malformed', values: { value: printable(value) } };
}

function readParameter(field: Field, given: unknown): ReturnType<typeof readValue> {
  const input = isMany(field)
    ? [given ?? []].flat().flatMap(one => (typeof one === 'string' ? one.split(',').filter(Boolean) : [one]))
    : given;
  if (isEmpty(input)) return { ok: true, value: isMany(field) ? [] : (emptyValue(field) ?? '') };
  return readValue(field, input);
}

/** An address with the parameters that say something. */
export function addressOf(path: string, query: Readonly<Record<string, string | readonly string[]>>): string {
  const given = Object.entries(query).map(([name, value]): [string, string] => [name, [value].flat().join(',')]);
  const said = new URLSearchParams(given.filter(([, value]) => value !== '')).toString();
  return said === '' ? path : `${path}?${said}`;
}
