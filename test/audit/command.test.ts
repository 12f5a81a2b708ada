import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lastChecks, sealRows } from '../../src/audit/index.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase } from '../support/database.ts';
import { chainOf, longestWait, putRows, untilEnded } from '../support/trail.ts';

vi.setConfig({ testTimeout: 2 * longestWait });

test('npm run verify-trail tells a whole trail, names a tampered row, and ends accordingly', async () => {
  const database = await ownDatabase();
  const key = Buffer.alloc(32, 5);
  const chain = chainOf(database, key);
  const keyFile = join(chain.directory, 'master.key');
  writeFileSync(keyFile, key);
  chmodSync(keyFile, 0o400);
  const command = () =>
    spawnSync(process.execPath, ['src/cli/verify-trail.ts'], {
      encoding: 'utf8',
      env: {
        ...compiled,
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'test',
        DATABASE_URL: database.appUrl,
        MASTER_KEY_FILE: keyFile,
        FILE_STORE: chain.directory,
        DATA_DIR: chain.directory,
        SESSION_SECRET: 'x'.repeat(32),
      },
    });
  const [id] = await putRows(database.owner, [{ subject: 'KE-2026-000001' }, {}]);
  await untilEnded(database.owner);
  await sealRows(chain);
  expect(command()).toMatchObject({ status: 0, stdout: 'The trail is whole: 2 rows under 1 seals.\n', stderr: '' });
  // The command's own row is sealed by the next one, but not while a transaction of another test is still running.
  await untilEnded(database.owner);
  await database.owner.query("update audit_events set subject = 'KE-2026-000002' where id = $1", [id]);
  expect(command()).toMatchObject({
    status: 1,
    stdout: `row_changed: seal 1, row ${id}\nThe trail was tampered with: 1 problems in 3 rows under 2 seals.\n`,
  });
  expect((await lastChecks(database.pool, 5)).map(({ cause, problemCount }) => [cause, problemCount])).toEqual([
    ['command', 1],
    ['command', 0],
  ]);
});
