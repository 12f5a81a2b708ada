import cluster from 'node:cluster';
import { loadCommonPasswords } from './access/index.ts';
import { createPortal } from './app.ts';
import { claimInstance, refuseUnfitDatabase } from './cli/claim.ts';
import { start } from './start.ts';

await start({
  // Only an evaluation prepares its database itself: what migrates is not loaded in production.
  prepareDatabase: async options => (await import('./cli/prepare.ts')).prepareDatabase(options),
  refuseUnfitDatabase,
  claimInstance,
  createPortal: deps => {
    loadCommonPasswords();
    return createPortal({ ...deps, jobsIn: cluster.isWorker ? 'elsewhere' : 'thread' });
  },
  demoLogins: async () => (await import('../seeds/demo/index.ts')).demoLogins,
});
