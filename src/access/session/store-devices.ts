import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';

/** Days after its last sign-in in which a browser stays known. */
export const deviceDays = 180;
/** Most browsers an account is known on; a further one replaces the one used longest ago. */
export const mostDevices = 10;

const isKnown = sql`d.used_at > now() - make_interval(days => ${deviceDays})`;
const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A known browser as its owner sees it. Times are ISO text in UTC. */
export interface KnownDevice {
  readonly id: string;
  readonly current: boolean;
  readonly madeAt: string;
  readonly usedAt: string;
  readonly address: string;
  /** User-Agent header as sent, cut. */
  readonly device: string;
}

/** Whether this login was signed in with from the browser of that token. Costs the same for an unknown login. */
export async function isKnownDevice(on: Queryable, loginId: string, hash: Buffer): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from account_devices d join accounts a on a.id = d.account_id
        where a.login_id = ${loginId} and d.token_hash = ${hash} and ${isKnown}) as found`,
    'known_device',
  );
  return row?.found ?? false;
}

/** Notes that the account was signed in to, in full, from this browser. */
export async function keepDevice(
  on: Queryable,
  { accountId, hash, address, device }: { accountId: number; hash: Buffer; address: string; device: string },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_devices (account_id, token_hash, device, address)
      values (${accountId}, ${hash}, ${device.slice(0, 300)}, ${address.slice(0, 100)})
      on conflict (account_id, token_hash) do update
      set used_at = now(), device = excluded.device, address = excluded.address`,
  );
  await execute(
    on,
    sql`
      delete from account_devices d where d.account_id = ${accountId} and (not (${isKnown}) or d.id in (
        select id from account_devices where account_id = ${accountId}
        order by used_at desc, id offset ${mostDevices}))`,
  );
}

export async function listDevices(
  on: Queryable,
  accountId: number,
  current: Buffer | undefined,
): Promise<KnownDevice[]> {
  return queryRows<KnownDevice>(
    on,
    sql`
      select d.id, coalesce(d.token_hash = ${current ?? null}::bytea, false) as current,
        ${iso(sql`d.made_at`)} as "madeAt", ${iso(sql`d.used_at`)} as "usedAt", d.address, d.device
      from account_devices d where d.account_id = ${accountId} and ${isKnown}
      order by current desc, d.used_at desc, d.id`,
    'own_devices',
  );
}

/** Forgets browsers of an account: all, all but one, or one. Returns how many. */
export async function forgetDevices(
  on: Queryable,
  accountId: number,
  { id, except }: { readonly id?: string; readonly except?: Buffer | undefined } = {},
): Promise<number> {
  return execute(
    on,
    sql`
      delete from account_devices where account_id = ${accountId}
        and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
        and token_hash is distinct from ${except ?? null}::bytea`,
  );
}
