import { isLive, rights, type Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { literal, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { Forbidden, NotVisible } from '../../../errors.ts';
import { isId, lockOperation } from '../store.ts';
import type { OperationState } from '../operation.ts';

/** All that the Secretariat knows of an operation, except the aim of a waiting request. Times ISO, days YYYY-MM-DD. */
export interface RegisterRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly state: OperationState;
  readonly officeId: number;
  readonly requestedAt: string;
  readonly closedAt: string | null;
  readonly disposedAt: string | null;
  readonly isHeld: boolean;
  /** When what is in it may be disposed of; null while it is open. */
  readonly retainedUntil: string | null;
  /** Its owner cannot sign in or may not own it any more: the Secretariat names another. */
  readonly lacksOwner: boolean;
  readonly synthetic: boolean;
}

export const registerTabs = ['all', 'requested', 'open', 'closed', 'archived', 'held', 'ended'] as const;
export type RegisterTab = (typeof registerTabs)[number];

const columns = sql`
  o.id, o.code, o.title, o.state, o.office_id as "officeId", o.legal_hold as "isHeld", o.synthetic,
  to_char(to_timestamp(o.created_ms / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "requestedAt",
  to_char(o.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt",
  to_char(o.disposed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "disposedAt",
  to_char((o.closed_at at time zone 'UTC')::date + o.retention_days, 'YYYY-MM-DD') as "retainedUntil",
  o.state in ('open', 'closed', 'archived') and not exists (
    select from cencomm_members m join accounts a on a.id = m.account_id
    where m.operation_id = o.id and m.removed_at is null and m.role = 'owner' and a.level = 'unlimited'
      and ${isLive}) as "lacksOwner"`;

const fits = (tab: RegisterTab): Sql => sql`
  case ${tab} when 'all' then true when 'held' then o.legal_hold when 'ended' then o.state in ('refused', 'disposed')
  else o.state = ${tab} end`;

interface RegisterQuery {
  readonly tab: RegisterTab;
  readonly before?: string;
  readonly after?: string;
}
const registerPage = 50;

function onlySecretariat(viewer: Viewer): void {
  if (!rights.administrator(viewer)) throw new Forbidden('the register is the Secretariat’s');
}

/** A page of the register, the newest request first. `before` and `after` are codes. */
export async function listRegister(
  on: Queryable,
  viewer: Viewer,
  { tab, before, after }: RegisterQuery,
): Promise<{ rows: RegisterRow[]; hasNewer: boolean; hasOlder: boolean }> {
  onlySecretariat(viewer);
  const isBack = before !== undefined;
  const place = before ?? after ?? null;
  const [beyond, direction] = isBack ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const rows = await queryRows<RegisterRow>(
    on,
    sql`
      select ${columns} from cencomm_operations o
      where ${fits(tab)} and (${place}::text is null or o.code ${beyond} ${place}::text)
      order by o.code ${direction} limit ${literal(registerPage + 1)}`,
    isBack ? 'cencomm_register_back' : 'cencomm_register',
  );
  const page = rows.slice(0, registerPage);
  const hasMore = rows.length > registerPage;
  return {
    rows: isBack ? page.reverse() : page,
    hasNewer: isBack ? hasMore : after !== undefined,
    hasOlder: isBack ? true : hasMore,
  };
}

/** How many operations each tab holds. */
export async function countRegister(on: Queryable, viewer: Viewer): Promise<Readonly<Record<RegisterTab, number>>> {
  onlySecretariat(viewer);
  const row = await queryRow<Record<RegisterTab, number>>(
    on,
    sql`
      select count(*)::int as all, (count(*) filter (where state = 'requested'))::int as requested,
        (count(*) filter (where state = 'open'))::int as open,
      (count(*) filter (where state = 'closed'))::int as closed,
        (count(*) filter (where state = 'archived'))::int as archived,
      (count(*) filter (where legal_hold))::int as held,
        (count(*) filter (where state in ('refused', 'disposed')))::int as ended from cencomm_operations`,
    'cencomm_register_counts',
  );
  return row ?? { all: 0, requested: 0, open: 0, closed: 0, archived: 0, held: 0, ended: 0 };
}

/** One row of the register. Throws NotVisible. */
export async function getRegistered(on: Queryable, viewer: Viewer, id: unknown): Promise<RegisterRow> {
  onlySecretariat(viewer);
  if (!isId(id)) throw new NotVisible('no such operation');
  const row = await queryRow<RegisterRow>(
    on,
    sql`select ${columns} from cencomm_operations o where o.id = ${id}`,
    'cencomm_registered',
  );
  if (!row) throw new NotVisible('no such operation');
  return row;
}

/** The same, locked until the transaction ends. */
export async function lockRegistered(client: Client, viewer: Viewer, id: unknown): Promise<RegisterRow> {
  if (isId(id)) await lockOperation(client, id);
  return getRegistered(client, viewer, id);
}

/** What the requester asked for, except the aim; only while the request waits. */
export interface Asked {
  readonly requestedBy: string;
  readonly requesterId: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly headings: readonly string[];
  readonly countries: readonly string[];
  readonly langs: readonly string[];
  readonly joining: 'from_now' | 'history';
  readonly retentionDays: number;
}

/** Undefined once it was decided on. */
export async function readAsked(on: Queryable, viewer: Viewer, id: string): Promise<Asked | undefined> {
  onlySecretariat(viewer);
  return queryRow<Asked>(
    on,
    sql`
      select a.login_id as "requestedBy", a.id as "requesterId", to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn",
        to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.headings, o.countries, o.langs, o.joining,
        o.retention_days as "retentionDays"
      from cencomm_operations o join accounts a on a.id = o.requested_by where o.id = ${id} and o.state = 'requested'`,
  );
}
