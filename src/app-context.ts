import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bulletinsOfRegion, countPublished, usualRiskCases, type AnalysisContext } from './analysis/index.ts';
import { followDate, setPasswordMemory } from './access/index.ts';
import { openTrail, type Trail } from './audit/index.ts';
import { followOperationRecords, openCencomm, type CencommContext } from './cencomm/index.ts';
import type { Config } from './config.ts';
import {
  documentsWithPicture,
  followRecords,
  openAlertWatch,
  showDocumentsAtRecords,
  websiteAtAGlance,
  type CwsContext,
} from './cws/index.ts';
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
  type CpdbContext,
} from './cpdb/index.ts';
import { columnarFigures, plainFigures } from './db/columnar/index.ts';
import { openListener, type Listener } from './db/listener.ts';
import { openNews } from './db/news.ts';
import { openPool, type Pool, type PoolOptions } from './db/pool.ts';
import { openReads, plainReads } from './db/reads.ts';
import { watchForSilence } from './db/silence.ts';
import { openIntake, type OpenIntake } from './files/intake/upload-pipeline.ts';
import { openWatermarker } from './files/watermark/watermarker.ts';
import { openFileStore } from './files/store/file-store.ts';
import { loadTexts } from './i18n/index.ts';
import { openJobs } from './jobs/jobs.ts';
import { letterSeal, openOutbox, type LetterSeal } from './mail/index.ts';
import { measureProcess, type ProcessMetrics } from './metrics/measure.ts';
import { startTracing } from './metrics/traces.ts';
import { openPresence } from './operations/index.ts';
import { reloadOnChange, loadLists, loadOffices, networkVersion, type BaseContext } from './reference/index.ts';
import { followedSearches, openSeizures, type Seizures } from './seizures/index.ts';
import { openLog, type Logger } from './web/server/log.ts';
import { openWaitingChanges } from './web/waiting.ts';

interface Options {
  readonly config: Config;
  /** Address of the database for the role the portal works as. */
  readonly appUrl: string;
  readonly does: Does;
}

/** What a process (or a thread) is for. */
export type Does = 'pages' | 'jobs' | 'both';

/** Connections of each pool. With the one that listens they are never more than 15. */
const connections: Readonly<Record<Does, Readonly<Record<'pages' | 'jobs' | 'queue' | 'waiting', number>>>> = {
  pages: { pages: 9, jobs: 2, queue: 0, waiting: 2 },
  jobs: { pages: 4, jobs: 5, queue: 2, waiting: 1 },
  both: { pages: 7, jobs: 4, queue: 1, waiting: 2 },
};

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
  readonly listener: Listener;
  /** What this process measures of itself, where somebody asks. */
  readonly metrics?: ProcessMetrics | undefined;
  close(): Promise<void>;
}

/** Opens every part over a migrated and seeded database. Rejects with the reason when one is missing. */
export async function createAppContext({ config, appUrl, does }: Options): Promise<AppContext> {
  const seal = letterSeal(config.masterKey);
  setPasswordMemory(config.passwordMemory);
  const base = await openBase({ config, appUrl, does }, seal);
  const { pool, jobPool, jobs, log, intake } = base;
  const seizures = openSeizures(base);
  const trail = openTrail({ pool, jobPool, jobs, log, masterKey: config.masterKey, directory: config.fileStore });
  const cpdb: CpdbContext = {
    ...base,
    stamper: openWatermarker(config.masterKey),
    counts: openGalleryCounts(pool, base.news),
    documentsWith: (viewer, fingerprint) => documentsWithPicture(pool, viewer, fingerprint),
  };
  const cws = openWebsite(base, seizures, cpdb, config);
  const cencomm = await openCencomm(
    { ...base, seizures, baseUrl: config.baseUrl },
    { directory: config.cencommKeys ?? join(config.dataDir, 'cencomm-keys'), make: config.mode === 'evaluation' },
  );
  // Its statement is long, and of a form for each kind of viewer: few connections plan it a few times.
  const waitingPool = openPool({
    // A page waits for its own rows; for these numbers it would wait besides.
    ...{ url: config.directUrl ?? appUrl, max: connections[does].waiting, plansOnce: true, lockTimeout: 200 },
    ...config.databaseLimits,
  });
  const endWatch = watchForSilence(
    {
      ...{ urls: [config.directUrl ?? appUrl, appUrl], listener: base.listener, log, pages: [pool, waitingPool] },
      jobs: [jobPool, ...(base.queuePool ? [base.queuePool] : [])],
    },
    config.databaseLimits?.connectTimeout,
  );
  const { queuePool } = base;
  const pools = { pages: pool, jobs: jobPool, queue: queuePool, waiting: waitingPool };
  const metrics = config.metrics && (await measureProcess(config.processes?.name ?? 'portal', pools, base.reads));
  const tracing = config.traces && (await startTracing(config.traces, config.processes?.name ?? 'portal'));
  const presence = openPresence(base, config);
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
    analysis: analysisContext({ ...base, seizures, cws, cpdb }, config),
    waitingPool,
    metrics,
    async close() {
      endWatch();
      await presence.stop();
      await stopFollowing?.();
      await cencomm.close();
      await jobs.stop();
      await base.listener.stop();
      await intake.close();
      base.figures.close();
      await tracing?.stop();
      await base.reads.close();
      await Promise.all([pool.end(), jobPool.end(), base.queuePool?.end(), waitingPool.end()]);
    },
  };
}

