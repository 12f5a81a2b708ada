import type { ErrorRequestHandler } from 'express';
import { note } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { Forbidden, NotVisible } from '../errors.ts';
import { SignedOut } from './guard.ts';

/**
 * Writes into the trail what a signed-in viewer was refused: a route beyond the level, an act on a record that is another
 * office's, a record that is not visible, a form without its token. Where it cannot be written, the answer is that error.
 */
export function noteRefusals(pool: Pool): ErrorRequestHandler {
  return async (error: unknown, req, _res, next) => {
    const refused = error instanceof NotVisible || (error instanceof Forbidden && !(error instanceof SignedOut));
    if (refused && req.user) await note(pool, req.user, { action: 'page.refused', outcome: 'refused', subject: req.path.slice(0, 200), detail: { why: error.message, method: req.method } });
    next(error);
  };
}
