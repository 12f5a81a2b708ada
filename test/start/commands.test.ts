import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

function run(command: string, args: readonly string[], input = '') {
  const env = { PATH: '/usr/bin:/bin', NODE_ENV: 'test', DATABASE_URL: database.appUrl, LOG_LEVEL: 'silent' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/${command}.ts`, ...args], {
    encoding: 'utf8',
    input,
    env,
  });
  return { status, said: stdout.trim(), refused: stderr.trim() };
}

test('the first administrator is made by a command, once', async () => {
  const password = 'a harbour of 47 green cranes\n';
  const made = (login: string, typed = password) => run('create-admin', [login, 'Name@Example.org'], typed);
  expect(made('wco.first', 'short\n')).toEqual({ status: 1, said: '', refused: 'Use at least 12 characters.' });
  expect(made('WCO first').refused).toMatch(/^Give the login ID of the administrator in lower case/);
  expect(made('wco.first')).toEqual({ status: 0, said: 'wco.first can sign in as a WCO administrator.', refused: '' });
  expect(made('wco.first')).toEqual({
    status: 1,
    said: '',
    refused: 'That was not done: there is an account wco.first already',
  });
  const { rows } = await database.owner.query(`select email from accounts where login_id = 'wco.first'`);
  expect(rows).toEqual([{ email: 'name@example.org' }]);
});
