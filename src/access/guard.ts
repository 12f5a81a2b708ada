import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { note } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { Forbidden, NotVisible } from '../errors.ts';
import { shownPath } from '../web/request.ts';
import { rights } from './rights.ts';
import type { Right } from './rights.ts';
import type { Viewer } from './viewer.ts';

declare global {
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface User extends Viewer {}
  }
}

/** The signed-in viewer. Only behind a guarded route, where there is one. */
export function viewerOf(req: Request): Viewer {
  if (!req.user) throw new Forbidden('no viewer');
  return req.user;
}

/** Thrown for a signed-out request to a guarded route; the error handler sends pages to sign-in and answers 401 to data. */
export class SignedOut extends Forbidden {
  readonly answers: 'page' | 'data';
  constructor(answers: 'page' | 'data') {
    super('signed out');
    this.answers = answers;
  }
}

/** Lets through who holds the right and refuses the others; `noteRefusals` writes it down. */
export function guard(right: Right, answers: 'page' | 'data'): RequestHandler {
  return (req, _res, next) => {
    if (right === 'public') return next();
    if (!req.user) throw new SignedOut(answers);
    if (!rights[right](req.user)) throw new Forbidden(`needs ${right}`);
    next();
  };
}

/**
 * Writes into the trail what a signed-in viewer was refused: a route beyond the level, an act on a record that is another
 * office's, a record that is not visible, a form without its token. Where it cannot be written, the answer is that error.
 */
export function noteRefusals(pool: Pool): ErrorRequestHandler {
  return async (error: unknown, req, _res, next) => {
    const refused = error instanceof NotVisible || (error instanceof Forbidden && !(error instanceof SignedOut));
    if (refused && req.user) await note(pool, req.user, { action: 'page.refused', outcome: 'refused', subject: shownPath(req.path).slice(0, 200), detail: { why: error.message, method: req.method } });
    next(error);
  };
}
