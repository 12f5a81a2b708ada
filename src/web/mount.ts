import { Router, type Request, type RequestHandler } from 'express';
import { Unavailable } from '../errors.ts';
import { requireToken } from './forms/csrf.ts';
import { readForm } from './forms/form-body.ts';
import type { Room, Route } from './route.ts';
import { readTyped } from './forms/typed-form.ts';

/** What stands before every route, made by the feature that knows what `access` means. */
export interface Walls<A> {
  /** Who may enter. The body of a form is read before, so that nothing typed is lost where the session is over. */
  enter(route: Route<A>): RequestHandler;
  /** What must be proved besides. Behind the token: a foreign form is not offered to be sent again. */
  confirm(route: Route<A>): RequestHandler;
}

/**
 * Joins route tables to their walls. Order on each route: body, who may enter, token, what must be proved, handler. An
 * address is looked for among those that begin as it does: of some 500 one after the other it took a third of a
 * millisecond.
 */
export function mount<A>(rooms: readonly Room<A>[], walls: Walls<A>): RequestHandler {
  const entries = new Map(rooms.map(room => [room.at.slice(1), entryOf(room, walls)]));
  return (req, res, next) => {
    const [, first = '', second = ''] = req.path.split('/', 3);
    const enter = entries.get(`${first}/${second}`) ?? entries.get(first);
    if (enter) enter(req, res, next);
    else next();
  };
}

/** Loads a room at its first request. Those that come meanwhile wait for the same; what failed is tried by the next. */
function entryOf<A>(room: Room<A>, walls: Walls<A>): RequestHandler {
  let router: Router | undefined;
  let loading: Promise<Router> | undefined;
  const load = async (): Promise<Router> => {
    try {
      return (router = routerOf(room, await room.load(), walls));
    } catch (cause) {
      throw new Unavailable(`the room at ${room.at} could not be loaded`, { cause });
    }
  };
  return (req, res, next) => {
    if (router) return void router(req, res, next);
    loading ??= load().finally(() => (loading = undefined));
    loading.then(loaded => loaded(req, res, next)).catch(next);
  };
}

function routerOf<A>({ at, sessionless }: Room<A>, routes: readonly Route<A>[], walls: Walls<A>): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    const isOurs = route.path === at || route.path.startsWith(`${at}/`);
    if (!isOurs || route.sessionless !== sessionless)
      throw new Error(`${route.path} is no address of the room at ${at}`);
    add(router, route, walls);
  }
  return router;
}

function add<A>(room: Router, route: Route<A>, walls: Walls<A>): void {
  const isForm = route.method === 'post' && route.body !== 'upload';
  const chain: RequestHandler[] = isForm
    ? [...readForm, walls.enter(route), ...(route.oneClick ? [] : [checkToken])]
    : [...(route.keepsTyped ? readTyped(route.keepsTyped) : []), walls.enter(route)];
  room[route.method](route.path, ...chain, walls.confirm(route), (req, res) => route.handler(req, res));
}

const checkToken: RequestHandler = (req: Request, _res, next) => {
  requireToken(req);
  next();
};
