import { checkTrail, openChain } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { joinEmbedded } from '../db/embedded/index.ts';
import { openPool } from '../db/pool.ts';
import { checkConnection } from '../db/check-connection.ts';
import { completeConfig } from '../secrets.ts';
import { sentenceOf } from '../start-error.ts';
import { openLog } from '../web/server/log.ts';

/**
 * `npm run verify-trail`: checks the chain of the audit trail against its rows, tells what was tampered with and keeps the
 * result. Ends with code 1 when something was.
 */
async function run(): Promise<void> {
  const config = await completeConfig(readConfig());
  const report = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const database =
    config.databaseUrl === undefined
      ? await joinEmbedded({ dataDir: config.dataDir, report })
      : { appUrl: config.databaseUrl, stop: async () => undefined };
  const pool = openPool({ url: database.appUrl, max: 1, statementTimeout: 0 });
  const chain = openChain({
    jobPool: pool,
    log: openLog('silent'),
    masterKey: config.masterKey,
    directory: config.fileStore,
  });
  try {
    await checkConnection(database.appUrl);
    const { seals, rows, problems, problemCount } = await checkTrail(chain, { loginId: 'command-line' }, 'command');
    for (const { kind, seal, row } of problems)
      report(`${kind}: seal ${seal}${row === undefined ? '' : `, row ${row}`}`);
    report(
      problemCount === 0
        ? `The trail is whole: ${rows} rows under ${seals} seals.`
        : `The trail was tampered with: ${problemCount} problems in ${rows} rows under ${seals} seals.`,
    );
    if (problemCount > 0) process.exitCode = 1;
  } finally {
    await pool.end();
    await database.stop();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
