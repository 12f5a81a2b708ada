import type { ErrorRequestHandler, Request } from 'express';
import { noteRefusal } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { DomainError, Forbidden, NotVisible } from '../errors.ts';
import type { Walls } from '../web/mount.ts';
import type { Factors } from './factors/factors.ts';
import { isWithin, proofLimit } from './session/pages-session.ts';
import { shownPath } from '../web/requests/request.ts';
import { rights, type Right } from './rights.ts';
import type { Viewer } from './viewer.ts';

declare global {
  namespace Express {
    interface User extends Viewer {}
  }
}

/** The signed-in viewer. Only behind a guarded route, where there is one. */
export function viewerOf(req: Request): Viewer {
  if (!req.user) throw new Forbidden('no viewer');
  return req.user;
}

/**
 * Thrown for a signed-out request to a guarded route; the error handler sends pages to sign-in and answers 401 to data.
 */
export class SignedOut extends Forbidden {
  readonly answers: 'page' | 'data';
  constructor(answers: 'page' | 'data') {
    super('signed out');
    this.answers = answers;
  }
}

/**
 * Thrown where an account may work only with a second factor and has none: it is led to set one up. Not a refusal of a
 * right.
 */
export class FactorMissing extends DomainError {
  constructor() {
    super('factor_missing', 403, 'a second factor is required');
  }
}

/**
 * Thrown where one must prove again that it is oneself; the error handler asks, and then goes on. Not a refusal of a
 * right.
 */
export class ProofNeeded extends DomainError {
  constructor() {
    super('proof_needed', 403, 'confirm that it is you');
  }
}

/** Whether this session proved its second factor (or, without one, its password) within the last 10 minutes. */
export function hasProved(req: Request): boolean {
  return isWithin(proofLimit, req.session.provedAt);
}

/**
 * For a handler that finds out by itself that the request needs a fresh proof. Throws what makes the portal ask for it.
 */
export function requireStepUp(req: Request): void {
  if (!hasProved(req)) throw new ProofNeeded();
}

/**
 * The walls of every route: who may enter, with which proof. `enter` stands before the body is used, `confirm` behind
 * the form's token.
 */
export function guardFor(factors: Pick<Factors, 'requires'>): Walls<Right> {
  return {
    enter:
      ({ access, answers, withoutFactor }) =>
      (req, _res, next) => {
        if (access === 'public') return next();
        if (!req.user) throw new SignedOut(answers ?? 'page');
        if (!withoutFactor && !req.user.hasFactor && factors.requires(req.user)) throw new FactorMissing();
        if (!rights[access](req.user)) throw new Forbidden(`needs ${access}`);
        next();
      },
    confirm:
      ({ stepUp }) =>
      (req, _res, next) => {
        if (stepUp) requireStepUp(req);
        next();
      },
  };
}

/**
 * Writes into the trail what a signed-in viewer was refused: a route beyond the level, an act on a record that is
 * another office's, a record that is not visible, a form without its token. Where it cannot be written, the answer is
 * that error.
 */
export function noteRefusals(pool: Pool): ErrorRequestHandler {
  return async (error: unknown, req, _res, next) => {
    const refused = error instanceof NotVisible || (error instanceof Forbidden && !(error instanceof SignedOut));
    if (refused && req.user)
      await noteRefusal(pool, req.user, {
        action: 'page.refused',
        sort: error instanceof NotVisible ? 'not visible' : 'not allowed',
        subject: shownPath(req.path).slice(0, 200),
        detail: { why: error.message, method: req.method },
      });
    next(error);
  };
}
