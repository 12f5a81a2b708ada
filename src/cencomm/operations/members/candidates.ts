import { isLive } from '../../../access/index.ts';
import type { Level, Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { fold, isActiveOn, today } from '../../../reference/index.ts';
import type { Office, Offices } from '../../../reference/index.ts';
import type { Entered } from '../operation.ts';

/** Somebody who may be invited; `level` and `isLive` decide as what. */
export interface Candidate {
  readonly accountId: number;
  readonly login: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly level: Level;
  readonly officeId: number;
  readonly isMember: boolean;
  readonly isInvited: boolean;
}

const most = 40;

const found = `select a.id as "accountId", a.login_id as login, a.person_name as "personName", a.unit, a.level, a.office_id as "officeId",
    exists (select from cencomm_members m where m.operation_id = $1 and m.account_id = a.id and m.removed_at is null) as "isMember",
    exists (select from cencomm_invitations i where i.operation_id = $1 and i.account_id = a.id and i.state = 'open' and i.invited_at > now() - interval '30 days') as "isInvited"
  from accounts a where ${isLive}`;

/** Officers of any administration, RILO, the Secretariat and partners, found by login, name, unit or office. For who has entered the operation. */
export async function findOfficers(
  _viewer: Viewer,
  on: Queryable,
  { operation }: Entered,
  words: string,
  offices: Offices,
): Promise<{ rows: Candidate[]; hasMore: boolean }> {
  const officeIds = findOffices(words, offices).map(({ id }) => id);
  const { rows } = await on.query<Candidate>({
    text: `${found} and (a.login_id like $2 or lower(a.person_name) like $2 or lower(a.unit) like $2 or a.office_id = any($3::int[])) order by a.login_id limit ${most + 1}`,
    values: [operation.id, `%${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`, officeIds],
  });
  return { rows: rows.slice(0, most), hasMore: rows.length > most };
}

/** One of them, by account. */
export async function findOfficer(
  on: Queryable,
  operationId: string,
  accountId: number,
): Promise<Candidate | undefined> {
  const {
    rows: [row],
  } = await on.query<Candidate>({ text: `${found} and a.id = $2`, values: [operationId, accountId] });
  return row;
}

/** Living officers of an office, whom its contact point may name. */
export async function officersOf(on: Queryable, operationId: string, officeId: number): Promise<Candidate[]> {
  const { rows } = await on.query<Candidate>({
    text: `${found} and a.office_id = $2 and a.level <> 'limited' order by a.login_id limit 500`,
    values: [operationId, officeId],
  });
  return rows;
}

/** Offices at work whose code or name holds the words. */
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
