import { continueTrail } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { checkConnection } from '../db/check-connection.ts';
import { migrate } from '../db/migrate.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL, or the evaluation's own) up to date.
 */
await runCommand(() =>
  withDatabase(readConfig(), async ({ ownerUrl }) => {
    await checkConnection(ownerUrl);
    const names = await migrate(ownerUrl);
    if ((await withPool({ url: ownerUrl, max: 1 }, continueTrail)) > 0)
      report('The audit trail goes on where it ended.');
    report(names.length === 0 ? 'The database is up to date.' : `Ran ${names.join(', ')}.`);
  }),
);
