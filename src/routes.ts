import { accessRoutes, alarmRoutes, trailRoutes } from './access/index.ts';
import type { AccessDeps, Right } from './access/index.ts';
import type { Trail } from './audit/index.ts';
import { cencommRoutes } from './cencomm/index.ts';
import type { CencommContext } from './cencomm/index.ts';
import { cpdbRoutes } from './cpdb/index.ts';
import type { CpdbContext } from './cpdb/index.ts';
import { cwsRoutes } from './cws/index.ts';
import type { CwsContext } from './cws/index.ts';
import { ping } from './db/check-connection.ts';
import { homeRoutes } from './home/index.ts';
import type { Texts } from './i18n/index.ts';
import { importRoutes } from './imports/index.ts';
import { networkRoutes } from './network/index.ts';
import type { Outbox } from './mail/index.ts';
import { referenceRoutes } from './reference/index.ts';
import type { Lists, Offices } from './reference/index.ts';
import { seizureRoutes } from './seizures/index.ts';
import type { Seizures } from './seizures/index.ts';
import { healthz, readyz } from './web/server/health.ts';
import type { Route } from './web/route.ts';

interface RouteDeps extends AccessDeps {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly seizures: Seizures;
  readonly trail: Trail;
  readonly cws: CwsContext;
  readonly cpdb: CpdbContext;
  readonly cencomm: CencommContext;
  readonly texts: Texts;
  readonly outbox: Outbox;
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** What the portal works on without, later than usual. */
  readonly missed?: Readonly<Record<string, () => Promise<unknown>>>;
}

/** Every feature's route table, in one list: what the portal answers, and to whom. */
export function allRoutes(deps: RouteDeps): Route<Right>[] {
  return [
    { method: 'get', path: '/healthz', access: 'public', answers: 'data', sessionless: true, handler: healthz },
    {
      method: 'get',
      path: '/readyz',
      access: 'public',
      answers: 'data',
      sessionless: true,
      handler: readyz({ database: () => ping(deps.pool), ...deps.checks }, deps.missed),
    },
    ...accessRoutes(deps),
    ...trailRoutes(deps),
    ...alarmRoutes(deps),
    ...homeRoutes(deps),
    // Before `/seizures/:ref`, which would match it.
    ...importRoutes(deps.seizures.context),
    ...seizureRoutes(deps.seizures),
    ...networkRoutes({ ...deps, changed: deps.seizures.context.changed }),
    ...cwsRoutes(deps.cws),
    ...cpdbRoutes(deps.cpdb),
    ...cencommRoutes(deps.cencomm),
    ...referenceRoutes<Right>(deps, 'member'),
  ];
}
