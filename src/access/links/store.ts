import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import type { Lang } from '../viewer.ts';
import { isOpen } from '../store.ts';

/** `activation` opens a new account, `reset` gives one another password. */
const linkPurposes = ['activation', 'reset'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** An account as its letters and its password rules need it. `email` is lower case; null where none was ever given. */
export interface LinkAccount {
  readonly id: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly email: string | null;
  readonly lang: Lang;
  readonly officeId: number;
  readonly officeCode: string;
  readonly officeNameEn: string;
  readonly officeNameFr: string;
}

const accountColumns = sql`
  a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang, a.office_id as "officeId",
  o.code as "officeCode", o.name_en as "officeNameEn", o.name_fr as "officeNameFr"`;

/** Locks an account that may have access; undefined when it may not. */
export async function lockOpenAccount(on: Queryable, accountId: number): Promise<LinkAccount | undefined> {
  return queryRow<LinkAccount>(
    on,
    sql`
      select ${accountColumns} from accounts a join offices o on o.id = a.office_id
      where a.id = ${accountId} and ${isOpen} for update of a`,
  );
}

/** Ends what is open of an account, of one purpose or (without) of both. */
export async function endLinks(on: Queryable, accountId: number, purpose?: LinkPurpose): Promise<void> {
  await execute(
    on,
    sql`
      update account_links set ended_at = now()
      where account_id = ${accountId} and ended_at is null
        and (${purpose ?? null}::text is null or purpose = ${purpose ?? null}::text)`,
  );
}

/** Writes a link down by its hash only. Returns when it ends. */
export async function insertLink(
  on: Queryable,
  link: { hash: Buffer; accountId: number; purpose: LinkPurpose; madeBy: number | null; hours: number },
): Promise<Date> {
  const row = await queryRow<{ expires_at: Date }>(
    on,
    sql`
      insert into account_links (token_hash, account_id, purpose, made_by, expires_at)
      values (${link.hash}, ${link.accountId}, ${link.purpose}, ${link.madeBy},
        now() + make_interval(hours => ${link.hours})) returning expires_at`,
  );
  if (!row) throw new Error('a link was not written');
  return row.expires_at;
}

/** Whose link this is, without using it; undefined for a forged, used or expired one alike, after the same one look. */
export async function findLink(
  on: Queryable,
  hash: Buffer,
): Promise<(LinkAccount & { purpose: LinkPurpose }) | undefined> {
  return queryRow<LinkAccount & { purpose: LinkPurpose }>(
    on,
    sql`
      select l.purpose, ${accountColumns}
      from account_links l join accounts a on a.id = l.account_id join offices o on o.id = a.office_id
      where l.token_hash = ${hash} and l.ended_at is null and l.expires_at > now() and ${isOpen}`,
    'account_link',
  );
}

/** Uses a link up: of any number at once, one gets the account and the others nothing. */
export async function endLink(on: Queryable, hash: Buffer): Promise<{ purpose: LinkPurpose } | undefined> {
  return queryRow<{ purpose: LinkPurpose }>(
    on,
    sql`
      update account_links l set ended_at = now() from accounts a
      where l.token_hash = ${hash} and l.ended_at is null and l.expires_at > now() and a.id = l.account_id and ${isOpen}
      returning l.purpose`,
  );
}

/** Sets a password; the account counts as activated from its first one. */
export async function setPassword(on: Queryable, accountId: number, passwordHash: string): Promise<void> {
  await execute(
    on,
    sql`
      update accounts set password_hash = ${passwordHash}, activated_at = coalesce(activated_at, now())
      where id = ${accountId}`,
  );
}
