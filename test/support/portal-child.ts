import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPortal } from '../../src/app.ts';
import { castPasswordMemory } from './cast.ts';
import { patientLimits } from './patient-limits.ts';

/**
 * A portal as a process of its own, to be killed: `node portal-child.ts <database> <directory of files> <key, hex>
 * <directory of CENcomm's keys> <here or thread>`; prints its port.
 */
const [appUrl = '', fileStore = '', key = '', cencommKeys = '', jobsIn = 'here'] = process.argv.slice(2);
const portal = await createPortal({
  appUrl,
  jobsIn: jobsIn === 'thread' ? 'thread' : 'here',
  config: {
    mode: 'server',
    production: false,
    host: '127.0.0.1',
    port: 8443,
    dataDir: fileStore,
    tls: { kind: 'proxy' },
    sessionSecret: key,
    masterKey: Buffer.from(key, 'hex'),
    baseUrl: 'https://cen.test',
    fileStore,
    cencommKeys,
    mailFrom: 'no-reply@cen.test',
    logLevel: process.env.TEST_LOG ?? 'error',
    trustProxy: ['127.0.0.1'],
    pagesPerMinute: 1_000_000,
    databaseLimits: patientLimits,
    passwordMemory: castPasswordMemory,
    // Engines that are killed have a test of their own (seizures/copy-faults).
    figuresEngine: 'off',
  },
});
const server = createServer(portal.handler);
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`));
