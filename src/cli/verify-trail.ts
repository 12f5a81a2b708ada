import { parseArgs } from 'node:util';
import { checkTrail, isDoubt, openChain, sealRows, verifyArchive } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { completeConfig } from '../secrets.ts';
import { openLog } from '../web/server/log.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';
import { claimKey } from './master-key.ts';

/**
 * `npm run verify-trail`: seals what waits, then checks the chain of the audit trail against its rows, tells what was
 * tampered with and keeps the result. `-- --archive FILE` checks an archived month instead. Ends with code 1 when
 * something was.
 */
async function run(): Promise<void> {
  const { archive } = parseArgs({ options: { archive: { type: 'string' } } }).values;
  const config = await completeConfig(readConfig());
  const { masterKey, fileStore: directory } = config;
  await withDatabase(config, ({ appUrl }) =>
    withPool({ url: appUrl, max: 1, statementTimeout: 0 }, async jobPool => {
      await claimKey(jobPool, masterKey);
      const chain = openChain({ jobPool, log: openLog('silent'), masterKey, directory });
      if (archive !== undefined) {
        const { month, rowCount, firstSeal, lastSeal } = await verifyArchive(chain, archive);
        report(`The archive of ${month} is whole: ${rowCount} rows under the seals ${firstSeal} to ${lastSeal}.`);
        return;
      }
      await sealRows(chain);
      const result = await checkTrail(chain, { loginId: 'command-line' }, 'command');
      for (const { kind, seal, row } of result.problems)
        report(`${kind}: seal ${seal}${row === undefined ? '' : `, row ${row}`}`);
      report(verdictOf(result));
      if (result.problemCount > 0) process.exitCode = 1;
    }),
  );
}

function verdictOf({ seals, rows, archives, problems, problemCount }: Awaited<ReturnType<typeof checkTrail>>): string {
  const inFiles = archives.map(({ month }) => month).join(', ');
  if (problemCount === 0)
    return `The trail is whole: ${rows} rows under ${seals} seals${inFiles && `; in archives: ${inFiles}`}.`;
  const found = problems.every(({ kind }) => isDoubt(kind)) ? 'cannot be relied on' : 'was tampered with';
  return `The trail ${found}: ${problemCount} problems in ${rows} rows under ${seals} seals.`;
}

await runCommand(run);
