import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Config, GivenConfig } from './config.ts';
import { keepSecret, replaceFile } from './files/store/data-dir.ts';
import { StartError } from './start-error.ts';

/**
 * Adds to what the environment says the secrets it leaves out: made once, kept in the data directory, readable by the
 * owner only.
 */
export async function completeConfig(given: GivenConfig): Promise<Config> {
  const kept = (name: string, make: () => Buffer) => keepSecret(join(given.dataDir, name), make);
  const sessionSecret =
    given.sessionSecret ??
    (await kept('session.secret', () => Buffer.from(randomBytes(32).toString('hex')))).toString();
  const masterKey = given.masterKey ?? (await kept('master.key', () => randomBytes(32)));
  if (masterKey.length !== 32)
    throw new StartError(`The key ${join(given.dataDir, 'master.key')} is damaged: it must hold exactly 32 bytes.`);
  if (given.mode === 'server') return Object.freeze({ ...given, sessionSecret, masterKey });
  return Object.freeze({ ...given, sessionSecret, masterKey, demoPassword: await demoPassword(given) });
}

/** A password once given stays that of the demo cast at the next start, also without the variable. */
async function demoPassword(given: GivenConfig): Promise<string> {
  const path = join(given.dataDir, 'demo.password');
  if (given.demoPassword === undefined) return (await keepSecret(path, () => Buffer.from(memorable()))).toString();
  await replaceFile(path, given.demoPassword);
  return given.demoPassword;
}

/** 16 characters (79 bits) that are read out and typed without mistakes. */
function memorable(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const groups = [0, 1, 2, 3].map(() => [0, 1, 2, 3].map(() => letters.charAt(randomInt(letters.length))).join(''));
  return groups.join('-');
}
