import argon2 from 'argon2';
import { createSemaphore } from '../../jobs/semaphore.ts';

/**
 * OWASP's minimum and ASVS 5.0 appendix C both hold; about 0.14 s on the machine this was measured on (security.md).
 */
const usual = { type: argon2.argon2id, memoryCost: 47_104, timeCost: 2, parallelism: 1 } as const;
let nobody: Promise<string> | undefined;
let cost: Omit<typeof usual, 'memoryCost'> & { readonly memoryCost: number } = usual;

/** Takes another memory for each hash from now on, in KiB; a hash of another cost is made anew at the next sign-in. */
export function setPasswordMemory(memoryCost: number = usual.memoryCost): void {
  cost = { ...usual, memoryCost };
  nobody = undefined;
}

/** Longer input is refused before it reaches the hash. Characters. */
export const longestPassword = 1024;

/** Two at a time: more would hold every thread of the process's pool while a crowd tries passwords. */
const inTurn = createSemaphore(2);

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => argon2.hash(password, cost));
}

/**
 * Tells whether the password fits. Without a hash (unknown login) it does the same work on a throw-away hash, so that
 * the answer takes as long. `rehash` is given when the stored hash is of an older cost.
 */
export async function checkPassword(
  password: string,
  hash: string | undefined,
): Promise<{ fits: boolean; rehash?: string }> {
  if (password.length > longestPassword) return { fits: false };
  nobody ??= hashPassword('nobody has this password');
  const against = hash ?? (await nobody);
  const fits = await inTurn(() => argon2.verify(against, password));
  if (!fits || !hash) return { fits: false };
  return argon2.needsRehash(hash, cost) ? { fits: true, rehash: await hashPassword(password) } : { fits: true };
}
