import { demoBeside, demoCast } from './access/index.ts';
import { createPortal } from './app.ts';
import { prepareDatabase } from './cli/prepare.ts';
import { start } from './start.ts';

await start({
  prepareDatabase,
  createPortal: deps => createPortal({ ...deps, jobsIn: 'thread' }),
  demoLogins: [...demoCast, ...demoBeside].map(member => member.loginId),
});
