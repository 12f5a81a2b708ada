import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { Seizures } from '../context.ts';
import { base } from './pages/form.ts';
import { codePages } from './pages/pages.ts';
import { changePages } from './pages/pages-change.ts';
import { recodePages } from './pages/pages-recode.ts';
import { wordPages } from './pages/pages-words.ts';

/** Code lists of the portal, which the Secretariat's administrators change. Fixed words come before `:list`. */
export function codeRoutes({ context }: Seizures): Route<Right>[] {
  const [codes, change] = [codePages(context), changePages(context)];
  const [recoding, words] = [recodePages(context), wordPages(context)];
  const [access, one] = ['administrator', `${base}/:list/:code`] as const;
  return [
    { method: 'get', path: base, access, handler: codes.index },
    { method: 'get', path: `${base}/recodings/:id`, access, handler: recoding.recoding },
    { method: 'post', path: `${base}/recodings/:id/undo`, access, handler: recoding.undo },
    { method: 'get', path: `${base}/words`, access, handler: words.list },
    { method: 'get', path: `${base}/words/:list`, access, handler: words.ask },
    { method: 'post', path: `${base}/words/:list`, access, handler: words.turn },
    { method: 'get', path: `${base}/:list`, access, handler: codes.list },
    { method: 'get', path: `${base}/:list/new`, access, handler: codes.ask },
    { method: 'post', path: `${base}/:list/new`, access, handler: codes.add },
    { method: 'get', path: one, access, handler: codes.show },
    { method: 'get', path: `${one}/rename`, access, handler: change.askName },
    { method: 'post', path: `${one}/rename`, access, handler: change.rename },
    { method: 'get', path: `${one}/retire`, access, handler: change.askEnd },
    { method: 'post', path: `${one}/retire`, access, handler: change.retire },
    { method: 'post', path: `${one}/reinstate`, access, handler: change.reinstate },
    { method: 'get', path: `${one}/recode`, access, handler: recoding.ask },
    { method: 'post', path: `${one}/recode`, access, handler: recoding.begin },
  ];
}
