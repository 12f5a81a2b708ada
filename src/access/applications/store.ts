import type { Queryable } from '../../db/pool.ts';
import { join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { rights } from '../rights.ts';
import type { Duty, Level, Viewer } from '../viewer.ts';
import { openStates, type Application, type State } from './application.ts';

/** One dated and signed step. `detail` says what was decided or asked. */
export interface Step {
  readonly id: number;
  readonly kind: 'submitted' | 'asked' | 'answered' | 'consented' | 'granted' | 'refused' | 'withdrawn' | 'link_sent';
  readonly at: Date;
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly words: string | null;
  readonly detail: {
    readonly level?: Level;
    readonly duties?: readonly Duty[];
    readonly endsOn?: string;
    readonly loginId?: string;
  } | null;
}

interface Row extends Omit<Application, 'decided'> {
  readonly decidedLevel: Level | null;
  readonly decidedDuties: Duty[] | null;
  readonly decidedEndsOn: string | null;
}

/**
 * The one place that says whose applications a viewer may see: an administrator all, everybody else those of the own
 * office.
 */
const visibleTo = (viewer: Viewer): Sql =>
  sql`(${rights.administrator(viewer)}::boolean or p.office_id = ${viewer.office.id}::int)`;

const columns = sql`
  p.id, p.ref, b.ref as "batchRef", p.office_id as "officeId", p.made_by as "madeBy", m.login_id as "madeByLogin",
  p.made_at as "madeAt",
  p.family_name as "familyName", p.given_name as "givenName", p.unit, p.email, p.level, p.duties,
  coalesce(p.notification, '') as notification, p.lang, p.reason,
  p.ends_on as "endsOn", p.state, p.changed_at as "changedAt", p.decided_level as "decidedLevel",
  p.decided_duties as "decidedDuties",
  p.decided_ends_on as "decidedEndsOn", p.consented_by as "consentedBy", p.account_id as "accountId", p.synthetic`;
const source = sql`
  applications p join accounts m on m.id = p.made_by left join application_batches b on b.id = p.batch_id`;

const oneVisible = (viewer: Viewer, ref: string): Sql =>
  sql`select ${columns} from ${source} where ${visibleTo(viewer)} and p.ref = ${ref}`;

/** An application by its reference. Throws NotVisible when there is none for this viewer. */
export async function readApplication(on: Queryable, viewer: Viewer, ref: string): Promise<Application> {
  return found(await queryRow<Row>(on, oneVisible(viewer, ref), 'application'), ref);
}

/** The same, locked until the transaction ends: steps follow one another. */
export async function lockApplication(on: Queryable, viewer: Viewer, ref: string): Promise<Application> {
  return found(await queryRow<Row>(on, sql`${oneVisible(viewer, ref)} for update of p`), ref);
}

function found(row: Row | undefined, ref: string): Application {
  if (!row) throw new NotVisible(`no application ${ref.slice(0, 40)}`);
  return toApplication(row);
}

function toApplication({ decidedLevel, decidedDuties, decidedEndsOn, ...row }: Row): Application {
  const decided =
    decidedLevel && decidedEndsOn ? { level: decidedLevel, duties: decidedDuties ?? [], endsOn: decidedEndsOn } : null;
  return { ...row, decided };
}

/** What narrows a list. `before` is the id of the last row of the page before. */
interface Selection {
  readonly states: readonly State[];
  readonly officeId?: number | undefined;
  readonly level?: string | undefined;
  /** Words of a name, an address, a unit or a reference. */
  readonly q?: string | undefined;
  readonly batch?: string | undefined;
  /** Decided within so many days. */
  readonly days?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

function narrowed(viewer: Viewer, { officeId, level, q, batch }: Omit<Selection, 'states' | 'limit'>): Sql {
  const parts = [visibleTo(viewer)];
  if (officeId !== undefined) parts.push(sql`p.office_id = ${officeId}::int`);
  if (level !== undefined) parts.push(sql`p.level = ${level}`);
  if (q !== undefined) {
    const words = sql`concat_ws(' ', p.ref, p.given_name, p.family_name, p.email, p.unit)`;
    parts.push(sql`strpos(lower(${words}), lower(${q}::text)) > 0`);
  }
  if (batch !== undefined) parts.push(sql`b.ref = ${batch}`);
  return join(parts, ' and ');
}

/** Applications, newest first. */
export async function listApplications(on: Queryable, viewer: Viewer, by: Selection): Promise<Application[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from ${source} where ${narrowed(viewer, by)} and p.state = any(${[...by.states]}::text[])
        and (${by.days ?? null}::int is null or p.changed_at > now() - make_interval(days => ${by.days ?? null}::int))
        and (${by.before ?? null}::bigint is null or p.id < ${by.before ?? null}::bigint)
      order by p.id desc limit ${by.limit}`,
  );
  return rows.map(toApplication);
}

/** How many there are in each state, narrowed alike. */
export async function countByState(
  on: Queryable,
  viewer: Viewer,
  by: Omit<Selection, 'states' | 'limit'>,
): Promise<Partial<Record<State, number>>> {
  const rows = await queryRows<{ state: State; n: number }>(
    on,
    sql`select p.state, count(*)::int as n from ${source} where ${narrowed(viewer, by)} group by p.state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** How many wait and since when the oldest does. */
export async function countWaiting(on: Queryable, viewer: Viewer): Promise<{ n: number; oldest: Date | null }> {
  const row = await queryRow<{ n: number; oldest: Date | null }>(
    on,
    sql`
      select count(*)::int as n, min(p.made_at) as oldest from applications p
      where ${visibleTo(viewer)} and p.state = any(${[...openStates]})`,
  );
  return row ?? { n: 0, oldest: null };
}

/** Steps of an application the caller has read in the viewer's scope, oldest first. */
export async function listSteps(on: Queryable, application: Pick<Application, 'id'>): Promise<Step[]> {
  return queryRows<Step>(
    on,
    sql`
      select s.id, s.kind, s.at, s.account_id as "accountId", a.login_id as "loginId", a.office_id as "officeId",
        s.words, s.detail
      from application_steps s join accounts a on a.id = s.account_id where s.application_id = ${application.id}
      order by s.id`,
    'application_steps',
  );
}

/** How far a granted account has come: its link sent, expired, or used. */
export interface Opening {
  readonly loginId: string;
  readonly activatedAt: Date | null;
  readonly endedAt: Date | null;
  /** End of the newest link that is neither used nor replaced; null when there is none. */
  readonly linkUntil: Date | null;
}

export async function findOpening(on: Queryable, accountId: number): Promise<Opening | undefined> {
  return queryRow<Opening>(
    on,
    sql`
      select a.login_id as "loginId", a.activated_at as "activatedAt", a.ended_at as "endedAt",
        (select max(l.expires_at) from account_links l
            where l.account_id = a.id and l.purpose = 'activation' and l.ended_at is null) as "linkUntil"
      from accounts a where a.id = ${accountId}`,
  );
}

/** Domains that officers of an office have their official addresses in. */
export async function domainsOf(on: Queryable, officeId: number): Promise<string[]> {
  const rows = await queryRows<{ domain: string }>(
    on,
    sql`select domain from office_domains where office_id = ${officeId} and removed_at is null order by domain`,
  );
  return rows.map(({ domain }) => domain);
}

/** How many accounts of an office are in use. */
export async function countAccounts(on: Queryable, officeId: number): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from accounts
      where office_id = ${officeId} and ended_at is null and (ends_on is null or ends_on >= current_date)`,
  );
  return row?.n ?? 0;
}
