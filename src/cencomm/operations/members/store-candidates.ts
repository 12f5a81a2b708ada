import { isLive, type Level, type Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { fold, isActiveOn, type Office, type Offices } from '../../../reference/index.ts';
import type { Entered } from '../operation.ts';
import { isOpenInvitation } from './store-invitations.ts';
import { today } from '../../../text/plain-date.ts';

/** An officer who may be invited; `level` decides as what. */
export interface Candidate {
  readonly accountId: number;
  readonly login: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly email: string | null;
  readonly level: Level;
  readonly officeId: number;
  readonly isMember: boolean;
  readonly isInvited: boolean;
}

const maxFound = 40;

const candidatesFor = (operationId: string): Sql => sql`
  select a.id as "accountId", a.login_id as login, a.person_name as "personName", a.unit, a.email, a.level,
    a.office_id as "officeId",
    exists (select from cencomm_members m
        where m.operation_id = ${operationId} and m.account_id = a.id and m.removed_at is null) as "isMember",
    exists (select from cencomm_invitations i
        where i.operation_id = ${operationId} and i.account_id = a.id and ${isOpenInvitation}) as "isInvited"
  from accounts a where ${isLive}`;

/** Officers of any office, found by login, name, unit or office. For members who entered the operation. */
export async function findOfficers(
  on: Queryable,
  _viewer: Viewer,
  { operation }: Entered,
  words: string,
  offices: Offices,
): Promise<{ rows: Candidate[]; hasMore: boolean }> {
  const officeIds = findOffices(words, offices).map(({ id }) => id);
  const like = `%${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await queryRows<Candidate>(
    on,
    sql`
      ${candidatesFor(operation.id)} and (a.login_id like ${like} or lower(a.person_name) like ${like}
        or lower(a.unit) like ${like} or a.office_id = any(${officeIds}::int[]))
      order by a.login_id limit ${maxFound + 1}`,
  );
  return { rows: rows.slice(0, maxFound), hasMore: rows.length > maxFound };
}

/** Officers named by login or by e-mail address, both in lower case. */
export async function findNamed(
  on: Queryable,
  operationId: string,
  logins: readonly string[],
  emails: readonly string[],
): Promise<Candidate[]> {
  return queryRows<Candidate>(
    on,
    sql`
      ${candidatesFor(operationId)}
        and (a.login_id = any(${logins}::text[]) or lower(a.email) = any(${emails}::text[]))`,
  );
}

/** One of them, by account. */
export async function findOfficer(
  on: Queryable,
  operationId: string,
  accountId: number,
): Promise<Candidate | undefined> {
  return queryRow<Candidate>(on, sql`${candidatesFor(operationId)} and a.id = ${accountId}`);
}

/** Officers of an office whose accounts are in use; its contact point may name them. */
export async function officersOf(on: Queryable, operationId: string, officeId: number): Promise<Candidate[]> {
  return queryRows<Candidate>(
    on,
    sql`
      ${candidatesFor(operationId)} and a.office_id = ${officeId} and a.level <> 'limited'
      order by a.login_id limit 500`,
  );
}

/** Offices in existence today whose code is the words or whose name contains them. */
export function findOffices(words: string, offices: Offices): Office[] {
  const wanted = fold(words);
  if (wanted === '') return [];
  return offices.all
    .filter(
      office =>
        isActiveOn(office, today()) &&
        (office.code.toLowerCase() === words.toLowerCase() ||
          [office.nameEn, office.nameFr].some(name => fold(name).includes(wanted))),
    )
    .slice(0, 12);
}
