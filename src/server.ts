import { demoAccounts, demoExtras } from '../seeds/demo/cast.ts';
import { createPortal } from './app.ts';
import { prepareDatabase } from './cli/prepare.ts';
import { start } from './start.ts';

await start({
  prepareDatabase,
  createPortal: deps => createPortal({ ...deps, jobsIn: 'thread' }),
  demoLogins: [...demoAccounts, ...demoExtras].map(member => member.loginId),
});
