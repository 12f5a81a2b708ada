import { createHmac, randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

declare global {
  namespace Express {
    interface Request {
      /** Makes the token of a visitor's forms of what is in his cookie. */
      visitorKey?: Buffer;
    }
  }
}

const cookieName = '__Host-visit';
const inCookie = /(?:^|; )__Host-visit=([\w-]{43})(?:;|$)/;

/**
 * Forms of people who are not signed in (sign-in, language, links from letters) need no session: their token is made of
 * a random cookie and a key, so that nobody who passes by makes the portal write anything. Other sites can neither read
 * that cookie nor, by its prefix, set it; nor is it sent with their posts.
 */
export function visitorTokens(secret: string): RequestHandler {
  const key = createHmac('sha256', secret).update('visitor-token/v1').digest();
  return (req, _res, next) => {
    req.visitorKey = key;
    next();
  };
}

/** The token of a visitor's forms; the first gives him the cookie. */
export function visitorToken(req: Request): string {
  return tokenFor(req, keptNonce(req) ?? giveNonce(req));
}

/** The token his cookie asks for; undefined without one. */
export function expectedVisitorToken(req: Request): string | undefined {
  const nonce = keptNonce(req);
  return nonce === undefined ? undefined : tokenFor(req, nonce);
}

function tokenFor({ visitorKey }: Request, nonce: string): string {
  if (!visitorKey) throw new Error('no key for the tokens of visitors');
  return createHmac('sha256', visitorKey).update(nonce).digest('base64url');
}

const given = new WeakMap<Request, string>();

function keptNonce(req: Request): string | undefined {
  return given.get(req) ?? inCookie.exec(req.get('cookie') ?? '')?.[1];
}

function giveNonce(req: Request): string {
  const nonce = randomBytes(32).toString('base64url');
  given.set(req, nonce);
  req.res?.cookie(cookieName, nonce, { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
  return nonce;
}
