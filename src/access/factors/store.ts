import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { NewPasskey, Passkey } from './passkeys.ts';

/** What an account proves itself with beside its password. Times are ISO text in UTC. */
export interface OwnFactors {
  readonly app: { readonly since: string } | null;
  readonly passkeys: readonly {
    readonly id: number;
    readonly name: string;
    readonly since: string;
    readonly usedAt: string | null;
  }[];
  /** Recovery codes not used yet. */
  readonly codesLeft: number;
}

const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

export async function findFactors(on: Queryable, accountId: number): Promise<OwnFactors> {
  const row = await queryRow<OwnFactors>(
    on,
    sql`
      select (select json_build_object('since', ${iso(sql`t.created_at`)}) from account_totp t
          where t.account_id = ${accountId}) as app,
        coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'since', ${iso(sql`p.created_at`)},
          'usedAt', ${iso(sql`p.last_used_at`)}) order by p.id)
          from account_passkeys p where p.account_id = ${accountId}), '[]') as passkeys,
        (select count(*)::int from account_recovery_codes c
            where c.account_id = ${accountId} and c.used_at is null) as "codesLeft"`,
    'own_factors',
  );
  return row ?? { app: null, passkeys: [], codesLeft: 0 };
}

export function hasFactor({ app, passkeys }: OwnFactors): boolean {
  return app !== null || passkeys.length > 0;
}

export async function findSealedSeed(on: Queryable, accountId: number): Promise<Buffer | undefined> {
  const row = await queryRow<{ sealed_seed: Buffer }>(
    on,
    sql`select sealed_seed from account_totp where account_id = ${accountId}`,
  );
  return row?.sealed_seed;
}

/** Keeps the seed with the step that confirmed it; false when the account has one already. */
export async function insertSeed(on: Queryable, accountId: number, sealedSeed: Buffer, step: number): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into account_totp (account_id, sealed_seed, last_step) values (${accountId}, ${sealedSeed}, ${step})
      on conflict do nothing`,
  );
  return rowCount === 1;
}

/** Uses up a step, with all before it: of any number of tries at once one is true. */
export async function useStep(on: Queryable, accountId: number, step: number): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`update account_totp set last_step = ${step} where account_id = ${accountId} and last_step < ${step}`,
  );
  return rowCount === 1;
}

export async function deleteSeed(on: Queryable, accountId: number): Promise<boolean> {
  const rowCount = await execute(on, sql`delete from account_totp where account_id = ${accountId}`);
  return rowCount === 1;
}

/** Replaces the account's recovery codes, used ones with them. */
export async function replaceRecoveryCodes(on: Queryable, accountId: number, hashes: readonly Buffer[]): Promise<void> {
  await execute(on, sql`delete from account_recovery_codes where account_id = ${accountId}`);
  await execute(
    on,
    sql`
      insert into account_recovery_codes (account_id, code_hash) select ${accountId}, unnest(${[...hashes]}::bytea[])`,
  );
}

/** Uses up a recovery code: of any number of tries at once one is true. */
export async function useRecoveryCode(on: Queryable, accountId: number, hash: Buffer): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      update account_recovery_codes set used_at = now()
      where account_id = ${accountId} and code_hash = ${hash} and used_at is null`,
  );
  return rowCount === 1;
}

/** The passkey of an authenticator's credential, whosever it is. */
export async function findPasskey(on: Queryable, credentialId: string): Promise<Passkey | undefined> {
  const row = await queryRow<{ account_id: number }>(
    on,
    sql`select account_id from account_passkeys where credential_id = ${credentialId}`,
  );
  return row && (await listPasskeys(on, row.account_id)).find(one => one.credentialId === credentialId);
}

export async function listPasskeys(on: Queryable, accountId: number): Promise<Passkey[]> {
  const rows = await queryRows<{
    id: number;
    account_id: number;
    credential_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
  }>(
    on,
    sql`
      select id, account_id, credential_id, public_key, counter, transports from account_passkeys
      where account_id = ${accountId} order by id`,
  );
  return rows.map(row => ({
    id: row.id,
    accountId: row.account_id,
    credentialId: row.credential_id,
    publicKey: new Uint8Array(row.public_key),
    counter: row.counter,
    transports: row.transports,
  }));
}

/** False when the authenticator's credential is kept already, by this or another account. */
export async function insertPasskey(
  on: Queryable,
  accountId: number,
  name: string,
  passkey: NewPasskey,
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into account_passkeys (account_id, credential_id, public_key, counter, transports, name)
      values (${accountId}, ${passkey.credentialId}, ${Buffer.from(passkey.publicKey)}, ${passkey.counter},
        ${[...passkey.transports]}, ${name})
      on conflict on constraint account_passkeys_credential_unique do nothing`,
  );
  return rowCount === 1;
}

/** Notes a use. A counter that does not go on is a copied authenticator, except the 0 of those that do not count. */
export async function usePasskey(on: Queryable, id: number, counter: number): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      update account_passkeys set counter = ${counter}, last_used_at = now()
      where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0))`,
  );
  return rowCount === 1;
}

/** Returns the name of the passkey that is gone, undefined when the account has none of that number. */
export async function deletePasskey(on: Queryable, accountId: number, id: number): Promise<string | undefined> {
  const row = await queryRow<{ name: string }>(
    on,
    sql`delete from account_passkeys where account_id = ${accountId} and id = ${id} returning name`,
  );
  return row?.name;
}

/** Removes whatever an account proves itself with beside its password. Answers how many factors there were. */
export async function deleteFactors(on: Queryable, accountId: number): Promise<number> {
  const apps = await execute(on, sql`delete from account_totp where account_id = ${accountId}`);
  const passkeys = await execute(on, sql`delete from account_passkeys where account_id = ${accountId}`);
  await execute(on, sql`delete from account_recovery_codes where account_id = ${accountId}`);
  await execute(on, sql`delete from account_challenges where account_id = ${accountId}`);
  return apps + passkeys;
}

type Purpose = 'enrol' | 'prove';

/** Keeps the challenge a browser is to sign, in the place of an earlier one of the same session. */
export async function keepChallenge(
  on: Queryable,
  sid: string,
  accountId: number,
  purpose: Purpose,
  challenge: string,
): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_challenges (sid, purpose, account_id, challenge)
      values (${sid}, ${purpose}, ${accountId}, ${challenge})
      on conflict (sid, purpose) do update
      set account_id = excluded.account_id, challenge = excluded.challenge, made_at = now()`,
  );
}

/** Takes the challenge away: it is good for one answer, within five minutes. */
export async function takeChallenge(
  on: Queryable,
  sid: string,
  accountId: number,
  purpose: Purpose,
): Promise<string | undefined> {
  const row = await queryRow<{ challenge: string; live: boolean }>(
    on,
    sql`delete from account_challenges where sid = ${sid} and account_id = ${accountId} and purpose = ${purpose}
     returning challenge, made_at > now() - interval '5 minutes' as live`,
  );
  return row?.live ? row.challenge : undefined;
}
