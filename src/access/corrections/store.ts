import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import { isOpen } from '../store.ts';

/** Hours in which a new address can be confirmed, and days in which the old one can object. */
export const confirmHours = 72;
export const objectDays = 14;

/** A new address that waits for its confirmation. */
export interface OpenAddress {
  readonly id: number;
  readonly becomes: string;
  readonly by: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  /** The link has lapsed: it can be sent again. */
  readonly lapsed: boolean;
}

/** The one that waits for an account the viewer was shown before. */
export async function findOpenAddress(
  on: Queryable,
  account: { readonly id: number },
): Promise<OpenAddress | undefined> {
  return queryRow<OpenAddress>(
    on,
    sql`
      select c.id::int, c.becomes, m.login_id as by, c.made_at as "madeAt", c.expires_at as "expiresAt",
        c.expires_at <= now() as lapsed
      from account_addresses c join accounts m on m.id = c.made_by
      where c.account_id = ${account.id} and c.state = 'asked'`,
  );
}

/** Whether an address is in use or asked for by somebody else: a person has one login. */
export async function isAddressTaken(on: Queryable, accountId: number, email: string): Promise<boolean> {
  const row = await queryRow<{ taken: boolean }>(
    on,
    sql`
      select exists (select from accounts where email = ${email} and ended_at is null and id <> ${accountId})
        or exists (select from applications
          where email = ${email} and state in ('submitted', 'asked', 'consented'))
        or exists (select from account_addresses
          where becomes = ${email} and state = 'asked' and expires_at > now() and account_id <> ${accountId}) as taken`,
  );
  return row?.taken ?? false;
}

export async function setPerson(
  client: Client,
  id: number,
  { personName, unit }: { personName: string | null; unit: string | null },
): Promise<void> {
  await execute(
    client,
    sql`update accounts set person_name = ${personName}, unit = ${unit}, version = version + 1 where id = ${id}`,
  );
}

/** Sets the address of an account that has not ended. */
export async function setAddress(client: Client, id: number, email: string | null): Promise<void> {
  await execute(client, sql`update accounts set email = ${email}, version = version + 1 where id = ${id}`);
}

interface NewAddress {
  readonly accountId: number;
  readonly was: string | null;
  readonly becomes: string;
  readonly confirm: Buffer;
  readonly object: Buffer;
  readonly madeBy: number;
}

export async function insertAddress(client: Client, address: NewAddress): Promise<Date> {
  const row = await queryRow<{ expiresAt: Date }>(
    client,
    sql`
      insert into account_addresses
        (account_id, was, becomes, confirm_hash, object_hash, made_by, expires_at, object_until)
      values (${address.accountId}, ${address.was}, ${address.becomes}, ${address.confirm}, ${address.object},
        ${address.madeBy}, now() + make_interval(hours => ${confirmHours}),
        now() + make_interval(days => ${objectDays}))
      returning expires_at as "expiresAt"`,
  );
  if (!row) throw new Error('a new address was not written');
  return row.expiresAt;
}

/** Another link to the new address; the one before opens nothing any more. */
export async function renewAddress(client: Client, id: number, confirm: Buffer): Promise<Date> {
  const row = await queryRow<{ expiresAt: Date }>(
    client,
    sql`
      update account_addresses set confirm_hash = ${confirm},
        expires_at = now() + make_interval(hours => ${confirmHours})
      where id = ${id} and state = 'asked' returning expires_at as "expiresAt"`,
  );
  if (!row) throw new Error('a new address was not found');
  return row.expiresAt;
}

/** Whatever address waits for an account is asked for no more. Returns whether one did. */
export async function withdrawAddress(client: Client, accountId: number): Promise<boolean> {
  const changed = await execute(
    client,
    sql`
      update account_addresses set state = 'withdrawn', settled_at = now()
      where account_id = ${accountId} and state = 'asked'`,
  );
  return changed > 0;
}

/** What a link of either letter opens. */
export interface AddressLink {
  readonly id: number;
  readonly accountId: number;
  readonly loginId: string;
  readonly kind: 'confirm' | 'object';
  readonly state: 'asked' | 'confirmed';
  readonly was: string | null;
  readonly becomes: string;
  readonly madeBy: number;
}

/** A link that is still good; undefined for a forged, used, withdrawn or lapsed one alike. */
export async function findAddressLink(on: Queryable, hash: Buffer): Promise<AddressLink | undefined> {
  return queryRow<AddressLink>(
    on,
    sql`
      select c.id::int, c.account_id as "accountId", a.login_id as "loginId", c.state, c.was, c.becomes,
        c.made_by as "madeBy", case when c.confirm_hash = ${hash} then 'confirm' else 'object' end as kind
      from account_addresses c join accounts a on a.id = c.account_id
      where ${isOpen} and (
        (c.confirm_hash = ${hash} and c.state = 'asked' and c.expires_at > now())
        or (c.object_hash = ${hash} and c.state in ('asked', 'confirmed') and c.object_until > now()))`,
    'address_link',
  );
}

export async function settleAddress(client: Client, id: number, state: 'confirmed' | 'objected'): Promise<void> {
  await execute(client, sql`update account_addresses set state = ${state}, settled_at = now() where id = ${id}`);
}
