import { signInRoutes, languageRoutes, signOutRoutes } from './access/session/routes.ts';
import type { AccessDeps, Right } from './access/index.ts';
import type { AppContext } from './app-context.ts';
import { ping } from './db/check-connection.ts';
import { homeRoutes } from './home/routes.ts';
import { seizureRoutes } from './seizures/routes.ts';
import { waitingRoutes } from './waiting/routes.ts';
import { healthz, readyz } from './web/server/health.ts';
import { securityTxt } from './web/server/security-txt.ts';
import type { Room, Route } from './web/route.ts';

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

/**
 * Every feature's routes: what the portal answers, and to whom. What each process needs from the start is imported
 * above; the rest is loaded by whoever first asks for it.
 */
export function roomsOf(deps: RouteDeps): Room<Right>[] {
  const { seizures, cws, cpdb, cencomm, analysis, production = false } = deps;
  return [
    ...sessionlessRooms(deps),
    { at: '/sign-in', load: async () => signInRoutes(deps) },
    { at: '/sign-out', load: async () => signOutRoutes(deps) },
    { at: '/language', load: async () => languageRoutes(deps) },
    { at: '/', load: async () => homeRoutes(deps) },
    { at: '/waiting', load: async () => waitingRoutes(deps) },
    { at: '/seizures', load: async () => seizureRoutes(seizures) },
    {
      at: '/seizures/approval',
      load: async () => (await import('./seizures/approval/routes.ts')).approvalRoutes(seizures),
    },
    { at: '/seizures/watches', load: async () => (await import('./seizures/watches/routes.ts')).watchRoutes(seizures) },
    { at: '/seizures/imports', load: async () => (await import('./imports/routes.ts')).importRoutes(seizures.context) },
    { at: '/account', load: async () => (await import('./access/account/routes.ts')).ownAccountRoutes(deps) },
    { at: '/access', load: async () => (await import('./access/routes.ts')).accessRoutes(deps) },
    {
      at: '/access/status',
      load: async () => (await import('./operations/routes.ts')).operationsRoutes({ ...analysis, production }),
    },
    { at: '/access/code-lists', load: async () => (await import('./seizures/codes/routes.ts')).codeRoutes(seizures) },
    { at: '/help', load: async () => (await import('./help/routes.ts')).helpRoutes(deps) },
    { at: '/search', load: async () => (await import('./search/routes.ts')).searchRoutes(deps) },
    {
      at: '/network',
      load: async () =>
        (await import('./network/routes.ts')).networkRoutes({ ...deps, changed: seizures.context.changed }),
    },
    { at: '/network/return', load: async () => (await import('./returns/routes.ts')).returnRoutes(deps) },
    { at: '/cws', load: async () => (await import('./cws/routes.ts')).cwsRoutes(cws) },
    { at: '/cpdb', load: async () => (await import('./cpdb/routes.ts')).cpdbRoutes(cpdb) },
    { at: '/cencomm', load: async () => (await import('./cencomm/routes.ts')).cencommRoutes(cencomm) },
    { at: '/analysis', load: async () => (await import('./analysis/routes.ts')).analysisRoutes(analysis) },
    {
      at: '/reference',
      load: async () => (await import('./reference/routes.ts')).referenceRoutes<Right>(deps, 'member'),
    },
  ];
}

/** What is answered without a session. */
function sessionlessRooms({ pool, cws, checks, missed, securityContact, baseUrl = '' }: RouteDeps): Room<Right>[] {
  const plain = { method: 'get', access: 'public', answers: 'data', sessionless: true } as const;
  const ready = readyz({ database: () => ping(pool), ...checks }, missed);
  const security = securityTxt(securityContact, baseUrl);
  const one = (path: string, handler: Route<Right>['handler']): Room<Right> => ({
    at: path,
    sessionless: true,
    load: async () => [{ ...plain, path, handler }],
  });
  return [
    one('/healthz', healthz),
    one('/readyz', ready),
    one('/.well-known/security.txt', security),
    { at: '/cws/feed', sessionless: true, load: async () => (await import('./cws/feeds/routes.ts')).feedRoutes(cws) },
  ];
}
