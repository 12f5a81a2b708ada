import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import { foldToAscii } from './pages/text.ts';

/** Characters of a login ID at most; some are kept for the number. */
const longest = 64;
const context = 4;

/**
 * The login ID of a new account: `<office code>.<family name>` in lower case, a to z, with a number from 2 on when taken.
 * One that was ever given is never given again, so that a trail means one person. Holds back other transactions that choose
 * one until this one ends.
 */
export async function chooseLoginId(
  on: Queryable,
  office: string,
  name: { familyName: string; givenName: string; email: string },
): Promise<string> {
  await execute(on, sql`select pg_advisory_xact_lock(hashtext('access.login-id'))`);
  const base = loginBase(office, name);
  const rows = await queryRows<{ login_id: string }>(
    on,
    sql`
      select login_id from accounts
      where login_id = ${base}
        or (left(login_id, length(${base}::text)) = ${base}
          and substr(login_id, length(${base}::text) + 1) ~ '^[0-9]+$')`,
  );
  const taken = new Set(rows.map(row => row.login_id));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${number}`)) number += 1;
  return `${base}${number}`;
}

/** A name of another script leaves nothing: then the given name, the address, or the word "officer" stands for it. */
export function loginBase(
  office: string,
  { familyName, givenName, email }: { familyName: string; givenName: string; email: string },
): string {
  const folded =
    [familyName, givenName, email.split('@')[0] ?? ''].map(foldToAscii).find(text => text !== '') ?? 'officer';
  return `${office.toLowerCase()}.${folded}`.slice(0, longest - context);
}
