import { globSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import '../../src/app.ts';
import '../../src/cli/prepare.ts';
import '../../src/db/columnar/serve.ts';
import '../../src/start.ts';

/**
 * Compiles the portal once for all processes of a run (`node compile-portal.ts`), with the rooms that it loads when
 * they are first asked for. Most processes end by being killed, and what they compiled would be lost: in a clean clone
 * each would compile it all anew.
 */
for (const table of globSync('src/**/routes.ts')) await import(resolve(table));
flushCompileCache();
process.exit(0);
