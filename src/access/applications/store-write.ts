import type { Queryable } from '../../db/pool.ts';
import { isLive } from '../store.ts';
import type { Lang } from '../viewer.ts';
import type { Application, Decision, NewApplication, State } from './application.ts';
import type { Step } from './store.ts';

/** Takes so many numbers of the year, one after the other; answers the references, e.g. 'AP-2026-000389'. */
export async function takeRefs(on: Queryable, count: number): Promise<string[]> {
  const {
    rows: [row],
  } = await on.query<{ year: number; last: number }>(
    `insert into application_numbers as n (year, last) values (extract(year from now())::int, $1)
     on conflict (year) do update set last = n.last + $1 returning year, last`,
    [count],
  );
  if (!row) throw new Error('no number was taken');
  return Array.from(
    { length: count },
    (_, at) => `AP-${row.year}-${String(row.last - count + 1 + at).padStart(6, '0')}`,
  );
}

export interface Insertion {
  readonly ref: string;
  readonly formId: string;
  readonly batchId?: number;
  readonly madeBy: number;
  readonly synthetic?: boolean;
}

/** Writes an application down as submitted, with its first step. Answers its id. */
export async function insertApplication(
  on: Queryable,
  application: NewApplication,
  { ref, formId, batchId, madeBy, synthetic }: Insertion,
): Promise<number> {
  const { familyName, givenName, unit, email, level, duties, notification, lang, reason, endsOn, officeId } =
    application;
  const {
    rows: [row],
  } = await on.query<{ id: number }>(
    `insert into applications (ref, form_id, batch_id, office_id, made_by, family_name, given_name, unit, email, level, duties, notification, lang, reason, ends_on, synthetic)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, nullif($12, ''), $13, $14, $15, $16) returning id`,
    [
      ref,
      formId,
      batchId ?? null,
      officeId,
      madeBy,
      familyName,
      givenName,
      unit,
      email,
      level,
      [...duties],
      notification,
      lang,
      reason,
      endsOn,
      synthetic ?? false,
    ],
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

export interface NewStep {
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
  await on.query(
    `insert into application_steps (application_id, kind, account_id, words, detail) values ($1, $2, $3, nullif($4, ''), $5::jsonb)`,
    [applicationId, kind, accountId, words ?? '', detail ? JSON.stringify(detail) : null],
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
  await on.query(
    `update applications set state = $2, changed_at = now(), decided_level = $3, decided_duties = $4, decided_ends_on = $5, consented_by = $6, account_id = $7 where id = $1`,
    [
      application.id,
      state,
      decision?.level ?? null,
      decision ? [...decision.duties] : null,
      decision?.endsOn ?? null,
      consentedBy ?? null,
      accountId ?? null,
    ],
  );
}

/** Makes the account an application was granted. It has no password until its link is used. Answers its id. */
export async function insertAccount(
  on: Queryable,
  loginId: string,
  { officeId, familyName, givenName, unit, email, lang }: NewApplication,
  { level, duties, endsOn }: Decision,
): Promise<number> {
  const {
    rows: [row],
  } = await on.query<{ id: number }>(
    `insert into accounts (login_id, office_id, level, lang, person_name, unit, email, ends_on) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [loginId, officeId, level, lang, `${givenName} ${familyName}`, unit, email, endsOn],
  );
  if (!row) throw new Error('an account was not written');
  await on.query('insert into account_duties (account_id, duty) select $1, unnest($2::text[])', [row.id, [...duties]]);
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
  const { rows } = await on.query<{ kind: 'email' | 'open' | 'name'; text: string; who: string }>(
    `select 'email' as kind, email as text, '' as who from accounts where ended_at is null and email = any($2)
     union all select 'open', email, ref from applications where state in ('submitted', 'asked', 'consented') and email = any($2)
     union all select 'name', person_name, login_id from accounts where ended_at is null and office_id = $1 and person_name is not null
     union all select 'name', given_name || ' ' || family_name, ref from applications where office_id = $1 and state in ('submitted', 'asked', 'consented')`,
    [officeId, [...emails]],
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

const openReader = `a.email is not null and ${isLive}`;
const administrators = `
  select a.id, a.email, a.lang from accounts a where ${openReader} and a.level = 'unlimited' and a.id <> $1
    and exists (select from account_duties d where d.account_id = a.id and d.duty = 'administrator')`;
const applicants = `
  select a.id, a.email, a.lang from accounts a where ${openReader} and (a.id = $1 or (a.office_id = $2 and a.level = 'unlimited'
    and exists (select from account_duties d where d.account_id = a.id and d.duty in ('ncp', 'rilo'))))
  order by a.id <> $1 limit 1`;

/** The administrators but the one who acts. */
export async function listAdministrators(on: Queryable, besides: number): Promise<Reader[]> {
  return (await on.query<Reader>(administrators, [besides])).rows;
}

/** Who made an application, or whoever has that duty in the office now. */
export async function findApplicant(
  on: Queryable,
  { madeBy, officeId }: Pick<Application, 'madeBy' | 'officeId'>,
): Promise<Reader | undefined> {
  return (await on.query<Reader>(applicants, [madeBy, officeId])).rows[0];
}
