import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Fragment } from '../../db/sql.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import type { AccountCriteria, AccountCursor, AccountSort, StateFilter } from './pages/criteria.ts';
import { visibleAccounts } from './scope.ts';
import { accountColumns, isLocked, stateSql, triesJoin } from './store.ts';

export const accountsPerPage = 25;
/** Days ahead within which an account is "ending". */
export const endingDays = 30;

const from = `from accounts a join offices o on o.id = a.office_id ${triesJoin}`;

interface Order {
  readonly text: string;
  readonly type: string;
  readonly descending?: true;
}
const orders: Readonly<Record<AccountSort, Order>> = {
  login: { text: 'a.login_id', type: 'text' },
  name: { text: "lower(coalesce(a.person_name, ''))", type: 'text' },
  end: { text: "coalesce(a.ends_on, date '9999-12-31')", type: 'date' },
  seen: {
    text: "coalesce(a.last_sign_in_at, timestamptz '1000-01-01 00:00:00+00')",
    type: 'timestamptz',
    descending: true,
  },
};

const notEnded = 'a.ended_at is null and (a.ends_on is null or a.ends_on >= current_date)';
const states: Readonly<Record<StateFilter | 'open', string>> = {
  open: notEnded,
  all: 'true',
  live: `${stateSql} = 'live'`,
  pending: `${stateSql} = 'pending'`,
  suspended: `${stateSql} = 'suspended'`,
  ended: `not (${notEnded})`,
  ending: `a.ended_at is null and a.ends_on between current_date and current_date + ${endingDays}`,
  locked: `${notEnded} and coalesce(${isLocked}, false)`,
};

/** What a search asks for beside the state. */
function whereOf(viewer: Viewer, { q, office, level, duty }: AccountCriteria): Fragment {
  const scope = visibleAccounts(viewer);
  const parts: Fragment[] = [
    scope,
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 10)
      .map(word => ({
        text: `concat_ws(' ', a.login_id, a.person_name, a.unit, a.email) ilike ?`,
        bindings: [`%${word.replace(/[\\%_]/g, '\\$&')}%`],
      })),
    ...(office === undefined ? [] : [{ text: 'o.code = ?', bindings: [office] }]),
    ...(level === undefined ? [] : [{ text: 'a.level = ?', bindings: [level] }]),
    ...(duty === undefined
      ? []
      : [
          {
            text: 'exists (select 1 from account_duties x where x.account_id = a.id and x.duty = ?)',
            bindings: [duty],
          },
        ]),
  ];
  return {
    text: parts.map(({ text }) => `(${text})`).join(' and '),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

export interface AccountPage {
  readonly rows: readonly Account[];
  /** Number of the first row shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after?: AccountCursor;
  readonly before?: AccountCursor;
}

/** One page of the accounts a viewer looks after. */
export async function listAccounts(viewer: Viewer, on: Queryable, criteria: AccountCriteria): Promise<AccountPage> {
  const order = orders[criteria.sort];
  const where = whereOf(viewer, criteria);
  const place = criteria.after ?? criteria.before;
  const isBack = criteria.before !== undefined;
  const isFalling = (order.descending ?? false) !== isBack;
  const beyond = place ? ` and (${order.text}, a.id) ${isFalling ? '<' : '>'} (?::${order.type}, ?::int)` : '';
  const direction = isFalling ? 'desc' : 'asc';
  const text = `select ${accountColumns}, (${order.text})::text as "sortValue" ${from}
    where ${where.text} and (${states[criteria.state ?? 'open']})${beyond} order by ${order.text} ${direction}, a.id ${direction} limit ${accountsPerPage + 1}`;
  const found = await run<Account & { sortValue: string }>(
    on,
    sql.raw(text, [...where.bindings, ...(place ? [place.value, place.id] : [])]),
  );
  return toPage(found, place, isBack);
}

function toPage(
  found: readonly (Account & { sortValue: string })[],
  place: AccountCursor | undefined,
  isBack: boolean,
): AccountPage {
  const hasMore = found.length > accountsPerPage;
  const kept = found.slice(0, accountsPerPage);
  const rows = isBack ? kept.toReversed() : kept;
  const [firstRow, lastRow] = [rows[0], rows.at(-1)];
  if (!firstRow || !lastRow) return { rows, first: 0 };
  const start = isBack ? Math.max(0, (place?.position ?? 0) - rows.length) : (place?.position ?? 0);
  const end = start + rows.length;
  return {
    rows,
    first: start + 1,
    ...((isBack ? place !== undefined : hasMore)
      ? { after: { value: lastRow.sortValue, id: lastRow.id, position: end } }
      : {}),
    ...((isBack ? hasMore : place !== undefined)
      ? { before: { value: firstRow.sortValue, id: firstRow.id, position: start } }
      : {}),
  };
}

export type StateCounts = Readonly<Record<StateFilter | 'open', number>>;

/** How many accounts each state has under the other filters. */
export async function countAccounts(viewer: Viewer, on: Queryable, criteria: AccountCriteria): Promise<StateCounts> {
  const where = whereOf(viewer, criteria);
  const counts = Object.entries(states)
    .map(([name, condition]) => `count(*) filter (where ${condition})::int as "${name}"`)
    .join(', ');
  const [row] = await run<Record<StateFilter | 'open', number>>(
    on,
    sql.raw(`select ${counts} ${from} where ${where.text}`, [...where.bindings]),
  );
  return row ?? { open: 0, all: 0, live: 0, pending: 0, suspended: 0, ended: 0, ending: 0, locked: 0 };
}
