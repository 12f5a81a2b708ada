import type { Client } from '../../db/pool.ts';
import { foldToAscii } from './pages/text.ts';
import { lockLoginIds } from './store-write.ts';

/** Characters a login ID may have, and those of them left for the number. */
const mostCharacters = 64;
const numberCharacters = 4;

/**
 * The login ID of a new account: `<office code>.<family name>` in lower case, a to z, with a number from 2 on when
 * taken. One that was ever given is never given again, so that a trail means one person. Holds back other transactions
 * that choose one until this one ends.
 */
export async function chooseLoginId(
  client: Client,
  office: string,
  name: { familyName: string; givenName: string; email: string },
): Promise<string> {
  const base = loginBase(office, name);
  const taken = await lockLoginIds(client, base);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${number}`)) number += 1;
  return `${base}${number}`;
}

/** A name of another script leaves nothing: then the given name, the address, or the word "officer" stands for it. */
function loginBase(
  office: string,
  { familyName, givenName, email }: { familyName: string; givenName: string; email: string },
): string {
  const folded =
    [familyName, givenName, email.split('@')[0] ?? ''].map(foldToAscii).find(text => text !== '') ?? 'officer';
  return `${office.toLowerCase()}.${folded}`.slice(0, mostCharacters - numberCharacters);
}
