import { createHash, timingSafeEqual } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import { Forbidden } from '../../errors.ts';
import { expectedVisitorToken, visitorToken } from './visitor-token.ts';

const { generateToken, getTokenFromRequest, getTokenFromState } = csrfSync({
  size: 32,
  getTokenFromRequest: (req: Request) => {
    const token: unknown = (req.body as { _csrf?: unknown } | undefined)?._csrf;
    return typeof token === 'string' ? token : undefined;
  },
});

/** The request came from our own pages but its token is of an earlier session: what was typed may be sent again. */
export class StaleForm extends Forbidden {}

/**
 * First wall of every change: browsers say where a request comes from. Foreign origins are refused before any body is
 * read. Old browsers without these headers fall through to the token.
 */
export const refuseForeign: RequestHandler = (req, _res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') return next();
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Forbidden('request from another site');
  const origin = req.get('origin');
  if (site === undefined && origin !== undefined && URL.parse(origin)?.host !== req.get('host')) {
    throw new Forbidden('request from another origin');
  }
  next();
};

/** Second wall: the token of the session. Call it once the body is read. */
export function requireToken(req: Request): void {
  const given = getTokenFromRequest(req);
  const kept = hasSession(req) ? getTokenFromState(req) : expectedVisitorToken(req);
  if (given && kept && isSame(given, kept)) return;
  if (req.get('sec-fetch-site') === 'same-origin') throw new StaleForm('stale form token');
  throw new Forbidden('missing or foreign form token');
}

/** In constant time: csrf-sync compares letter by letter, and how long that takes tells how many fit. */
function isSame(given: string, kept: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(kept));
}

/** The session's token, made when first asked for; without a session that of the visitor. */
export function tokenOf(req: Request): string {
  return hasSession(req) ? generateToken(req) : visitorToken(req);
}

/** Whether there is a session that is kept anyway: somebody is signed in, or half so, or it has its token. */
function hasSession(req: Request): boolean {
  const { user, session } = req;
  return user !== undefined || session?.half !== undefined || session?.csrfToken !== undefined;
}
