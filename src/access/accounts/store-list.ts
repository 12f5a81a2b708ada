import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRow, queryRows, raw, sql, type Sql } from '../../db/sql.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import type { AccountCriteria, AccountCursor, AccountSort, StateFilter } from './pages/criteria.ts';
import { visibleAccounts } from './scope.ts';
import { accountColumns, hasFactorSql, isAmongLocked, stateSql, triesJoin } from './store.ts';

const accountsPerPage = 25;
/** Days ahead within which an account is "ending". */
export const endingDays = 30;

const from = sql`from accounts a join offices o on o.id = a.office_id`;

interface Order {
  readonly value: Sql;
  readonly type: Sql;
  readonly descending?: true;
}
const orders: Readonly<Record<AccountSort, Order>> = {
  login: { value: sql`a.login_id`, type: sql`text` },
  name: { value: sql`lower(coalesce(a.person_name, ''))`, type: sql`text` },
  end: { value: sql`coalesce(a.ends_on, date '9999-12-31')`, type: sql`date` },
  seen: {
    value: sql`coalesce(a.last_sign_in_at, timestamptz '1000-01-01 00:00:00+00')`,
    type: sql`timestamptz`,
    descending: true,
  },
};

const notEnded = sql`a.ended_at is null and (a.ends_on is null or a.ends_on >= current_date)`;
const states: Readonly<Record<StateFilter | 'open', Sql>> = {
  open: notEnded,
  all: sql`true`,
  live: sql`${stateSql} = 'live'`,
  pending: sql`${stateSql} = 'pending'`,
  suspended: sql`${stateSql} = 'suspended'`,
  ended: sql`not (${notEnded})`,
  ending: sql`a.ended_at is null and a.ends_on between current_date and current_date + ${endingDays}::int`,
  locked: sql`${notEnded} and ${isAmongLocked}`,
};

/** What a search asks for, the state only where it says so. */
export function whereOf(
  viewer: Viewer,
  { q, office, level, duty, dormant, factor, state }: AccountCriteria,
  withState = false,
): Sql {
  const scope = visibleAccounts(viewer);
  const parts: Sql[] = [
    scope,
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 10)
      .map(
        word =>
          sql`
            concat_ws(' ', a.login_id, a.person_name, a.unit, a.email) ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`,
      ),
    ...(withState ? [states[state ?? 'open']] : []),
    // Who never signed in counts from the day he could.
    ...(dormant === undefined
      ? []
      : [
          sql`
            coalesce(a.last_sign_in_at, a.activated_at, a.created_at) < now() - make_interval(days => ${dormant}::int)`,
        ]),
    ...(office === undefined ? [] : [sql`o.code = ${office}`]),
    ...(factor === undefined ? [] : [factor === 'set' ? hasFactorSql : sql`not ${hasFactorSql}`]),
    ...(level === undefined ? [] : [sql`a.level = ${level}`]),
    ...(duty === undefined
      ? []
      : [sql`exists (select 1 from account_duties x where x.account_id = a.id and x.duty = ${duty})`]),
  ];
  return sql`(${join(parts, ') and (')})`;
}

export interface AccountPage {
  readonly rows: readonly Account[];
  /** Number of the first row shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after?: AccountCursor;
  readonly before?: AccountCursor;
}

/** One page of the accounts a viewer looks after. */
export async function listAccounts(on: Queryable, viewer: Viewer, criteria: AccountCriteria): Promise<AccountPage> {
  const order = orders[criteria.sort];
  const where = whereOf(viewer, criteria);
  const place = criteria.after ?? criteria.before;
  const isBack = criteria.before !== undefined;
  const isFalling = (order.descending ?? false) !== isBack;
  const beyond = place
    ? sql` and (${order.value}, a.id) ${isFalling ? sql`<` : sql`>`} (${place.value}::${order.type}, ${place.id}::int)`
    : empty;
  const direction = isFalling ? sql`desc` : sql`asc`;
  const found = await queryRows<Account & { sortValue: string }>(
    on,
    sql`
      select ${accountColumns}, (${order.value})::text as "sortValue" ${from} ${triesJoin}
      where ${where} and (${states[criteria.state ?? 'open']})${beyond}
      order by ${order.value} ${direction}, a.id ${direction} limit ${accountsPerPage + 1}`,
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
export async function countAccounts(on: Queryable, viewer: Viewer, criteria: AccountCriteria): Promise<StateCounts> {
  const where = whereOf(viewer, criteria);
  const counts = Object.entries(states).map(
    ([name, condition]) => sql`count(*) filter (where ${condition})::int as "${raw(name)}"`,
  );
  const row = await queryRow<Record<StateFilter | 'open', number>>(
    on,
    sql`select ${join(counts)} ${from} where ${where}`,
  );
  return row ?? { open: 0, all: 0, live: 0, pending: 0, suspended: 0, ended: 0, ending: 0, locked: 0 };
}
