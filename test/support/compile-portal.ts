import { flushCompileCache } from 'node:module';
import '../../src/app.ts';
import '../../src/cli/prepare.ts';
import '../../src/start.ts';

/**
 * Compiles the portal once for all processes of a run (`node compile-portal.ts`). Most of them end by being killed, and
 * what they compiled would be lost: in a clean clone each would compile it all anew.
 */
flushCompileCache();
process.exit(0);
