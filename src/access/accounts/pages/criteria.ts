import { BadRequest, type FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import { duties, levels, type Viewer } from '../../viewer.ts';
import { administers } from '../permissions.ts';
import { choice, cursorOf, malformed, packCursor, readQuery, text, textThat, whole } from '../../../fields/index.ts';
import { readDate } from '../../../text/plain-date.ts';

/** What the list can be narrowed to by state; without one it shows every account that has not ended. */
const stateFilters = ['live', 'pending', 'suspended', 'ending', 'locked', 'ended', 'all'] as const;
export type StateFilter = (typeof stateFilters)[number];
/** Days without a sign-in that the list can ask for. */
export const dormantDays = ['30', '90', '180', '365'] as const;
const factorFilters = ['set', 'none'] as const;
const accountSorts = ['login', 'name', 'end', 'seen'] as const;
export type AccountSort = (typeof accountSorts)[number];

export interface AccountCriteria {
  readonly q: string;
  /** Code of an office; asked for by administrators only. */
  readonly office?: string;
  readonly level?: (typeof levels)[number];
  readonly duty?: (typeof duties)[number];
  readonly state?: StateFilter;
  readonly factor?: (typeof factorFilters)[number];
  /** Days without a sign-in. */
  readonly dormant?: (typeof dormantDays)[number];
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

const isKept = (value: string): boolean => value.length <= 200 && value.isWellFormed() && !value.includes('\0');
const cursor = cursorOf(
  [textThat(isKept), whole(1, 2_147_483_647), whole(0, 1e9)],
  (value, id, position): AccountCursor => ({ value, id, position }),
);

export function writeCursor({ value, id, position }: AccountCursor): string {
  return packCursor([value, id, position]);
}

const fields = {
  // U+FFFD stands for what was no text.
  q: text({ max: 200, pattern: /^[^\ufffd]*$/, screened: false }),
  level: choice(levels),
  duty: choice(duties),
  state: choice(stateFilters),
  factor: choice(factorFilters),
  dormant: choice(dormantDays),
  sort: choice(accountSorts),
  after: cursor,
  before: cursor,
};

/** Reads the query string. Throws BadRequest naming every unknown parameter and every value that cannot be. */
export function readAccountCriteria(
  query: Readonly<Record<string, unknown>>,
  viewer: Viewer,
  offices: Offices,
): AccountCriteria {
  const office = choice(offices.all.map(({ code }) => code));
  const given = readQuery(query, administers(viewer) ? { office, ...fields } : fields);
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const criteria: AccountCriteria = { q: '', sort: 'login', ...stated };
  const problems = contradictions(criteria);
  if (problems.length > 0) throw new BadRequest(problems);
  return criteria;
}

function contradictions({ sort, after, before }: AccountCriteria): FieldProblem[] {
  const place = after ?? before;
  return [
    ...(after && before ? [malformed('before', 'after')] : []),
    ...(place && !isPlace(sort, place.value)
      ? [{ path: after ? 'after' : 'before', key: 'errors:parameters.cursor' }]
      : []),
  ];
}

/** Whether a cursor's value is one its sort could have written. */
function isPlace(sort: AccountSort, value: string): boolean {
  if (sort === 'end') return readDate(value, '1000-01-01', '9999-12-31').ok;
  if (sort === 'seen')
    return (
      /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/.test(value) &&
      readDate(value.slice(0, 10), '1000-01-01', '9999-12-31').ok
    );
  return true;
}

/** The address of the list with some criteria changed; a changed filter begins at the first page. */
export function listHref(criteria: AccountCriteria, change: Readonly<Record<string, string | undefined>> = {}): string {
  const { q, office, level, duty, state, dormant, factor, sort } = criteria;
  const order = sort === 'login' ? undefined : sort;
  const asked = { q, office, level, duty, state, dormant, factor, sort: order, ...change };
  const given = Object.entries(asked).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  const text = new URLSearchParams(given).toString();
  return `/access/accounts${text === '' ? '' : `?${text}`}`;
}
