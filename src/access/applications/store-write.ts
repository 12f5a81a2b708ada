import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { isLive } from '../store.ts';
import type { Lang, Viewer } from '../viewer.ts';
import type { Application, Decision, NewApplication, State } from './application.ts';
import type { Step } from './store.ts';

/** Takes so many numbers of the year, one after the other; returns the references, e.g. 'AP-2026-000389'. */
export async function takeRefs(on: Queryable, count: number): Promise<string[]> {
  const row = await queryRow<{ year: number; last: number }>(
    on,
    sql`insert into application_numbers as n (year, last) values (extract(year from now())::int, ${count})
     on conflict (year) do update set last = n.last + ${count} returning year, last`,
  );
  if (!row) throw new Error('no number was taken');
  return Array.from(
    { length: count },
    (_, at) => `AP-${row.year}-${String(row.last - count + 1 + at).padStart(6, '0')}`,
  );
}

interface Insertion {
  readonly ref: string;
  readonly formId: string;
  readonly batchId?: number;
  readonly madeBy: number;
  readonly synthetic?: boolean;
}

/** Writes an application down as submitted, with its first step. Returns its id. */
export async function insertApplication(
  on: Queryable,
  application: NewApplication,
  { ref, formId, batchId, madeBy, synthetic }: Insertion,
): Promise<number> {
  const { familyName, givenName, unit, email, level, duties, notification, lang, reason, endsOn, officeId } =
    application;
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into applications
        (ref, form_id, batch_id, office_id, made_by, family_name, given_name, unit, email, level, duties, notification,
        lang, reason, ends_on, synthetic)
      values (${ref}, ${formId}, ${batchId ?? null}, ${officeId}, ${madeBy}, ${familyName}, ${givenName}, ${unit},
        ${email}, ${level}, ${[...duties]}, nullif(${notification}, ''), ${lang}, ${reason}, ${endsOn},
        ${synthetic ?? false}) returning id`,
  );
  if (!row) throw new Error('an application was not written');
  await insertStep(on, {
    applicationId: row.id,
    kind: 'submitted',
    accountId: madeBy,
    words: reason,
    detail: { level, duties, endsOn },
  });
  return row.id;
}

interface NewStep {
  readonly applicationId: number;
  readonly kind: Step['kind'];
  readonly accountId: number;
  readonly words?: string;
  readonly detail?: NonNullable<Step['detail']>;
}

export async function insertStep(
  on: Queryable,
  { applicationId, kind, accountId, words, detail }: NewStep,
): Promise<void> {
  await execute(
    on,
    sql`
      insert into application_steps (application_id, kind, account_id, words, detail)
      values (${applicationId}, ${kind}, ${accountId}, nullif(${words ?? ''}, ''),
        ${detail ? JSON.stringify(detail) : null}::jsonb)`,
  );
}

/** Moves an application on; a consent stays only while the second person is waited for or has agreed. */
export async function setState(
  on: Queryable,
  application: Pick<Application, 'id'>,
  state: State,
  more: { decision?: Decision; consentedBy?: number; accountId?: number } = {},
): Promise<void> {
  const { decision, consentedBy, accountId } = more;
  await execute(
    on,
    sql`
      update applications set state = ${state}, changed_at = now(), decided_level = ${decision?.level ?? null},
        decided_duties = ${decision ? [...decision.duties] : null}, decided_ends_on = ${decision?.endsOn ?? null},
        consented_by = ${consentedBy ?? null}, account_id = ${accountId ?? null} where id = ${application.id}`,
  );
}

/** Makes the account an application was granted. It has no password until its link is used. Returns its id. */
export async function insertAccount(
  on: Queryable,
  loginId: string,
  { officeId, familyName, givenName, unit, email, lang }: NewApplication,
  { level, duties, endsOn }: Decision,
): Promise<number> {
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into accounts (login_id, office_id, level, lang, person_name, unit, email, ends_on)
      values (${loginId}, ${officeId}, ${level}, ${lang}, ${`${givenName} ${familyName}`}, ${unit}, ${email}, ${endsOn})
      returning id`,
  );
  if (!row) throw new Error('an account was not written');
  await execute(
    on,
    sql`insert into account_duties (account_id, duty) select ${row.id}, unnest(${[...duties]}::text[])`,
  );
  return row.id;
}

