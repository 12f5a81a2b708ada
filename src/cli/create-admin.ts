import { createInterface } from 'node:readline/promises';
import { createAccount, shortestPassword } from '../access/index.ts';
import { readConfig } from '../config.ts';
import { joinEmbedded } from '../db/embedded/index.ts';
import { openPool } from '../db/pool.ts';
import { requireReachable } from '../db/reachable.ts';
import { StartError, sentenceOf } from '../start-error.ts';

/**
 * `npm run create-admin -- wco.name`: makes a WCO administrator, the first account of a new portal. The password is
 * read from the terminal (or one line of standard input), never from the command line, where others could see it.
 */
async function run(): Promise<void> {
  const [loginId] = process.argv.slice(2);
  if (!loginId || !/^[a-z0-9][a-z0-9._-]{1,63}$/.test(loginId)) {
    throw new StartError('Give the login ID of the administrator in lower case: npm run create-admin -- wco.name');
  }
  const password = await readPassword();
  if (password.length < shortestPassword) throw new StartError(`The password needs ${shortestPassword} characters or more.`);
  const config = readConfig();
  const report = (line: string): void => { process.stdout.write(`${line}\n`); };
  const database = config.ownerUrl === undefined
    ? await joinEmbedded({ dataDir: config.dataDir, report })
    : { ownerUrl: config.ownerUrl, stop: async () => undefined };
  const pool = openPool({ url: database.ownerUrl, max: 1 });
  try {
    await requireReachable(database.ownerUrl);
    await createAccount(pool, { loginId, officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] }, password);
    report(`${loginId} can sign in as a WCO administrator.`);
  } finally {
    await pool.end();
    await database.stop();
  }
}

async function readPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  if (process.stdin.isTTY) process.stdout.write('Password (shown while you type): ');
  for await (const line of terminal) return line;
  return '';
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
