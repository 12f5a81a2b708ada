import { note } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { inTransaction } from '../db/transaction.ts';
import { completeConfig } from '../secrets.ts';
import { StartError } from '../start-error.ts';
import { adoptFiles } from './claim.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run adopt-files -- "the reason"`: from now on the files of FILE_STORE are those of this database, although the
 * portal found that they are not. For an operator who lost one of the two; the trail keeps the reason.
 */
async function run(): Promise<void> {
  const reason = process.argv.slice(2).join(' ').trim();
  if (reason.length < 10)
    throw new StartError(
      'Say why in ten characters or more: npm run adopt-files -- "the file store was lost, restored …"',
    );
  const config = await completeConfig(readConfig());
  await withDatabase(config, ({ appUrl }) =>
    withPool({ url: appUrl, max: 2 }, async pool => {
      const before = await adoptFiles(pool, config);
      await inTransaction(pool, client =>
        note(
          client,
          { loginId: 'command-line' },
          { action: 'portal.filesAdopted', detail: { reason, before: before ?? 'none' } },
        ),
      );
      report('The files are those of this database from now on.');
    }),
  );
}

await runCommand(run);
