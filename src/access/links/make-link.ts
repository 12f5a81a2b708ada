import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '../../db/pool.ts';
import { Conflict } from '../../errors.ts';
import type { Outbox } from '../../mail/index.ts';
import { endLinks, insertLink, lockOpenAccount, type LinkPurpose } from './store.ts';

/** Hours a link can be used. */
export const linkHours = 72;

export interface LinkOrder {
  /** Id of the account it is for. */
  readonly account: number;
  readonly purpose: LinkPurpose;
  /** Id of the account that asked for it; null for the portal itself. */
  readonly madeBy: number | null;
  /** Letter of `mail.json`, where it is not that of the purpose. */
  readonly letter?: string;
}

/**
 * Makes a one-time link and posts the letter that carries it; earlier open links of the account and purpose end. Pass
 * the client of the transaction that is the reason. Nobody but the letter gets the link: it is not answered, not
 * logged, and kept by its SHA-256 only. Returns when it ends. Throws Conflict where the account has no e-mail address
 * or may not have access.
 */
export async function makeLink(
  on: Queryable,
  outbox: Outbox,
  { account: id, purpose, madeBy, letter = purpose }: LinkOrder,
): Promise<Date> {
  const account = await lockOpenAccount(on, id);
  if (!account) throw new Conflict('the account has ended or is suspended');
  if (account.email === null) throw new Conflict('the account has no e-mail address');
  await endLinks(on, id, purpose);
  const token = randomBytes(32).toString('base64url');
  const until = await insertLink(on, { hash: hashOf(token), accountId: id, purpose, madeBy, hours: linkHours });
  await outbox.post(on, {
    kind: letter,
    to: account.email,
    lang: account.lang,
    path: `/access/links/${token}`,
    values: {
      name: account.personName ?? account.loginId,
      loginId: account.loginId,
      until: until.toISOString().slice(0, 16).replace('T', ' '),
    },
  });
  return until;
}

/** What the table knows a link by. 32 random bytes need no salt and no slow hash. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
