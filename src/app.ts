import compression from 'compression';
import express from 'express';
import type { Express } from 'express';
import { access } from 'node:fs/promises';
import { guard, noteRefusals, setUpPassport, signedOut, signInLimits } from './access/index.ts';
import { startBackground } from './background.ts';
import type { Config } from './config.ts';
import { startJobThread } from './jobs/thread.ts';
import { navigationFor } from './navigation.ts';
import { openParts } from './parts.ts';
import { allRoutes } from './routes.ts';
import { assetRoutes } from './web/assets.ts';
import { refuseForeign } from './web/csrf.ts';
import { errorPages, notFound } from './web/error-pages.ts';
import { securityHeaders } from './web/headers.ts';
import { mount } from './web/mount.ts';
import { identifyRequests } from './web/request.ts';
import { formSeal } from './web/resume.ts';
import { sessions } from './web/session.ts';
import { setUpViews, viewLocals } from './web/views.ts';

export interface Portal {
  readonly handler: Express;
  close(): Promise<void>;
}

export interface PortalOptions {
  readonly config: Config;
  readonly appUrl: string;
  /** Where jobs run: in a thread of their own, or among the pages, as most tests want it. */
  readonly jobsIn?: 'thread' | 'here';
}

const jobScript = new URL('job-thread.ts', import.meta.url);

/** Puts the portal together over a migrated and seeded database. Rejects with the reason when a part it needs is missing. */
export async function createPortal({ config, appUrl, jobsIn = 'here' }: PortalOptions): Promise<Portal> {
  const parts = await openParts({ config, appUrl });
  const { log, pool, texts, lists, offices, seizures, outbox } = parts;
  const thread = jobsIn === 'thread' ? startJobThread(jobScript, { config, appUrl }, { log, onMessage: seizures.room.changed }) : undefined;
  const background = thread ? undefined : await startBackground(parts, config);
  const seal = formSeal(config.masterKey);
  const { middleware, passport } = setUpPassport(pool, signInLimits(pool));
  const secure = config.tls.kind !== 'proxy';

  const routes = allRoutes({ pool, lists, offices, seizures, outbox, passport, seal, texts, checks: { disk: () => access(config.fileStore) } });
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
  app.use(mount(routes.filter(({ sessionless }) => sessionless), guard));
  app.use(...sessions({ pool, secret: config.sessionSecret, secure }));
  app.use(...middleware);
  app.use(locals);
  app.use(mount(routes.filter(({ sessionless }) => !sessionless), guard));
  app.use(notFound);
  app.use(noteRefusals(pool), signedOut(seal), errorPages(log, locals));

  return {
    handler: app,
    async close() {
      await thread?.stop();
      await background?.stop();
      await parts.close();
    },
  };
}
