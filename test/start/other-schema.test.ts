import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { StartError } from '../../src/start-error.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await ownDatabase();
});

const before =
  'This database was made before the first release and cannot be carried over; nothing was changed: for an ' +
  'evaluation, ' +
  'move the data directory (DATA_DIR) away and start again; with DATABASE_URL, give an empty database.';
const after =
  'This database was made by a newer version of the portal; nothing was changed: start that version, ' +
  'or give another database.';

/** Everything a migration could have made, and which ones ran. */
async function schema(): Promise<unknown> {
  const { rows } = await database.owner.query(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace
    union all select conname from pg_constraint where connamespace = 'public'::regnamespace
    union all select name from migrations order by 1`);
  return rows;
}

async function record(names: readonly string[]): Promise<void> {
  await database.owner.query('truncate migrations');
  await database.owner.query(
    'insert into migrations (name, batch, migration_time) select unnest($1::text[]), 1, now()',
    [names],
  );
}

function startOn(): Promise<void> {
  return prepareDatabase({ ownerUrl: database.ownerUrl, report: () => undefined });
}

async function command(): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = fileURLToPath(new URL('../../src/cli/migrate.ts', import.meta.url));
  const env = {
    ...compiled,
    PATH: '/usr/bin:/bin',
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [script], { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('a database with a schema that is not of this version', { timeout: 30_000 }, () => {
  it.each([
    [
      'of before the first release',
      ['20261124000100_create_reference_codes.ts', '20261124000200_create_offices.ts'],
      before,
    ],
    ['of a newer version', ['20991231000100_later.ts'], after],
  ])('%s: neither the start nor npm run migrate changes it, and both say what to do', async (_, names, sentence) => {
    await record(names);
    const was = await schema();
    await expect(startOn()).rejects.toThrow(new StartError(sentence));
    expect(await command()).toMatchObject({ code: 1, stdout: '', stderr: `${sentence}\n` });
    expect(await schema()).toEqual(was);
  });
});
