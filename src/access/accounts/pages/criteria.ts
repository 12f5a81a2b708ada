import { z } from 'zod';
import { BadRequest } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import { cursorOf, packCursor } from '../../../web/cursor.ts';
import { printable } from '../../../text/readable-text.ts';
import { duties, levels } from '../../viewer.ts';
import type { Viewer } from '../../viewer.ts';
import { administers } from '../permissions.ts';

/** What the list can be narrowed to by state; without one it shows every account that has not ended. */
export const stateFilters = ['live', 'pending', 'suspended', 'ending', 'locked', 'ended', 'all'] as const;
export type StateFilter = (typeof stateFilters)[number];
export const accountSorts = ['login', 'name', 'end', 'seen'] as const;
export type AccountSort = (typeof accountSorts)[number];

export interface AccountCriteria {
  readonly q: string;
  /** Code of an office; asked for by administrators only. */
  readonly office?: string;
  readonly level?: (typeof levels)[number];
  readonly duty?: (typeof duties)[number];
  readonly state?: StateFilter;
  readonly sort: AccountSort;
  readonly after?: AccountCursor;
  readonly before?: AccountCursor;
}

/** A place in the sorted list: sort value and id of a row, and how many rows stand before the page it begins. */
export interface AccountCursor {
  readonly value: string;
  readonly id: number;
  readonly position: number;
}

const cursor = cursorOf(
  z
    .tuple([
      z
        .string()
        .max(200)
        .refine(text => text.isWellFormed() && !text.includes('\0')),
      z.number().int().positive().max(2_147_483_647),
      z.number().int().min(0).max(1e9),
    ])
    .transform(([value, id, position]): AccountCursor => ({ value, id, position })),
);

export function writeCursor({ value, id, position }: AccountCursor): string {
  return packCursor([value, id, position]);
}

const words = z
  .string()
  .max(200)
  .refine(text => text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text))
  .transform(text => text.trim());

const shapes = {
  q: words,
  office: z.string().max(20),
  level: z.enum(levels),
  duty: z.enum(duties),
  state: z.enum(stateFilters),
  sort: z.enum(accountSorts),
  after: cursor,
  before: cursor,
} as const;

/** Reads the query string. Throws BadRequest naming every unknown parameter and every value that cannot be. */
export function readAccountCriteria(query: unknown, viewer: Viewer, offices: Offices): AccountCriteria {
  const problems: FieldProblem[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (!Object.hasOwn(shapes, name)) problems.push({ path: printable(name), key: 'errors:parameters.unknown' });
    else if (value !== '') readOne(name as keyof typeof shapes, value, read, problems);
  }
  const criteria = { q: '', sort: 'login', ...read } as AccountCriteria;
  problems.push(...contradictions(criteria, viewer, offices));
  if (problems.length > 0) throw new BadRequest(problems);
  return criteria;
}

function readOne(
  name: keyof typeof shapes,
  value: unknown,
  read: Record<string, unknown>,
  problems: FieldProblem[],
): void {
  if (typeof value !== 'string') return void problems.push({ path: name, key: 'errors:parameters.repeated' });
  const result = shapes[name].safeParse(value);
  if (result.success) read[name] = result.data;
  else problems.push({ path: name, key: 'errors:parameters.malformed', values: { value: printable(value) } });
}

function contradictions(
  { office, sort, after, before }: AccountCriteria,
  viewer: Viewer,
  offices: Offices,
): FieldProblem[] {
  const malformed = (path: string, value: string): FieldProblem => ({
    path,
    key: 'errors:parameters.malformed',
    values: { value: printable(value) },
  });
  const place = after ?? before;
  return [
    ...(office !== undefined && !administers(viewer) ? [{ path: 'office', key: 'errors:parameters.unknown' }] : []),
    ...(office !== undefined && administers(viewer) && offices.byCode(office) === undefined
      ? [malformed('office', office)]
      : []),
    ...(after && before ? [malformed('before', 'after')] : []),
    ...(place && !isPlace(sort, place.value)
      ? [{ path: after ? 'after' : 'before', key: 'errors:parameters.cursor' }]
      : []),
  ];
}

/** Whether a cursor's value is one its sort could have written. */
function isPlace(sort: AccountSort, value: string): boolean {
  if (sort === 'end') return isRealDay(value);
  if (sort === 'seen')
    return (
      /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/.test(value) && isRealDay(value.slice(0, 10))
    );
  return true;
}

function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text) &&
    text >= '1000'
  );
}

/** The address of the list with some criteria changed; a changed filter begins at the first page. */
export function listHref(criteria: AccountCriteria, change: Readonly<Record<string, string | undefined>> = {}): string {
  const { q, office, level, duty, state, sort } = criteria;
  const asked = { q, office, level, duty, state, sort: sort === 'login' ? undefined : sort, ...change };
  const given = Object.entries(asked).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  const text = new URLSearchParams(given).toString();
  return `/access/accounts${text === '' ? '' : `?${text}`}`;
}
