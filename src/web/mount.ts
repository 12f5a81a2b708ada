import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { requireToken } from './csrf.ts';
import { readForm } from './form-body.ts';
import type { Route } from './route.ts';

/** Joins route tables to a guard per access value. Order on each route: guard, body, token, handler. */
export function mount<A>(routes: readonly Route<A>[], guard: (access: A, answers: 'page' | 'data') => RequestHandler): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    const chain: RequestHandler[] = [];
    if (route.method === 'post' && route.body !== 'upload') chain.push(...readForm);
    chain.push(guard(route.access, route.answers ?? 'page'));
    if (route.method === 'post' && route.body !== 'upload') chain.push(checkToken);
    router[route.method](route.path, ...chain, (req, res) => route.handler(req, res));
  }
  return router;
}

const checkToken: RequestHandler = (req: Request, _res, next) => {
  requireToken(req);
  next();
};