/** Logins and open applications that may be of the same person: by address anywhere, by name in the office. */
export interface Known {
  readonly emails: ReadonlySet<string>;
  readonly openEmails: ReadonlySet<string>;
  /** Names of the office's people: `who` is a login or the reference of an application. */
  readonly names: readonly { readonly name: string; readonly who: string }[];
}

export async function findKnown(on: Queryable, officeId: number, emails: readonly string[]): Promise<Known> {
  const rows = await queryRows<{ kind: 'email' | 'open' | 'name'; text: string; who: string }>(
    on,
    sql`
      select 'email' as kind, email as text, '' as who from accounts
      where ended_at is null and email = any(${[...emails]})
      union all select 'open', email, ref from applications
      where state in ('submitted', 'asked', 'consented') and email = any(${[...emails]})
      union all select 'name', person_name, login_id from accounts
      where ended_at is null and office_id = ${officeId} and person_name is not null
      union all select 'name', given_name || ' ' || family_name, ref from applications
      where office_id = ${officeId} and state in ('submitted', 'asked', 'consented')`,
  );
  const of = (kind: string) => rows.filter(row => row.kind === kind);
  return {
    emails: new Set(of('email').map(({ text }) => text)),
    openEmails: new Set(of('open').map(({ text }) => text)),
    names: of('name').map(({ text, who }) => ({ name: text, who })),
  };
}

/** Who hears of an application: address and language. */
export interface Reader {
  readonly id: number;
  readonly email: string;
  readonly lang: Lang;
}

const openReader = sql`a.email is not null and ${isLive}`;

/** The administrators but the one who acts. */
export async function listAdministrators(on: Queryable, besides: number): Promise<Reader[]> {
  return await queryRows<Reader>(
    on,
    sql`
      select a.id, a.email, a.lang from accounts a where ${openReader} and a.level = 'unlimited' and a.id <> ${besides}
        and exists (select from account_duties d where d.account_id = a.id and d.duty = 'administrator')`,
  );
}

/** Who made an application, or whoever has that duty in the office now. */
export async function findApplicant(
  on: Queryable,
  { madeBy, officeId }: Pick<Application, 'madeBy' | 'officeId'>,
): Promise<Reader | undefined> {
  return await queryRow<Reader>(
    on,
    sql`
      select a.id, a.email, a.lang from accounts a
      where ${openReader} and (a.id = ${madeBy} or (a.office_id = ${officeId} and a.level = 'unlimited'
        and exists (select from account_duties d where d.account_id = a.id and d.duty in ('ncp', 'rilo'))))
      order by a.id <> ${madeBy} limit 1`,
  );
}

/** The reference of what a form became when it was sent before. Waits for the same form being sent at this moment. */
export async function findSent(client: Client, viewer: Viewer, formId: string): Promise<string | undefined> {
  await lockForm(client, formId);
  const row = await queryRow<{ ref: string }>(
    client,
    sql`select ref from applications where form_id = ${formId} and made_by = ${viewer.accountId}`,
  );
  return row?.ref;
}

/** Until the transaction ends, nobody else handles the form of this id. */
export async function lockForm(client: Client, formId: string): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtextextended(${formId}, 0))`);
}

/**
 * Login IDs ever given that are `base` or `base` with a number. Others who choose one wait until the transaction ends.
 */
export async function lockLoginIds(client: Client, base: string): Promise<ReadonlySet<string>> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('access.login-id'))`);
  const rows = await queryRows<{ login_id: string }>(
    client,
    sql`
      select login_id from accounts
      where login_id = ${base}
        or (left(login_id, length(${base}::text)) = ${base}
          and substr(login_id, length(${base}::text) + 1) ~ '^[0-9]+$')`,
  );
  return new Set(rows.map(row => row.login_id));
}
