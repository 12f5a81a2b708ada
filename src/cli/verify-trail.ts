import { checkTrail, openChain } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { completeConfig } from '../secrets.ts';
import { openLog } from '../web/server/log.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run verify-trail`: checks the chain of the audit trail against its rows, tells what was tampered with and keeps
 * the result. Ends with code 1 when something was.
 */
async function run(): Promise<void> {
  const config = await completeConfig(readConfig());
  const { masterKey, fileStore: directory } = config;
  await withDatabase(config, ({ appUrl }) =>
    withPool({ url: appUrl, max: 1, statementTimeout: 0 }, async jobPool => {
      const chain = openChain({ jobPool, log: openLog('silent'), masterKey, directory });
      const { seals, rows, problems, problemCount } = await checkTrail(chain, { loginId: 'command-line' }, 'command');
      for (const { kind, seal, row } of problems)
        report(`${kind}: seal ${seal}${row === undefined ? '' : `, row ${row}`}`);
      report(
        problemCount === 0
          ? `The trail is whole: ${rows} rows under ${seals} seals.`
          : `The trail was tampered with: ${problemCount} problems in ${rows} rows under ${seals} seals.`,
      );
      if (problemCount > 0) process.exitCode = 1;
    }),
  );
}

await runCommand(run);
