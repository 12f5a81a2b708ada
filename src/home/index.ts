import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';

export function homeRoutes(_deps: object): Route<Right>[] {
  return [{ method: 'get', path: '/', access: 'account', handler: (_req, res) => res.redirect(303, '/reference') }];
}
