import type { SessionData } from 'express-session';
import type { Queryable } from '../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../db/sql.ts';
import type { Duty, Lang, Level, OfficeKind, Viewer } from './viewer.ts';

/** The account as sign-in needs it. */
export interface SignInAccount {
  readonly id: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly passwordHash: string;
  readonly lang: Lang;
}

interface ViewerRow {
  id: number;
  login_id: string;
  level: Level;
  lang: Lang;
  duties: Duty[];
  office_id: number;
  code: string;
  kind: OfficeKind;
  name_en: string;
  name_fr: string;
  country: string | null;
  rilo_id: number | null;
  members: string[];
  has_factor: boolean;
}

/**
 * An account that may have access: not ended, not past its end date, not suspended. A suspension with a date ends by
 * itself the day after it.
 */
export const isOpen = sql`a.ended_at is null and (a.ends_on is null or a.ends_on >= current_date)
  and (a.suspended_at is null or a.suspended_until < current_date)`;

/** An account that lets somebody in: open and activated. Anything else is as unknown. */
export const isLive = sql`a.password_hash is not null and ${isOpen}`;

/** Finds a live account by login ID (already lower case). */
export async function findSignInAccount(on: Queryable, loginId: string): Promise<SignInAccount | undefined> {
  const rows = await queryRows<{ id: number; login_id: string; office_id: number; password_hash: string; lang: Lang }>(
    on,
    sql`
      select a.id, a.login_id, a.office_id, a.password_hash, a.lang from accounts a
      where a.login_id = ${loginId} and ${isLive}`,
    'sign_in_account',
  );
  const row = rows[0];
  return (
    row && {
      id: row.id,
      loginId: row.login_id,
      officeId: row.office_id,
      passwordHash: row.password_hash,
      lang: row.lang,
    }
  );
}

/** The office a login belongs to, so that its contact point finds the try in the trail. */
export async function officeOfLogin(on: Queryable, loginId: string): Promise<number | undefined> {
  const row = await queryRow<{ office_id: number }>(
    on,
    sql`select office_id from accounts where login_id = ${loginId}`,
    'office_of_login',
  );
  return row?.office_id;
}

/**
 * Loads who is asking, afresh at every request: a demotion or an end takes effect on the next one. With `sid`, only
 * while that session is one of the account's: one that was ended while a request of it ran may have been written back.
 */
export function findViewer(on: Queryable, accountId: number, sid?: string): Promise<Viewer | undefined> {
  return viewerWhere(
    on,
    sql`a.id = ${accountId} and (${sid ?? null}::text is null
      or exists (select from account_sessions s where s.sid = ${sid ?? null}::text and s.account_id = a.id))`,
    'viewer',
  );
}

interface VisitorRow extends ViewerRow {
  /** Which of the questions it answers, from 1. */
  place: number;
  sess: SessionData | null;
  /** Null where nobody is signed in with it. */
  id: number;
}

/** What a session that has not ended keeps, and whose it is; nobody's when it was ended by its account. */
export interface Visitor {
  readonly session: SessionData | null;
  readonly viewer: Viewer | undefined;
}

/**
 * Of each session, in their order: one statement for all that ask at a time. The planner is not shown how many they
 * are: it would plan each anew, which takes longer than to read them.
 */
export async function findVisitors(on: Queryable, sids: readonly string[]): Promise<readonly Visitor[]> {
  const rows = await queryRows<VisitorRow>(
    on,
    sql`
      select asked.place, kept.sess, v.* from unnest((select ${[...sids]}::text[])) with ordinality asked(sid, place)
      left join lateral (select s.sess from sessions s where s.sid = asked.sid and s.expire >= now()) kept on true
      left join lateral (
        select ${viewerColumns} from account_sessions s join accounts a on a.id = s.account_id
          join offices o on o.id = a.office_id
        where s.sid = asked.sid and ${isLive} limit 1) v on true`,
    'visitors',
  );
  const found = new Map(rows.map(row => [row.place, row]));
  return sids.map((_sid, at) => {
    const row = found.get(at + 1);
    return { session: row?.sess ?? null, viewer: typeof row?.id === 'number' ? toViewer(row) : undefined };
  });
}

