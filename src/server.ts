import { demoBeside, demoAccounts } from './access/index.ts';
import { createPortal } from './app.ts';
import { prepareDatabase } from './cli/prepare.ts';
import { start } from './start.ts';

await start({
  prepareDatabase,
  createPortal: deps => createPortal({ ...deps, jobsIn: 'thread' }),
  demoLogins: [...demoAccounts, ...demoBeside].map(member => member.loginId),
});
