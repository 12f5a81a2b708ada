import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { serveColumnar } from './db/columnar/serve.ts';
import type { EngineOrders } from './db/columnar/index.ts';
import { openPool } from './db/pool.ts';
import { seizureCopyFor } from './seizures/index.ts';
import { keepCompiled } from './supervised.ts';
import { openLog } from './web/server/log.ts';

// The copy that figures are counted in, in a process of its own: a cross-table over every record must not make an
// officer's page wait. It ends with the portal that started it, and by itself when it can no longer be right.
let place: string | undefined;
process.once('disconnect', () => {
  // The portal may have been killed and take nothing away any more.
  if (place) rmSync(place, { recursive: true, force: true });
  process.exit(0);
});
// Whoever stops the portal from a keyboard or as a service signals this process too; the portal is the one that says.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
const [orders] = (await once(process, 'message')) as [EngineOrders];
place = dirname(orders.socket);
const log = openLog(orders.logLevel, 'figures');
const pool = openPool({ url: orders.appUrl, max: 1, statementTimeout: 0 });
try {
  const { failed } = await serveColumnar({ pool, source: await seizureCopyFor(pool), socket: orders.socket, log });
  process.send?.('ready');
  keepCompiled();
  await failed;
} catch (error) {
  log.error({ err: error }, 'engine of figures');
  process.exit(1);
}
