import { createInterface } from 'node:readline/promises';
import { createAccount, passwordProblem } from '../access/index.ts';
import { readConfig } from '../config.ts';
import { joinEmbedded } from '../db/embedded/index.ts';
import { openPool } from '../db/pool.ts';
import { checkConnection } from '../db/check-connection.ts';
import { loadTexts } from '../i18n/index.ts';
import { isAddress } from '../mail/index.ts';
import { StartError, sentenceOf } from '../start-error.ts';

/**
 * `npm run create-admin -- wco.name name@example.org`: makes a WCO administrator, the first account of a new portal. His
 * letters, such as a new password's link, go to the address. The password is read from the terminal (or one line of
 * standard input), never from the command line, where others could see it.
 */
async function run(): Promise<void> {
  const [loginId, email] = process.argv.slice(2);
  if (!loginId || !/^[a-z0-9][a-z0-9._-]{1,63}$/.test(loginId)) {
    throw new StartError(
      'Give the login ID of the administrator in lower case: npm run create-admin -- wco.name name@example.org',
    );
  }
  if (email !== undefined && !isAddress(email)) throw new StartError(`"${email}" is not an e-mail address.`);
  const password = await readPassword();
  const problem = passwordProblem(password, { loginId, names: [email?.split('@')[0] ?? ''] });
  if (problem) throw new StartError((await loadTexts()).t.en(problem.key, problem.values ?? {}));
  const config = readConfig();
  const report = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const database =
    config.ownerUrl === undefined
      ? await joinEmbedded({ dataDir: config.dataDir, report })
      : { ownerUrl: config.ownerUrl, stop: async () => undefined };
  const pool = openPool({ url: database.ownerUrl, max: 1 });
  try {
    await checkConnection(database.ownerUrl);
    await createAccount(
      pool,
      { loginId, officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
      password,
      email?.toLowerCase(),
    );
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