const viewerColumns = sql`
  a.id, a.login_id, a.level, a.lang,
  array(select duty from account_duties d where d.account_id = a.id order by duty) as duties,
  o.id as office_id, o.code, o.kind, o.name_en, o.name_fr, o.country,
  case when o.kind = 'rilo' then o.id else (
    select m.rilo_id from rilo_memberships m where m.country = o.country
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)
      limit 1) end as rilo_id,
  case when o.kind = 'rilo' then array(
    select m.country::text from rilo_memberships m where m.rilo_id = o.id
      and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date))
      else '{}' end as members,
  exists (select from account_totp t where t.account_id = a.id)
    or exists (select from account_passkeys p where p.account_id = a.id) as has_factor`;

async function viewerWhere(on: Queryable, condition: Sql, name: string): Promise<Viewer | undefined> {
  const row = await queryRow<ViewerRow>(
    on,
    sql`
      select ${viewerColumns} from accounts a join offices o on o.id = a.office_id
      where ${condition} and ${isLive}`,
    name,
  );
  return row && toViewer(row);
}

/** Living accounts of an office at some levels, but one: who work can be handed to. */
export async function listColleagues(
  on: Queryable,
  { officeId, but, levels }: { readonly officeId: number; readonly but: number; readonly levels: readonly Level[] },
): Promise<readonly { readonly id: number; readonly loginId: string }[]> {
  return queryRows<{ id: number; loginId: string }>(
    on,
    sql`
      select a.id, a.login_id as "loginId" from accounts a
      where a.office_id = ${officeId} and a.id <> ${but} and a.level = any(${[...levels]}::text[]) and ${isLive}
      order by a.login_id`,
    'colleagues',
  );
}

/** The account a job works for, as a viewer without a request; undefined when it has ended. */
export async function viewerOfAccount(on: Queryable, accountId: number): Promise<Viewer | undefined> {
  const viewer = await findViewer(on, accountId);
  return viewer && { ...viewer, origin: { address: 'job', requestId: 'job' } };
}

function toViewer(row: ViewerRow): Viewer {
  return {
    accountId: row.id,
    loginId: row.login_id,
    level: row.level,
    duties: row.duties,
    lang: row.lang,
    hasFactor: row.has_factor,
    office: {
      id: row.office_id,
      code: row.code,
      kind: row.kind,
      nameEn: row.name_en,
      nameFr: row.name_fr,
      country: row.country,
      riloId: row.rilo_id,
      memberCountries: row.members,
    },
  };
}

export async function setLang(on: Queryable, accountId: number, lang: Lang): Promise<void> {
  await execute(on, sql`update accounts set lang = ${lang} where id = ${accountId}`);
}

/** Also makes sign-ins of one account wait for each other, until the end of the transaction. */
export async function noteSignIn(on: Queryable, accountId: number): Promise<void> {
  await execute(on, sql`update accounts set last_sign_in_at = now() where id = ${accountId}`);
}

export async function setPasswordHash(on: Queryable, accountId: number, hash: string): Promise<void> {
  await execute(on, sql`update accounts set password_hash = ${hash} where id = ${accountId}`);
}

export interface NewAccount {
  readonly loginId: string;
  readonly passwordHash: string;
  readonly officeCode: string;
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly lang?: Lang;
  readonly email?: string | undefined;
  readonly demo?: boolean;
}

/**
 * Inserts an account with its duties; of an existing one of the same login only the password changes. Returns its id.
 */
export async function saveAccount(on: Queryable, account: NewAccount): Promise<number> {
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into accounts (login_id, password_hash, office_id, level, lang, email, demo, activated_at)
      select ${account.loginId}, ${account.passwordHash}, o.id, ${account.level}, ${account.lang ?? 'en'},
        ${account.email ?? null}, ${account.demo ?? false}, now() from offices o where o.code = ${account.officeCode}
      on conflict (login_id) do update set password_hash = excluded.password_hash returning id`,
  );
  const id = row?.id;
  if (!id) throw new Error(`no office with the code ${account.officeCode}`);
  await execute(
    on,
    sql`
      insert into account_duties (account_id, duty) select ${id}, unnest(${[...account.duties]}::text[])
      on conflict do nothing`,
  );
  return id;
}

/** Makes changes to one account's factors and sessions wait for each other, until the end of the transaction. */
export async function lockAccount(on: Queryable, accountId: number): Promise<void> {
  await execute(on, sql`select 1 from accounts where id = ${accountId} for update`);
}

export async function hasDemoAccount(on: Queryable): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`select exists(select 1 from accounts where demo and ended_at is null) as found`,
  );
  return row?.found ?? false;
}