type Base = Awaited<ReturnType<typeof openBase>>;

function analysisContext(
  { cws, cpdb, ...base }: Base & { readonly seizures: Seizures; readonly cws: CwsContext; readonly cpdb: CpdbContext },
  { riskCases = usualRiskCases }: Config,
): AnalysisContext {
  return { ...base, website: websiteAtAGlance(cws), pictures: picturesAtAGlance(cpdb), riskCases };
}

function openWebsite(base: Base, seizures: Seizures, cpdb: CpdbContext, config: Config): CwsContext {
  return {
    ...base,
    seizures,
    countFigures: countPublished({ ...base, seizures }),
    outside: config.outside ?? false,
    baseUrl: config.baseUrl,
    alertWatch: openAlertWatch(base.pool, base.waiting, base.news),
    elsewhere: followPictures,
    figuresOfRilo: bulletinsOfRegion(base),
    followed: {
      news: { fresh: freshPictures, isStillFresh },
      lists: [followedPlaces(cpdb), followedSearches(seizures)],
    },
  };
}

/** The connections of this process. */
async function openConnections({ config, appUrl, does }: Options, log: Logger) {
  const most = connections[does];
  const pool = openPool({
    url: appUrl,
    isPooled: appUrl !== (config.directUrl ?? appUrl),
    max: most.pages,
    ...config.databaseLimits,
    onError: ({ message }) => log.error({ message }, 'idle database connection lost'),
  });
  const direct = config.directUrl ?? appUrl;
  const patient: PoolOptions = { url: direct, ...config.databaseLimits, statementTimeout: 0 };
  const jobPool = openPool({ ...patient, max: most.jobs });
  const { replicaUrl, databaseLimits: limits } = config;
  const reads =
    replicaUrl === undefined || does === 'jobs'
      ? plainReads(pool)
      : openReads({ pool, url: direct, asking: jobPool, replicaUrl, limits, log });
  // Apart from those that jobs hold: a queue that is not answered takes its job for dead.
  const queuePool = most.queue === 0 ? undefined : openPool({ ...patient, max: most.queue });
  const listener = openListener(direct, log);
  return { pool, jobPool, queuePool, listener, reads, news: await openNews(pool, listener, log) };
}

/** What every feature works with, before any of them is there. */
async function openBase(options: Options, seal: LetterSeal) {
  const { config } = options;
  const log = openLog(config.logLevel, config.processes?.name);
  const opened = await openConnections(options, log);
  const { pool, queuePool, listener, news, reads } = opened;
  const { figuresEngine: socket = 'off' } = config;
  const figures = socket === 'off' ? plainFigures(reads) : columnarFigures(reads, socket, log);
  const texts = await loadTexts();
  const version = await networkVersion(pool);
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  reloadOnChange(pool, news, { lists, offices, version });
  await mkdir(config.fileStore, { recursive: true, mode: 0o700 });
  // One that an earlier version or an operator made for others to read.
  await chmod(config.fileStore, 0o700).catch(() => undefined);
  const files = openFileStore(config.s3 ?? config.fileStore, config.masterKey);
  const intake = await openIntake({
    store: files,
    directory: join(config.fileStore, '.work'),
    scanner: config.scanner,
  });
  const jobs = await openJobs({ pool: queuePool ?? pool, log, ...(queuePool ? { listener } : {}) });
  const waiting = openWaitingChanges(news);
  const outbox = openOutbox({ texts, seal, baseUrl: config.baseUrl });
  return { ...opened, figures, lists, offices, texts, outbox, files, intake, jobs, log, waiting };
}
