import { BadRequest, type FieldProblem } from '../../errors.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { printable } from '../../text/readable-text.ts';
import { readCriteria, type Criteria } from './criteria.ts';

/** A value that could not be read, as it was typed, and why. */
export interface RefusedValue extends FieldProblem {
  readonly typed: string;
}

/** What can be read of a query string, and what is left out because it cannot. */
export interface InPart<T> {
  readonly asked: T;
  readonly refused: readonly RefusedValue[];
}

type Query = Readonly<Record<string, unknown>>;

/** A quantity means nothing without its unit. */
const together: Readonly<Record<string, readonly string[]>> = { unit: ['unit', 'min', 'max'] };
/** A value that is taken out may leave another without sense, which is taken out in turn. */
const mostRounds = 5;

/** The query string of a search as far as it goes. */
export function readInPart(
  query: Query,
  lists: Lists,
  offices: Offices,
): { readonly criteria: Criteria; readonly refused: readonly RefusedValue[] } {
  const { asked, refused } = inPart(query, left => readCriteria(left, lists, offices));
  return { criteria: asked, refused };
}

/**
 * Reads a query string as far as it goes: a slip in one field keeps the others. Throws BadRequest for parameters that
 * are not known and for what only links write.
 */
export function inPart<T>(query: Query, read: (left: Query) => T): InPart<T> {
  const refused: RefusedValue[] = [];
  let left = query;
  for (let round = 0; ; round++) {
    try {
      return { asked: read(left), refused };
    } catch (error) {
      if (!(error instanceof BadRequest) || round === mostRounds || error.fields.some(isNoSlip)) throw error;
      refused.push(...error.fields.map(problem => ({ ...problem, typed: typedIn(query[problem.path]) })));
      const out = new Set(error.fields.flatMap(({ path }) => together[path] ?? [path]));
      left = Object.fromEntries(Object.entries(left).filter(([name]) => !out.has(name)));
    }
  }
}

/** What no officer types: made by links, and wrong only where an address was cut or changed. */
const machineMade: ReadonlySet<string> = new Set(['after', 'before', 'sort', 'view', 'rows', 'import']);

function isNoSlip({ path, key }: FieldProblem): boolean {
  return key === 'search:unknownParameter' || key === 'forms:problem.unknownParameter' || machineMade.has(path);
}

function typedIn(value: unknown): string {
  return typeof value === 'string' ? printable(value) : '';
}
