import type { Request, RequestHandler, Response } from 'express';
import { placeIn } from '../db/replica.ts';
import type { Reads } from '../db/reads.ts';
import { atWorkOn, whileDoing } from '../metrics/doing.ts';

const cookieName = '__Host-written';
const inCookie = /(?:^|; )__Host-written=([\dA-F]{1,8})-([\dA-F]{1,8})(?:;|$)/;
/** Longer than a replica that is still read may be behind. */
const maxAge = 60_000;

/**
 * Has everybody see what they wrote themselves: the answer to a form leaves in a cookie how far the changes were, and
 * what is read next comes from a server that is as far. `alsoAt` are pages that tell what the portal has written
 * meanwhile for whoever looks. A cookie made up only says which server answers.
 */
export function followWrites(reads: Reads, alsoAt: readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (!['GET', 'HEAD'].includes(req.method) || alsoAt.some(path => req.path.startsWith(path))) endWith(res, reads);
    const written = writtenBy(req);
    if (written === undefined) next();
    else whileDoing({ ...atWorkOn(), written }, next);
  };
}

function writtenBy(req: Request): number | undefined {
  const [, high = '', low = ''] = inCookie.exec(req.get('cookie') ?? '') ?? [];
  return placeIn(`${high}/${low}`);
}

/** Ends an answer once it is known how far the changes are: by then, what it tells of is committed. */
function endWith(res: Response, reads: Reads): void {
  const end = res.end.bind(res) as (...given: unknown[]) => Response;
  let isAsked = false;
  res.end = ((...given: unknown[]) => {
    if (isAsked || res.headersSent) return end(...given);
    isAsked = true;
    void reads.written().then(place => {
      const value = place?.replace('/', '-');
      if (value !== undefined && !res.headersSent)
        res.cookie(cookieName, value, { path: '/', secure: true, httpOnly: true, sameSite: 'lax', maxAge });
      end(...given);
    });
    return res;
  }) as Response['end'];
}
