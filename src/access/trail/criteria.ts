import { isIP } from 'node:net';
import { actionGroups, actions, groupOf, outcomes, type TrailFilter, type TrailPlace } from '../../audit/index.ts';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import type { Offices } from '../../reference/index.ts';
import { choice, cursorOf, date, instant, packCursor, parsed, readQuery, text, whole } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

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

const cursor = cursorOf([instant, whole(0)], (at, id): TrailPlace => ({ at, id }));

/** Words of which U+FFFD is none: it stands for what was no text. */
const words = text({ max: 200, pattern: /^[^\ufffd]*$/, screened: false });
const fieldsOf = (offices: Offices) => ({
  group: choice(actionGroups),
  action: choice(actions),
  login: parsed(typed => {
    const login = typed.toLowerCase();
    return /^[a-z0-9._?-]{1,64}$/.test(login) ? read(login) : refuse('forms:problem.malformed');
  }),
  office: choice(offices.all.map(({ code }) => code)),
  subject: words,
  outcome: choice(outcomes),
  from: date(),
  to: date(),
  address: parsed(typed => (isIP(typed) === 0 ? refuse('forms:problem.malformed') : read(typed))),
  after: cursor,
  before: cursor,
});

/**
 * Reads a query string, or the fields of a form. Throws BadRequest naming every unknown parameter and every malformed
 * value.
 */
export function readCriteria(query: Readonly<Record<string, unknown>>, offices: Offices, seesAll: boolean): Criteria {
  const { office, ...fields } = fieldsOf(offices);
  const given = readQuery(query, seesAll ? { office, ...fields } : fields);
  const criteria: Criteria = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const problems = contradictions(criteria);
  if (problems.length > 0) throw new BadRequest(problems);
  return criteria;
}

function contradictions({ from, to, group, action, after, before }: Criteria): FieldProblem[] {
  return [
    ...(from && to && from > to ? [{ path: 'to', key: 'audit:datesReversed' }] : []),
    ...(group && action && groupOf(action) !== group ? [{ path: 'action', key: 'audit:notOfGroup' }] : []),
    ...(after && before ? [{ path: 'before', key: 'audit:malformed', values: { value: 'before' } }] : []),
  ];
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
