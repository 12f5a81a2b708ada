import { givenUrls, type DatabaseUrls } from '../db/urls.ts';
import type { GivenConfig } from '../config.ts';
import { checkConnection } from '../db/check-connection.ts';
import { openPool, type Pool, type PoolOptions } from '../db/pool.ts';
import { sentenceOf } from '../start-error.ts';

/** What a command says to whoever runs it. */
export function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a command to its end. What it throws becomes one sentence and exit code 1. */
export async function runCommand(command: () => Promise<void>, failed = 'That was not done'): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, failed)}\n`);
    process.exitCode = 1;
  }
}

/** Works on the database of the environment, or on the evaluation's own, which is started where it does not run. */
export async function withDatabase<T>(config: GivenConfig, work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  const given = givenUrls(config);
  const database = given
    ? { ...given, stop: async () => undefined }
    : await (await import('../../evaluation/index.ts')).joinEmbedded({ dataDir: config.dataDir, report });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** Works with a pool of one kind of address, which is tried first. */
export async function withPool<T>(options: PoolOptions, work: (pool: Pool) => Promise<T>): Promise<T> {
  await checkConnection(options.url);
  const pool = openPool(options);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
