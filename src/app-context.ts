import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openTrail } from './audit/index.ts';
import type { Trail } from './audit/index.ts';
import { followOperationRecords, openCencomm } from './cencomm/index.ts';
import type { CencommContext } from './cencomm/index.ts';
import type { Config } from './config.ts';
import { followRecords, openAlertWatch } from './cws/index.ts';
import type { CwsContext } from './cws/index.ts';
import { followPictures, openGalleryCounts, showPicturesAtRecords } from './cpdb/index.ts';
import type { CpdbContext } from './cpdb/index.ts';
import { openPool } from './db/pool.ts';
import type { Pool } from './db/pool.ts';
import { openIntake } from './files/intake/upload-pipeline.ts';
import type { OpenIntake } from './files/intake/upload-pipeline.ts';
import type { Watermarker } from './files/pictures/picture-types.ts';
import { openWatermarker } from './files/watermark/watermarker.ts';
import { openFileStore } from './files/store/file-store.ts';
import type { FileStore } from './files/store/file-store.ts';
import { loadTexts } from './i18n/index.ts';
import type { Texts } from './i18n/index.ts';
import { openJobs } from './jobs/jobs.ts';
import { letterSeal, openOutbox } from './mail/index.ts';
import type { LetterSeal, Outbox } from './mail/index.ts';
import { reloadOnChange, loadLists, loadOffices, networkVersion } from './reference/index.ts';
import type { Lists, Offices } from './reference/index.ts';
import { openSeizures } from './seizures/index.ts';
import type { Seizures } from './seizures/index.ts';
import { openLog } from './web/server/log.ts';
import type { Logger } from './web/server/log.ts';

/** What pages and jobs both work with. */
export interface Parts {
  readonly log: Logger;
  readonly pool: Pool;
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  readonly texts: Texts;
  readonly files: FileStore;
  /** Says in pictures who was handed them. */
  readonly stamper: Watermarker;
  /** The way by which uploads come in. */
  readonly intake: OpenIntake;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly seizures: Seizures;
  readonly outbox: Outbox;
  readonly letterSeal: LetterSeal;
  readonly trail: Trail;
  readonly cws: CwsContext;
  readonly cpdb: CpdbContext;
  readonly cencomm: CencommContext;
  close(): Promise<void>;
}

/** Opens every part over a migrated and seeded database. Rejects with the reason when one is missing. */
export async function createAppContext({ config, appUrl }: { config: Config; appUrl: string }): Promise<Parts> {
  const log = openLog(config.logLevel);
  const pool = openPool({
    url: appUrl,
    ...config.databaseLimits,
    onError: ({ message }) => log.error({ message }, 'idle database connection lost'),
  });
  const jobPool = openPool({ url: appUrl, max: 4, ...config.databaseLimits, statementTimeout: 0 });
  const texts = await loadTexts();
  const version = await networkVersion(pool);
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const rest = reloadOnChange(pool, { lists, offices, version });
  await mkdir(config.fileStore, { recursive: true });
  const files = openFileStore(config.s3 ?? config.fileStore, config.masterKey);
  const intake = await openIntake({
    store: files,
    directory: join(config.fileStore, '.work'),
    scanner: config.scanner,
  });
  const jobs = await openJobs(appUrl, log);
  const seizures = openSeizures({ pool, jobPool, lists, offices, files, jobs, log, texts });
  const trail = openTrail({ pool, jobPool, jobs, log, masterKey: config.masterKey, directory: config.fileStore });
  const sealed = letterSeal(config.masterKey);
  const outbox = openOutbox({ texts, seal: sealed, baseUrl: config.baseUrl });
  const cws: CwsContext = {
    pool,
    jobPool,
    lists,
    offices,
    texts,
    outbox,
    files,
    intake,
    jobs,
    log,
    seizures,
    outside: config.outside ?? false,
    baseUrl: config.baseUrl,
    alertWatch: openAlertWatch(pool),
    elsewhere: followPictures,
  };
  const stamper = openWatermarker(config.masterKey);
  const cpdb: CpdbContext = {
    pool,
    jobPool,
    lists,
    offices,
    texts,
    outbox,
    files,
    intake,
    stamper,
    jobs,
    log,
    counts: openGalleryCounts(pool),
  };
  const cencomm = await openCencomm(
    { pool, jobPool, lists, offices, texts, outbox, files, intake, jobs, log, seizures, baseUrl: config.baseUrl },
    { directory: config.cencommKeys ?? join(config.dataDir, 'cencomm-keys'), make: config.mode === 'evaluation' },
  );
  followRecords(cws);
  followOperationRecords(cencomm);
  showPicturesAtRecords(cpdb, seizures);
  return {
    log,
    pool,
    jobPool,
    texts,
    files,
    stamper,
    intake,
    lists,
    offices,
    seizures,
    outbox,
    letterSeal: sealed,
    trail,
    cws,
    cpdb,
    cencomm,
    async close() {
      rest();
      await cencomm.close();
      await jobs.stop();
      await intake.close();
      await Promise.all([pool.end(), jobPool.end()]);
    },
  };
}
