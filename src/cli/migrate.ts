import { readConfig } from '../config.ts';
import { checkConnection } from '../db/check-connection.ts';
import { refusePowerful } from './claim.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';
import { prepareDatabase } from './prepare.ts';

/**
 * `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL, or the evaluation's own) and its
 * reference lists up to date. In production this is the one step that knows the owner, who must be no superuser.
 */
await runCommand(async () => {
  const config = readConfig(undefined, 'owner');
  await withDatabase(config, async given => {
    // Migrations know one server.
    const ownerUrl = await checkConnection(given.ownerUrl);
    if (config.production)
      await withPool({ url: ownerUrl, max: 1 }, pool => refusePowerful(pool, 'DATABASE_OWNER_URL', ['isSuperuser']));
    await prepareDatabase({ ownerUrl, report });
    report('The database is up to date.');
  });
});
