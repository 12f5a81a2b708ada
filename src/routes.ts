import { accessRoutes, alarmRoutes, trailRoutes } from './access/index.ts';
import type { AccessDeps, Right } from './access/index.ts';
import { analysisRoutes } from './analysis/index.ts';
import type { AppContext } from './app-context.ts';
import { cencommRoutes } from './cencomm/index.ts';
import { cpdbRoutes } from './cpdb/index.ts';
import { cwsRoutes } from './cws/index.ts';
import { ping } from './db/check-connection.ts';
import { helpRoutes } from './help/index.ts';
import { homeRoutes } from './home/index.ts';
import { importRoutes } from './imports/index.ts';
import { networkRoutes } from './network/index.ts';
import { referenceRoutes } from './reference/index.ts';
import { operationsRoutes } from './operations/index.ts';
import { returnRoutes } from './returns/index.ts';
import { searchRoutes } from './search/index.ts';
import { seizureRoutes } from './seizures/index.ts';
import { waitingRoutes } from './waiting/index.ts';
import { healthz, readyz } from './web/server/health.ts';
import { securityTxt } from './web/server/security-txt.ts';
import type { Route } from './web/route.ts';

type Features = Pick<AppContext, 'lists' | 'seizures' | 'trail' | 'cws' | 'cpdb' | 'cencomm' | 'analysis'>;
interface RouteDeps extends AccessDeps, Features {
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Where weaknesses are reported. */
  readonly securityContact?: string | undefined;
  readonly baseUrl?: string;
  readonly production?: boolean;
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
    {
      method: 'get',
      path: '/.well-known/security.txt',
      access: 'public',
      answers: 'data',
      sessionless: true,
      handler: securityTxt(deps.securityContact, deps.baseUrl ?? ''),
    },
    ...accessRoutes(deps),
    ...trailRoutes(deps),
    ...alarmRoutes(deps),
    ...operationsRoutes({ ...deps.analysis, production: deps.production ?? false }),
    ...homeRoutes(deps),
    ...waitingRoutes(deps),
    ...helpRoutes(deps),
    ...searchRoutes(deps),
    // Before `/seizures/:ref`, which would match it.
    ...importRoutes(deps.seizures.context),
    ...seizureRoutes(deps.seizures),
    // Before `/network/:code`.
    ...returnRoutes(deps),
    ...networkRoutes({ ...deps, changed: deps.seizures.context.changed }),
    ...cwsRoutes(deps.cws),
    ...cpdbRoutes(deps.cpdb),
    ...cencommRoutes(deps.cencomm),
    ...analysisRoutes(deps.analysis),
    ...referenceRoutes<Right>(deps, 'member'),
  ];
}
