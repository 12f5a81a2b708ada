import { BadRequest } from '../errors.ts';
import type { FieldProblem } from '../errors.ts';
import { isDate } from '../reference/index.ts';

/** How a parameter of the query string is checked: a list of codes, some of a list (repeated, or with commas), a plain date, or free words. */
export type Parameter = readonly string[] | { readonly anyOf: readonly string[] } | 'date' | 'words';

// No control characters and none that turn the direction of writing: nothing that is searched for holds any.
const clean = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{0,200}$/u;

/** Reads a query string by its declaration; '' for what is not given, commas between several values. Throws BadRequest that names every unknown or malformed parameter. */
export function readQuery<N extends string>(
  query: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<N, Parameter>>,
): Record<N, string> {
  const problems = Object.entries(query).flatMap(([name, value]): FieldProblem[] => {
    const known = Object.hasOwn(parameters, name) ? parameters[name as N] : undefined;
    if (known === undefined) return [{ path: name.slice(0, 60), key: 'forms:problem.unknownParameter' }];
    return isFit(value, known)
      ? []
      : [{ path: name, key: 'forms:problem.malformed', values: { value: String(value).slice(0, 60) } }];
  });
  if (problems.length > 0) throw new BadRequest(problems.slice(0, 10));
  return Object.fromEntries(Object.keys(parameters).map(name => [name, plainOf(query[name])])) as Record<N, string>;
}

function plainOf(value: unknown): string {
  return Array.isArray(value)
    ? value.filter(one => one !== '').join(',')
    : typeof value === 'string'
      ? value.trim()
      : '';
}

function isFit(value: unknown, parameter: Parameter): boolean {
  if (typeof parameter === 'object' && 'anyOf' in parameter)
    return [value]
      .flat()
      .every(
        one => typeof one === 'string' && one.split(',').every(code => code === '' || parameter.anyOf.includes(code)),
      );
  if (typeof value !== 'string' || !value.isWellFormed() || !clean.test(value)) return false;
  if (value === '' || parameter === 'words') return true;
  return parameter === 'date' ? isDate(value) : parameter.includes(value);
}

/** An address with the parameters that say something. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return text === '' ? path : `${path}?${text}`;
}
