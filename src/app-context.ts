import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bulletinsOfRegion, countPublished } from './analysis/index.ts';
import type { AnalysisContext } from './analysis/index.ts';
import { followDate, setPasswordMemory } from './access/index.ts';
import { openTrail } from './audit/index.ts';
import type { Trail } from './audit/index.ts';
import { followOperationRecords, openCencomm } from './cencomm/index.ts';
import type { CencommContext } from './cencomm/index.ts';
import type { Config } from './config.ts';
import {
  documentsWithPicture,
  followRecords,
  openAlertWatch,
  showDocumentsAtRecords,
  websiteAtAGlance,
} from './cws/index.ts';
import type { CwsContext } from './cws/index.ts';
import {
  followCodes,
  followPictures,
  followedPlaces,
  freshPictures,
  isStillFresh,
  openGalleryCounts,
  keepPicturesOfDrafts,
  picturesAtAGlance,
  showPicturesAtRecords,
} from './cpdb/index.ts';
import type { CpdbContext } from './cpdb/index.ts';
import { columnarFigures, plainFigures } from './db/columnar/index.ts';
import { openPool } from './db/pool.ts';
import type { Pool } from './db/pool.ts';
import { openIntake } from './files/intake/upload-pipeline.ts';
import type { OpenIntake } from './files/intake/upload-pipeline.ts';
import { openWatermarker } from './files/watermark/watermarker.ts';
import { openFileStore } from './files/store/file-store.ts';
import { loadTexts } from './i18n/index.ts';
import { openJobs } from './jobs/jobs.ts';
import { letterSeal, openOutbox } from './mail/index.ts';
import type { LetterSeal } from './mail/index.ts';
import { reloadOnChange, loadLists, loadOffices, networkVersion } from './reference/index.ts';
import type { BaseContext } from './reference/index.ts';
import { followedSearches, openSeizures } from './seizures/index.ts';
import type { Seizures } from './seizures/index.ts';
import { openLog } from './web/server/log.ts';
import { openWaitingChanges } from './web/waiting.ts';

interface Options {
  readonly config: Config;
  /** Address of the database for the role the portal works as. */
  readonly appUrl: string;
}

/** What pages and jobs both work with. */
export interface AppContext extends BaseContext {
  /** The way by which uploads come in. */
  readonly intake: OpenIntake;
  readonly seizures: Seizures;
  readonly letterSeal: LetterSeal;
  readonly trail: Trail;
  readonly cws: CwsContext;
  readonly cpdb: CpdbContext;
  readonly cencomm: CencommContext;
  readonly analysis: AnalysisContext;
  /** Where what waits for each viewer is read. */
  readonly waitingPool: Pool;
  close(): Promise<void>;
}

/** Opens every part over a migrated and seeded database. Rejects with the reason when one is missing. */
export async function createAppContext({ config, appUrl }: Options): Promise<AppContext> {
  const seal = letterSeal(config.masterKey);
  setPasswordMemory(config.passwordMemory);
  const { base, stopReloading } = await openBase({ config, appUrl }, seal);
  const { pool, jobPool, jobs, log, intake } = base;
  const seizures = openSeizures(base);
  const trail = openTrail({ pool, jobPool, jobs, log, masterKey: config.masterKey, directory: config.fileStore });
  const cpdb: CpdbContext = {
    ...base,
    stamper: openWatermarker(config.masterKey),
    counts: openGalleryCounts(pool),
    documentsWith: (viewer, fingerprint) => documentsWithPicture(pool, viewer, fingerprint),
  };
  const cws: CwsContext = {
    ...base,
    seizures,
    countFigures: countPublished({ ...base, seizures }),
    outside: config.outside ?? false,
    baseUrl: config.baseUrl,
    alertWatch: openAlertWatch(pool, base.waiting),
    elsewhere: followPictures,
    figuresOfRilo: bulletinsOfRegion(base),
    followed: {
      news: { fresh: freshPictures, isStillFresh },
      lists: [followedPlaces(cpdb), followedSearches(seizures)],
    },
  };
  const cencomm = await openCencomm(
    { ...base, seizures, baseUrl: config.baseUrl },
    { directory: config.cencommKeys ?? join(config.dataDir, 'cencomm-keys'), make: config.mode === 'evaluation' },
  );
  // Its statement is long, and of a form for each kind of viewer: few connections plan it a few times.
  const waitingPool = openPool({ url: appUrl, max: 2, plansOnce: true, ...config.databaseLimits });
  const stopFollowing = config.mode === 'evaluation' && !config.production ? await followDate(jobPool, log) : undefined;
  followRecords(cws);
  followOperationRecords(cencomm);
  showPicturesAtRecords(cpdb, seizures);
  showDocumentsAtRecords(cws);
  followCodes(cpdb, seizures);
  keepPicturesOfDrafts(cpdb, seizures);
  return {
    ...base,
    seizures,
    letterSeal: seal,
    trail,
    cws,
    cpdb,
    cencomm,
    analysis: { ...base, seizures, website: websiteAtAGlance(cws), pictures: picturesAtAGlance(cpdb) },
    waitingPool,
    async close() {
      stopReloading();
      await stopFollowing?.();
      await cencomm.close();
      await jobs.stop();
      await intake.close();
      base.figures.close();
      await Promise.all([pool.end(), jobPool.end(), waitingPool.end()]);
    },
  };
}

/** What every feature works with, before any of them is there. */
async function openBase({ config, appUrl }: Options, seal: LetterSeal) {
  const log = openLog(config.logLevel);
  const pool = openPool({
    url: appUrl,
    ...config.databaseLimits,
    onError: ({ message }) => log.error({ message }, 'idle database connection lost'),
  });
  const jobPool = openPool({ url: appUrl, max: 4, ...config.databaseLimits, statementTimeout: 0 });
  const { figuresEngine: socket = 'off' } = config;
  const figures = socket === 'off' ? plainFigures(pool) : columnarFigures(pool, socket, log);
  const texts = await loadTexts();
  const version = await networkVersion(pool);
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const stopReloading = reloadOnChange(pool, { lists, offices, version });
  await mkdir(config.fileStore, { recursive: true, mode: 0o700 });
  // One that an earlier version or an operator made for others to read.
  await chmod(config.fileStore, 0o700).catch(() => undefined);
  const files = openFileStore(config.s3 ?? config.fileStore, config.masterKey);
  const intake = await openIntake({
    store: files,
    directory: join(config.fileStore, '.work'),
    scanner: config.scanner,
  });
  const [jobs, waiting] = [await openJobs(appUrl, log), openWaitingChanges()];
  const outbox = openOutbox({ texts, seal, baseUrl: config.baseUrl });
  return {
    base: { pool, jobPool, figures, lists, offices, texts, outbox, files, intake, jobs, log, waiting },
    stopReloading,
  };
}
