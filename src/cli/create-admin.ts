import { createInterface } from 'node:readline/promises';
import { createAccount, passwordProblem } from '../access/index.ts';
import { readConfig } from '../config.ts';
import { loadTexts } from '../i18n/index.ts';
import { isAddress } from '../mail/index.ts';
import { StartError } from '../start-error.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run create-admin -- wco.name name@example.org`: makes a WCO administrator, the first account of a new portal.
 * His letters, such as a new password's link, go to the address. The password is read from the terminal (or one line of
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
  await withDatabase(readConfig(), ({ appUrl }) =>
    withPool({ url: appUrl, max: 1 }, async pool => {
      await createAccount(
        pool,
        { loginId, officeCode: 'WCO', level: 'unlimited', duties: ['administrator'], email: email?.toLowerCase() },
        password,
      );
      report(`${loginId} can sign in as a WCO administrator.`);
    }),
  );
}

async function readPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  if (process.stdin.isTTY) process.stdout.write('Password (shown while you type): ');
  for await (const line of terminal) return line;
  return '';
}

await runCommand(run);
