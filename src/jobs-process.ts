import { createAppContext } from './app-context.ts';
import { startBackground } from './background.ts';
import { claimInstance, refuseUnfitDatabase } from './cli/claim.ts';
import { readConfig } from './config.ts';
import { checkConnection } from './db/check-connection.ts';
import { completeConfig } from './secrets.ts';
import { StartError, isDatabaseAway, sentenceOf } from './start-error.ts';
import { databaseIsAway, keepCompiled, mayBegin, obey, say, tellMetrics } from './supervised.ts';
import type { Logger } from './web/server/log.ts';

// Jobs in a process of their own, under `npm run serve`: what goes on without a request, beside the web processes.
let log: Pick<Logger, 'fatal'> | undefined;
process.on('uncaughtException', leave);
process.on('unhandledRejection', leave);
try {
  await mayBegin();
  const config = await completeConfig(readConfig());
  const { databaseUrl = '', directUrl: appUrl = databaseUrl } = config;
  await checkConnection(appUrl);
  // On a machine without web processes nobody else looks at what they work on.
  if (config.production) await refuseUnfitDatabase(appUrl);
  await claimInstance(config, appUrl);
  const parts = await createAppContext({ config, appUrl, does: 'jobs' });
  if (parts.metrics) tellMetrics(parts.metrics.read);
  const started = startBackground(parts, config);
  // Told to stop while it is still beginning, it first comes to the end of that.
  obey(() =>
    started
      .then(background => background.stop())
      .then(() => parts.close())
      .finally(() => process.exit(0)),
  );
  await started;
  ({ log } = parts);
  keepCompiled();
  say('ready');
} catch (error) {
  leave(error);
}

/** One sentence, and no text of a row that an error may hold. */
function leave(error: unknown): never {
  if (!(error instanceof StartError)) log?.fatal({ err: error }, 'a fault that nobody caught');
  process.stderr.write(`${sentenceOf(error, log && 'The process for jobs had to end')}\n`);
  process.exit(isDatabaseAway(error) ? databaseIsAway : 1);
}
