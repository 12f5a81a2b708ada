import { createHash, randomInt } from 'node:crypto';

/** Without letters that are taken for others. 25 of them are 123 bits: nobody finds a code from its hash. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 5;
const groupLength = 5;
const codesAtOnce = 10;

/** Ten new codes as shown to their owner, once. */
export function newRecoveryCodes(): string[] {
  const group = (): string =>
    Array.from({ length: groupLength }, () => letters.charAt(randomInt(letters.length))).join('');
  return Array.from({ length: codesAtOnce }, () => Array.from({ length: groups }, group).join('-'));
}

/** What is kept of a code. Capitals, spaces and hyphens do not matter; bound to the account. */
export function recoveryHash(accountId: number, code: string): Buffer {
  return createHash('sha256')
    .update(`recovery/v1/${accountId}/${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
    .digest();
}
