import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { connect } from 'node:tls';
import { isMainThread } from 'node:worker_threads';
import type { Config } from '../config.ts';
import { knownMigrations } from '../db/known-migrations.ts';
import type { Pool } from '../db/pool.ts';
import { runEvery } from '../jobs/run-every.ts';
import type { Logger } from '../web/server/log.ts';
import { readCertificate } from '../web/server/tls.ts';
import { noteAbsence, notePresence, type Presence } from './store-presence.ts';

/** Seconds between two signs of life, and milliseconds between two looks at the certificate. */
const pause = 60;
const certificateEvery = 3_600_000;
/** Milliseconds the proxy has to show its certificate. */
const patience = 3000;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** Tells the other processes, and so the administrators, that this one lives, and what only it can see. */
export function openPresence({ pool, log }: { readonly pool: Pool; readonly log: Logger }, config: Config) {
  const name = config.processes?.name ?? 'portal';
  const own = {
    machine: hostname(),
    name: isMainThread ? name : `${name}, jobs`,
    pid: process.pid,
    release: version,
    node: process.versions.node,
    knows: knownMigrations().at(-1) ?? '',
    beganAt: new Date(Date.now() - Math.round(process.uptime() * 1000)),
  };
  let certificate: { readonly at: number; readonly until: Promise<Date | null> } | undefined;
  const tell = async (): Promise<Presence> => {
    if (!certificate || Date.now() - certificate.at > certificateEvery)
      certificate = { at: Date.now(), until: certificateUntil(config).catch(() => null) };
    const until = await certificate.until;
    // Not there yet: looked for again.
    if (until === null) certificate = undefined;
    return { ...own, ...(await diskOf(config)), certificateUntil: until };
  };
  const telling = runEvery({ name: 'presence', seconds: pause, log }, async () => notePresence(pool, await tell()));
  return {
    first: telling.first,
    async stop() {
      await telling.stop();
      const nothing = { diskFree: null, diskSize: null, certificateUntil: null };
      await noteAbsence(pool, { ...own, ...nothing }).catch(() => undefined);
    },
  };
}

async function diskOf({ s3, fileStore }: Config): Promise<Pick<Presence, 'diskFree' | 'diskSize'>> {
  if (s3) return { diskFree: null, diskSize: null };
  const { bavail, blocks, bsize } = await statfs(fileStore);
  return { diskFree: bavail * bsize, diskSize: blocks * bsize };
}

/** The last day of the certificate people are shown: the portal's own, or in production the one of its proxy. */
async function certificateUntil(config: Config): Promise<Date | null> {
  // Only read: who serves it makes it, and two that make it at once stop a first start.
  const own = await readCertificate(config);
  if (own) return own.validToDate;
  if (!config.production) return null;
  const { hostname: host, port } = new URL(config.baseUrl);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port || 443), servername: host }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')));
    socket.on('error', (error: Error & { code?: string }) =>
      error.code === 'CERT_HAS_EXPIRED' ? resolve(new Date(Date.now() - 1)) : reject(error),
    );
  });
}
