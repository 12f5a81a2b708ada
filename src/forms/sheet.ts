import { BadRequest } from '../errors.ts';
import type { FieldProblem } from '../errors.ts';

type Outcome = { readonly value: string } | { readonly problem: Omit<FieldProblem, 'path'> };

/** How one field is read. `many`: it may be repeated, and its values are read joined by commas. */
export interface Check {
  readonly many?: true;
  read(typed: string): Outcome;
}

/** A posted form: as typed, as read, and what is wrong with it. A field that was not sent is ''. */
export interface Sheet<N extends string> {
  readonly typed: Readonly<Record<N, string>>;
  readonly values: Readonly<Record<N, string>>;
  readonly problems: readonly FieldProblem[];
}

/**
 * Reads a posted form by its declaration. A field that is not declared, or repeated where it may not be, is no field of this
 * form: BadRequest, so that nothing is taken in silence.
 */
export function readSheet<N extends string>(body: unknown, checks: Readonly<Record<N, Check>>): Sheet<N> {
  const sent = new Map<string, readonly string[]>(
    Object.entries(typeof body === 'object' && body !== null ? body : {})
      .filter(([name]) => name !== '_csrf')
      .map(([name, value]: [string, unknown]) => [name, (Array.isArray(value) ? value : [value]).map(String)]),
  );
  const names = Object.keys(checks) as N[];
  refuseForeignFields(sent, checks);
  const typed = Object.fromEntries(names.map(name => [name, (sent.get(name) ?? ['']).join(',')])) as Record<N, string>;
  const outcomes = names.map(name => [name, checks[name].read(typed[name])] as const);
  return {
    typed,
    values: Object.fromEntries(
      outcomes.map(([name, outcome]) => [name, 'value' in outcome ? outcome.value : '']),
    ) as Record<N, string>,
    problems: outcomes.flatMap(([path, outcome]) => ('problem' in outcome ? [{ path, ...outcome.problem }] : [])),
  };
}

function refuseForeignFields(
  sent: ReadonlyMap<string, readonly string[]>,
  checks: Readonly<Record<string, Check>>,
): void {
  const problems = [...sent].flatMap(([name, values]): FieldProblem[] => {
    if (!Object.hasOwn(checks, name)) return [{ path: name.slice(0, 60), key: 'forms:problem.unknownField' }];
    return values.length > 1 && !checks[name]?.many ? [{ path: name, key: 'forms:problem.repeated' }] : [];
  });
  if (problems.length > 0) throw new BadRequest(problems);
}
