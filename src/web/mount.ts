import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { requireToken } from './forms/csrf.ts';
import { readForm } from './forms/form-body.ts';
import type { Route } from './route.ts';
import { readTyped } from './forms/typed-form.ts';

/** What stands before every route, made by the feature that knows what `access` means. */
export interface Walls<A> {
  /** Who may enter. The body of a form is read before, so that nothing typed is lost where the session is over. */
  enter(route: Route<A>): RequestHandler;
  /** What must be proved besides. Behind the token: a foreign form is not offered to be sent again. */
  confirm(route: Route<A>): RequestHandler;
}

/** Joins route tables to their walls. Order on each route: body, who may enter, token, what must be proved, handler. */
export function mount<A>(routes: readonly Route<A>[], walls: Walls<A>): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    const isForm = route.method === 'post' && route.body !== 'upload';
    const chain: RequestHandler[] = isForm
      ? [...readForm, walls.enter(route), checkToken]
      : [...(route.keepsTyped ? readTyped(route.keepsTyped) : []), walls.enter(route)];
    router[route.method](route.path, ...chain, walls.confirm(route), (req, res) => route.handler(req, res));
  }
  return router;
}

const checkToken: RequestHandler = (req: Request, _res, next) => {
  requireToken(req);
  next();
};
