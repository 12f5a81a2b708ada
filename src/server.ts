import cluster from 'node:cluster';
import { loadCommonPasswords } from './access/index.ts';
import { createPortal } from './app.ts';
import { claimInstance, refuseUnfitDatabase } from './cli/claim.ts';
import { prepareDatabase } from './cli/prepare.ts';
import { start } from './start.ts';

await start({
  prepareDatabase,
  refuseUnfitDatabase,
  claimInstance,
  createPortal: deps => {
    loadCommonPasswords();
    return createPortal({ ...deps, jobsIn: cluster.isWorker ? 'elsewhere' : 'thread' });
  },
  demoLogins: async () => (await import('../seeds/demo/index.ts')).demoLogins,
});
