import compression from 'compression';
import express from 'express';
import type { Express } from 'express';
import { access as mayAccess } from 'node:fs/promises';
import {
  countUnknown,
  countedRoom,
  guardFor,
  knownTo,
  lastSignInBanner,
  noteRefusals,
  openFactors,
  proofNeeded,
  sessionReader,
  setUpPassport,
  signedOut,
  signInLimits,
  useLimits,
  waitingInAccess,
} from './access/index.ts';
import { followSeconds, keepAccounts } from './access/index.ts';
import type { AccessDeps, Right } from './access/index.ts';
import { waitingInAnalysis } from './analysis/index.ts';
import { waitingInCencomm } from './cencomm/index.ts';
import type { Config } from './config.ts';
import { socketPath, startEngineProcess } from './db/columnar/index.ts';
import { waitingInCpdb } from './cpdb/index.ts';
import { urgentStrip, waitingInCws } from './cws/index.ts';
import { waitingInImports } from './imports/index.ts';
import { startJobThread } from './jobs/worker-supervisor.ts';
import type { ProcessMetrics } from './metrics/measure.ts';
import { measurePortal, waitingInOperations, type PortalMetrics } from './operations/index.ts';
import { navigationFor, type MenuCounts } from './navigation.ts';
import { waitingInNetwork } from './network/index.ts';
import { waitingInSeizures, waitingOnWatches, waitingWords } from './seizures/index.ts';
import { lendBell, openWaitingDesk, readWaiting, type WaitingDesk } from './waiting/index.ts';
import { createAppContext, type AppContext } from './app-context.ts';
import { roomsOf } from './routes.ts';
import type { Room } from './web/route.ts';
import { keepCompiled } from './supervised.ts';
import { assetRoutes } from './web/assets.ts';
import { refuseForeign } from './web/forms/csrf.ts';
import { errorPages, notFound } from './web/error-pages.ts';
import { securityHeaders } from './web/headers.ts';
import { mount } from './web/mount.ts';
import { rejectAmbiguousRequests, unreadablePaths } from './web/requests/reject-ambiguous-requests.ts';
import { hasRoom } from './web/server/health.ts';
import { limitBodies } from './web/requests/body-time.ts';
import { identifyRequests } from './web/requests/request.ts';
import { formSeal } from './web/forms/resumable-form.ts';
import { visitorTokens } from './web/forms/visitor-token.ts';
import { sessions } from './web/session.ts';
import { followWrites } from './web/written.ts';
import { viewLocals } from './web/views.ts';

export interface Portal {
  readonly handler: Express;
  /** Resolves when what this process does without a request was done once. */
  readonly firstRound: Promise<unknown>;
  /** Ends open event streams, so that the process can end: their pages connect to another. */
  endStreams(): void;
  /** What this process measures of itself, and of the portal as a whole, where somebody asks. */
  readonly metrics?: { readonly process: ProcessMetrics; readonly portal: PortalMetrics } | undefined;
  close(): Promise<void>;
}

export interface PortalOptions {
  readonly config: Config;
  readonly appUrl: string;
  /** Where jobs run: in a thread of their own, in another process, or among the pages, as most tests want it. */
  readonly jobsIn?: 'thread' | 'elsewhere' | 'here';
}

const jobScript = new URL('jobs-worker.ts', import.meta.url);
const engineScript = new URL('figures-engine.ts', import.meta.url);

/**
 * Puts the portal together over a migrated and seeded database. Rejects with the reason when a part it needs is
 * missing.
 */
export async function createPortal({ config: given, appUrl, jobsIn = 'here' }: PortalOptions): Promise<Portal> {
  const socket = jobsIn === 'thread' && given.figuresEngine === undefined ? socketPath() : undefined;
  const config = socket === undefined ? given : { ...given, figuresEngine: socket };
  const context = await createAppContext({ config, appUrl, does: jobsIn === 'here' ? 'both' : 'pages' });
  const { log } = context;
  const direct = config.directUrl ?? appUrl;
  const engine =
    socket === undefined
      ? undefined
      : startEngineProcess(engineScript, { appUrl: direct, socket, logLevel: config.logLevel }, log);
  const thread = jobsIn === 'thread' ? startJobThread(jobScript, { config, appUrl: direct }, log) : undefined;
  const background =
    jobsIn === 'here' ? await (await import('./background.ts')).startBackground(context, config) : undefined;
  return {
    handler: createHandler(context, config),
    firstRound: background?.firstRound ?? Promise.resolve(),
    endStreams: () => context.cencomm.live.endAll(),
    metrics: context.metrics && { process: context.metrics, portal: await measurePortal('portal', context) },
    async close() {
      await thread?.stop();
      await engine?.stop();
      await background?.stop();
      await context.close();
    },
  };
}

