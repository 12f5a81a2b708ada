import type { Authenticator } from 'passport';
import { accessRoutes } from './access/index.ts';
import type { Right } from './access/index.ts';
import type { Pool } from './db/pool.ts';
import { homeRoutes } from './home/index.ts';
import type { Texts } from './i18n/index.ts';
import type { Outbox } from './mail/index.ts';
import { referenceRoutes } from './reference/index.ts';
import type { Lists, Offices } from './reference/index.ts';
import { seizureRoutes } from './seizures/index.ts';
import type { Seizures } from './seizures/index.ts';
import { databaseCheck, healthz, readyz } from './web/health.ts';
import type { FormSeal } from './web/resume.ts';
import type { Route } from './web/route.ts';

export interface RouteDeps {
  readonly pool: Pool;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly seizures: Seizures;
  readonly passport: Authenticator;
  readonly seal: FormSeal;
  readonly texts: Texts;
  readonly outbox: Outbox;
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
}

/** Every feature's route table, in one list: what the portal answers, and to whom. */
export function allRoutes(deps: RouteDeps): Route<Right>[] {
  return [
    { method: 'get', path: '/healthz', access: 'public', answers: 'data', sessionless: true, handler: healthz },
    { method: 'get', path: '/readyz', access: 'public', answers: 'data', sessionless: true, handler: readyz({ database: databaseCheck(deps.pool), ...deps.checks }) },
    ...accessRoutes(deps),
    ...homeRoutes(deps),
    ...seizureRoutes(deps.seizures),
    ...referenceRoutes<Right>(deps, 'member'),
  ];
}
