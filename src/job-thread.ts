import { parentPort, workerData } from 'node:worker_threads';
import { startTrailJobs } from './audit/index.ts';
import type { Config } from './config.ts';
import { openParts } from './parts.ts';
import { startSeizureJobs } from './seizures/index.ts';

/** The jobs, beside the pages and not among them: a file of 300,000 rows must not make an officer's page wait. */
const { config, appUrl } = workerData as { config: Config; appUrl: string };
// A Buffer crosses into a thread as plain bytes.
const parts = await openParts({ appUrl, config: { ...config, masterKey: Buffer.from(config.masterKey) } });
parts.seizures.room.onChange(() => parentPort?.postMessage('changed'));
parentPort?.once('message', () => void parts.close().finally(() => process.exit(0)));
await startSeizureJobs(parts.seizures);
await startTrailJobs(parts.trail);
