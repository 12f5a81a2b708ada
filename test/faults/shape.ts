import { join } from 'node:path';
import { clamdIsThere, startClamd } from '../support/clamd.ts';
import { freePort } from '../support/free-port.ts';
import { s3IsThere, startS3 } from '../support/s3.ts';
import type { Fault } from './faults.ts';
import type { OtherStage } from './other-stages.ts';
import { follow } from './server.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeIn } from './store-in.ts';
import { proxyIsThere } from './proxy.ts';
import { openStage, type Setting } from './stage.ts';

/**
 * The services of docker-compose.yml from what this machine has: HAProxy, two for pages, one for jobs, the engine of
 * figures, PostgreSQL and a replica on which pages are read, an object store, ClamAV where it is installed, a server
 * that catches mail. What is missing is left out, and said.
 */
export async function shape(): Promise<{ readonly setting: Setting; close(): Promise<void> }> {
  const s3 = s3IsThere() ? await startS3() : undefined;
  const scanner = clamdIsThere() ? await startClamd({ streamMax: 500, port: await freePort() }) : undefined;
  return {
    setting: {
      withProxy: proxyIsThere(),
      machines: true,
      env: { ...(s3 ? storeIn(s3) : {}), ...(scanner ? { CLAMD_SOCKET: `unix:${scanner.path}` } : {}) },
      others: async (first, directory) => [await follow(first, directory, join(directory, 'postgres/replica'))],
    },
    async close() {
      await scanner?.stop();
      await s3?.close();
    },
  };
}

/** A machine of pages with all its processes is gone, then the other. */
export async function shapeStage(): Promise<OtherStage> {
  const { setting, close } = await shape();
  const gone: Fault = {
    name: 'a whole web machine gone for 8 s, then the other (two machines, two servers of the proxy)',
    run: async ({ machines }) => {
      for (const machine of machines.slice(0, 2)) {
        await machine.kill();
        await sleep(8000);
        await machine.begin();
        // Until the proxy has asked it twice.
        await sleep(5000);
      }
      return { goneAt: performance.now() };
    },
  };
  return { setting, faults: () => [gone], close };
}

/** `npm run shape`: starts it, says where it is, and waits for a signal. */
async function run(): Promise<void> {
  const { setting, close } = await shape();
  const stage = await openStage(setting);
  console.log(`The portal: ${stage.url}, as TLS ends elsewhere (X-Forwarded-Proto: https). Ctrl+C ends it.`);
  console.log(`PostgreSQL: ${stage.database.host}; mail is caught at ${stage.mail.url}; files in ${stage.fileStore}`);
  await new Promise(resolve => ['SIGINT', 'SIGTERM'].forEach(signal => process.once(signal, resolve)));
  console.log(`${stage.mail.received.length} letters were caught.`);
  await stage.close();
  await close();
}

if (import.meta.main) {
  await run();
  process.exit(0);
}
