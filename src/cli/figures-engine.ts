import { once } from 'node:events';
import { readConfig } from '../config.ts';
import { serveColumnar } from '../db/columnar/serve.ts';
import { seizureCopyFor } from '../seizures/index.ts';
import { StartError } from '../start-error.ts';
import { openLog } from '../web/server/log.ts';
import { refuseUnfitDatabase } from './claim.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run figures-engine`: counts figures for every web process of this machine on the socket that FIGURES_ENGINE
 * names. It ends with a signal, or with code 1 when its copy can no longer be right (its connection was cut, say): what
 * starts it then starts it again, and meanwhile PostgreSQL counts.
 */
async function run(): Promise<void> {
  const config = readConfig(undefined, 'figures');
  const { figuresEngine: socket = 'off' } = config;
  if (socket === 'off') throw new StartError('FIGURES_ENGINE must be the absolute path of the socket of this engine.');
  const signalled = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map(signal => once(process, signal)));
  await withDatabase(config, async ({ appUrl }) => {
    if (config.production) await refuseUnfitDatabase(appUrl);
    await withPool({ url: appUrl, max: 1, statementTimeout: 0 }, async pool => {
      const { failed, close } = await serveColumnar({
        pool,
        source: await seizureCopyFor(pool),
        socket,
        log: openLog(config.logLevel, 'figures'),
      });
      report(`Figures are counted on ${socket}`);
      try {
        await Promise.race([failed, signalled]);
      } finally {
        await close();
      }
    });
  });
}

await runCommand(run);