/** What a moved date of an evaluation demands is done at once, and by the scheduled jobs once their thread follows. */
async function catchUp({ pool, texts, offices, outbox, jobs }: AppContext): Promise<void> {
  await keepAccounts({ pool, texts, offices, outbox });
  await jobs.runScheduled(2 * followSeconds);
}

/** What answers requests: what every request passes, in its order, and the routes. */
function createHandler(context: AppContext, config: Config): Express {
  const { log, pool, texts, outbox, offices, cws } = context;
  const { masterKey, baseUrl, production } = config;
  const seal = formSeal(masterKey);
  const limits = signInLimits(pool);
  const reader = sessionReader(pool);
  const { middleware, passport } = setUpPassport(pool, reader, limits, knownTo(pool));
  const factors = openFactors({ pool, outbox, masterKey, baseUrl, production });
  const access = { pool, passport, seal, limits, factors, texts, outbox, offices, catchUp: () => catchUp(context) };
  const walls = guardFor(factors);
  const uses = useLimits(pool, context.news, config);
  const rooms = roomsFor(context, access, config).map(room => countedRoom(uses, compiledOnce(room)));
  const locals = viewLocals(texts, (req, res) =>
    navigationFor(req.user, req.path, res.locals.menuCounts as MenuCounts | undefined),
  );

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false); // no page is kept, so none is asked for again by it
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  app.use(identifyRequests(log, context.metrics));
  app.use(...securityHeaders());
  app.use(rejectAmbiguousRequests, limitBodies());
  app.use(compression({ level: 1, threshold: 2048 }));
  app.use(assetRoutes());
  app.use(refuseForeign);
  app.use(
    mount(
      rooms.filter(({ sessionless }) => sessionless),
      walls,
    ),
  );
  app.use(...sessions({ pool, read: reader.read, secret: config.sessionSecret, secure: config.tls.kind !== 'proxy' }));
  if (config.replicaUrl !== undefined) app.use(followWrites(context.reads, ['/seizures/imports']));
  app.use(visitorTokens(config.sessionSecret), ...middleware);
  app.use(unreadablePaths);
  app.use(
    readWaiting(waitingDesk(context, config), factors),
    locals,
    lendBell(),
    lastSignInBanner,
    urgentStrip(cws, factors),
  );
  app.use(
    mount(
      rooms.filter(({ sessionless }) => !sessionless),
      walls,
    ),
  );
  app.use(countUnknown(uses), notFound);
  app.use(noteRefusals(pool), signedOut(seal), proofNeeded(access), errorPages(log, locals, holdsNoSecret));
  return app;
}

/** Passwords and codes are typed in these rooms: no page shows them again. */
const secretRooms = ['/sign-in', '/account', '/access'];
export const holdsNoSecret = (path: string): boolean =>
  !secretRooms.some(room => path === room || path.startsWith(`${room}/`));

/** What waits, from every room. */
function waitingDesk(context: AppContext, { production }: Config): WaitingDesk {
  const sources = [
    waitingInAccess,
    waitingInSeizures,
    waitingOnWatches(context.seizures),
    waitingWords(context.seizures.context),
    waitingInImports,
    waitingInCws,
    waitingInCpdb,
    waitingInCencomm(context),
    waitingInNetwork,
    waitingInAnalysis(context),
    waitingInOperations({ ...context, production }),
  ];
  return openWaitingDesk({ pool: context.waitingPool, log: context.log, changes: context.waiting, sources });
}

/** The same room; what its code was compiled to is kept for the processes started after this one. */
function compiledOnce(room: Room<Right>): Room<Right> {
  return {
    ...room,
    async load() {
      const routes = await room.load();
      keepCompiled();
      return routes;
    },
  };
}

function roomsFor(context: AppContext, access: AccessDeps, config: Config): Room<Right>[] {
  const { cencomm, files } = context;
  const { scanner } = context.intake;
  return roomsOf({
    ...context,
    ...access,
    baseUrl: config.baseUrl,
    securityContact: config.securityContact,
    production: config.production,
    checks: { disk: () => mayAccess(config.fileStore) },
    missed: {
      room: () => hasRoom(config.fileStore),
      cencommKeys: () => cencomm.keys.require(),
      ...(scanner ? { scanner: () => scanner.ping() } : {}),
      ...(config.s3 ? { files: () => files.ping() } : {}),
    },
  });
}
