import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config, GivenConfig } from './config.ts';
import { StartError, causeOf, codeOf } from './start-error.ts';

/** Makes the data directory (0700; 0711 for root, whose PostgreSQL runs as another user and must pass through). */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await makePath(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    const probe = join(dataDir, `.writable.${process.pid}`);
    await writeFile(probe, 'x', { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw new StartError(`The data directory ${dataDir} cannot be written (${causeOf(error)}); give another one by DATA_DIR.`);
  }
}

/** As `mkdir` with `recursive`, which never returns where a directory exists but may hold no other (under /proc). */
async function makePath(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makePath(dirname(path), mode);
    await mkdir(path, { mode });
  }
}

/** Adds to what the environment says the secrets it leaves out: made once, kept in the data directory, readable by the owner only. */
export async function completeConfig(given: GivenConfig): Promise<Config> {
  const kept = (name: string, make: () => Buffer) => keepSecret(join(given.dataDir, name), make);
  const sessionSecret = given.sessionSecret ?? (await kept('session.secret', () => Buffer.from(randomBytes(32).toString('hex')))).toString();
  const masterKey = given.masterKey ?? await kept('master.key', () => randomBytes(32));
  if (masterKey.length !== 32) throw new StartError(`The key ${join(given.dataDir, 'master.key')} is damaged: it must hold exactly 32 bytes.`);
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

/** Reads the secret, or makes it. It appears whole or not at all, and of two starts at once only one makes it. */
export async function keepSecret(path: string, make: () => Buffer): Promise<Buffer> {
  if (existsSync(path)) return readFile(path);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, make(), { mode: 0o600, flush: true });
  await link(draft, path).catch((error: unknown) => { if (codeOf(error) !== 'EEXIST') throw error; });
  await rm(draft);
  return readFile(path);
}

/** Writes a file whole or not at all, readable by the owner only. */
export async function replaceFile(path: string, contents: string): Promise<void> {
  await writeFile(`${path}.new`, contents, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

/** 16 characters (79 bits) that are read out and typed without mistakes. */
function memorable(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const groups = [0, 1, 2, 3].map(() => [0, 1, 2, 3].map(() => letters.charAt(randomInt(letters.length))).join(''));
  return groups.join('-');
}
