import { continueTrail } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { joinEmbedded } from '../db/embedded/index.ts';
import { migrate } from '../db/migrate.ts';
import { openPool } from '../db/pool.ts';
import { checkConnection } from '../db/check-connection.ts';
import { sentenceOf } from '../start-error.ts';

/** `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL, or the evaluation's own) up to date. */
async function run(): Promise<void> {
  const config = readConfig();
  const report = (line: string) => {
    process.stdout.write(`${line}\n`);
  };
  const database =
    config.ownerUrl === undefined
      ? await joinEmbedded({ dataDir: config.dataDir, report })
      : { ownerUrl: config.ownerUrl, stop: async () => undefined };
  try {
    await checkConnection(database.ownerUrl);
    const names = await migrate(database.ownerUrl);
    const pool = openPool({ url: database.ownerUrl, max: 1 });
    if ((await continueTrail(pool).finally(() => pool.end())) > 0) report('The audit trail goes on where it ended.');
    report(names.length === 0 ? 'The database is up to date.' : `Ran ${names.join(', ')}.`);
  } finally {
    await database.stop();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
