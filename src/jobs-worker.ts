import { parentPort, workerData } from 'node:worker_threads';
import { startBackground } from './background.ts';
import type { Config } from './config.ts';
import { createAppContext } from './app-context.ts';

/** The jobs, beside the pages and not among them: a file of 300,000 rows must not make an officer's page wait. */
const { config, appUrl } = workerData as { config: Config; appUrl: string };
// A Buffer crosses into a thread as plain bytes.
// The process of the pages is the one that is measured.
const { metrics: _, ...measured } = config;
const whole = { ...measured, masterKey: Buffer.from(config.masterKey) };
const parts = await createAppContext({ appUrl, config: whole, does: 'jobs' });
const started = startBackground(parts, whole);
// Told to stop while it is still beginning, it first comes to the end of that.
parentPort?.once(
  'message',
  () =>
    void started
      .then(background => background.stop())
      .then(() => parts.close())
      .finally(() => process.exit(0)),
);
await started;
