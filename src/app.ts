import compression from 'compression';
import express from 'express';
import type { Express } from 'express';
import { access, mkdir } from 'node:fs/promises';
import { guard, noteRefusals, setUpPassport, signedOut, signInLimits } from './access/index.ts';
import type { Config } from './config.ts';
import { openPool } from './db/pool.ts';
import { openFileStore } from './files/store.ts';
import { loadTexts } from './i18n/index.ts';
import { openJobs } from './jobs/jobs.ts';
import { navigationFor } from './navigation.ts';
import { loadLists, loadOffices } from './reference/index.ts';
import { allRoutes } from './routes.ts';
import { openSeizures } from './seizures/index.ts';
import { assetRoutes } from './web/assets.ts';
import { refuseForeign } from './web/csrf.ts';
import { errorPages, notFound } from './web/error-pages.ts';
import { securityHeaders } from './web/headers.ts';
import { openLog } from './web/log.ts';
import { mount } from './web/mount.ts';
import { identifyRequests } from './web/request.ts';
import { formSeal } from './web/resume.ts';
import { sessions } from './web/session.ts';
import { setUpViews, viewLocals } from './web/views.ts';

export interface Portal {
  readonly handler: Express;
  close(): Promise<void>;
}

/** Puts the portal together over a migrated and seeded database. Rejects with the reason when a part it needs is missing. */
export async function createPortal({ config, appUrl }: { config: Config; appUrl: string }): Promise<Portal> {
  const log = openLog(config.logLevel);
  const pool = openPool({ url: appUrl, onError: ({ message }) => log.error({ message }, 'idle database connection lost') });
  const jobPool = openPool({ url: appUrl, max: 4, statementTimeout: 0 });
  const texts = await loadTexts();
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  await mkdir(config.fileStore, { recursive: true });
  const files = openFileStore(config.fileStore, config.masterKey);
  const jobs = await openJobs(appUrl, log);
  const seizures = await openSeizures({ pool, jobPool, lists, offices, files, jobs, log, texts });
  const seal = formSeal(config.masterKey);
  const { middleware, passport } = setUpPassport(pool, signInLimits(pool));
  const secure = config.tls.kind !== 'proxy';

  const locals = viewLocals(texts, (req) => navigationFor(req.user, req.path));

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  setUpViews(app);
  app.use(identifyRequests(log));
  app.use(...securityHeaders());
  app.use(compression({ level: 1, threshold: 2048 }));
  app.use(assetRoutes());
  app.use(refuseForeign);
  app.use(...sessions({ pool, secret: config.sessionSecret, secure }));
  app.use(...middleware);
  app.use(locals);
  app.use(mount(allRoutes({ pool, lists, offices, seizures, passport, seal, texts, checks: { disk: () => access(config.fileStore) } }), guard));
  app.use(notFound);
  app.use(noteRefusals(pool), signedOut(seal), errorPages(log, locals));

  return {
    handler: app,
    async close() {
      await jobs.stop();
      await Promise.all([pool.end(), jobPool.end()]);
    },
  };
}
