import { isIP } from 'node:net';
import { z } from 'zod';
import { actionGroups, actions, groupOf, outcomes } from '../../audit/index.ts';
import type { TrailFilter, TrailPlace } from '../../audit/index.ts';
import { BadRequest } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Offices } from '../../reference/index.ts';
import { cursorOf, packCursor } from '../../web/cursor.ts';

/** What the page of the trail is asked for: its filter, and a place in the list. `office` is a public code. */
export interface Criteria {
  readonly group?: string;
  readonly action?: string;
  readonly login?: string;
  readonly office?: string;
  readonly subject?: string;
  readonly outcome?: (typeof outcomes)[number];
  readonly from?: string;
  readonly to?: string;
  readonly address?: string;
  readonly after?: TrailPlace;
  readonly before?: TrailPlace;
}

export const filterNames = [
  'group',
  'action',
  'login',
  'office',
  'subject',
  'outcome',
  'from',
  'to',
  'address',
] as const;
export type FilterName = (typeof filterNames)[number];

const plainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(text => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text > '1900';
  });
// No control characters: PostgreSQL refuses NUL, bidi controls only deceive the reader, and U+FFFD stands for what was no text.
const words = z
  .string()
  .max(200)
  .refine(text => text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text))
  .transform(text => text.trim());
const cursor = cursorOf(
  z
    .tuple([z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/), z.int().min(0)])
    .refine(([at]) => plainDate.safeParse(at.slice(0, 10)).success)
    .transform(([at, id]): TrailPlace => ({ at, id })),
);

const readers = {
  group: z.string().refine(text => actionGroups.includes(text)),
  action: z.string().refine(text => actions.includes(text as never)),
  login: words.transform(text => text.toLowerCase()).refine(text => /^[a-z0-9._?-]{1,64}$/.test(text)),
  office: z.string().max(20),
  subject: words.refine(text => text !== ''),
  outcome: z.enum(outcomes),
  from: plainDate,
  to: plainDate,
  address: words.refine(text => isIP(text) !== 0),
  after: cursor,
  before: cursor,
} as const;

/** Reads a query string, or the fields of a form. Throws BadRequest naming every unknown parameter and every malformed value. */
export function readCriteria(query: Readonly<Record<string, unknown>>, offices: Offices, seesAll: boolean): Criteria {
  const problems: FieldProblem[] = [];
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    const isKnown = Object.hasOwn(readers, name) && (name !== 'office' || seesAll);
    if (!isKnown) problems.push({ path: shown(name), key: 'audit:unknownParameter' });
    else if (value !== '') readOne(name as keyof typeof readers, value, offices, result, problems);
  }
  const criteria = result as Criteria;
  problems.push(...contradictions(criteria));
  if (problems.length > 0) throw new BadRequest(problems);
  return criteria;
}

function readOne(
  name: keyof typeof readers,
  value: unknown,
  offices: Offices,
  result: Record<string, unknown>,
  problems: FieldProblem[],
): void {
  const read = readers[name].safeParse(value);
  if (read.success && (name !== 'office' || offices.byCode(String(value)) !== undefined)) result[name] = read.data;
  else problems.push({ path: name, key: 'audit:malformed', values: { value: shown(value) } });
}

function contradictions({ from, to, group, action, after, before }: Criteria): FieldProblem[] {
  return [
    ...(from && to && from > to ? [{ path: 'to', key: 'audit:datesReversed' }] : []),
    ...(group && action && groupOf(action) !== group ? [{ path: 'action', key: 'audit:notOfGroup' }] : []),
    ...(after && before ? [{ path: 'before', key: 'audit:malformed', values: { value: 'before' } }] : []),
  ];
}

/** A refused value as the page may repeat it. */
function shown(value: unknown): string {
  return String(value)
    .slice(0, 60)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** The criteria as the store's filter. */
export function filterOf({ office, after: _after, before: _before, ...rest }: Criteria, offices: Offices): TrailFilter {
  const officeId = office === undefined ? undefined : offices.byCode(office)?.id;
  return { ...rest, ...(officeId === undefined ? {} : { officeId }) };
}

/** And back, for an export that was kept. */
export function criteriaOf({ officeId, ...rest }: TrailFilter, offices: Offices): Criteria {
  const office = officeId === undefined ? undefined : offices.byId(officeId)?.code;
  return { ...rest, ...(office === undefined ? {} : { office }) };
}

/** Query string with some parameters changed; undefined drops one. A changed filter starts at the newest row. */
export function queryString(
  criteria: Criteria,
  change: Partial<Record<FilterName | 'after' | 'before', string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  const { after: _after, before: _before, ...filters } = criteria;
  for (const [name, value] of Object.entries({ ...filters, ...change }))
    if (value !== undefined && value !== '') query.append(name, value);
  return query.toString();
}

export function writeCursor({ at, id }: TrailPlace): string {
  return packCursor([at, id]);
}
