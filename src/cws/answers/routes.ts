import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import * as answerPages from './pages.ts';

/** What readers of an alert answer its issuer. Which alerts and answers, their scope decides. */
export function answerRoutes(context: CwsContext): Route<Right>[] {
  const pages = handlersOf(context, answerPages);
  const [own, access] = ['/cws/alerts/:ref/answers', 'member'] as const;
  return [
    { method: 'get', path: own, access, handler: pages.show },
    { method: 'post', path: `${own}/report`, access, handler: pages.postReport },
    { method: 'post', path: `${own}/report/:id/withdrawal`, access, handler: pages.postTakingBack },
    { method: 'post', path: `${own}/question`, access, handler: pages.postQuestion },
    { method: 'post', path: `${own}/question/:id`, access, handler: pages.postReply },
  ];
}
