import { Passport, type Authenticator } from 'passport';
import { Strategy } from 'passport-local';
import type { Request, RequestHandler } from 'express';
import type { Origin } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import type { SignInLimits } from './sign-in-throttle.ts';
import { signIn } from './sign-in.ts';
import { findViewer } from '../store.ts';
import { keptByPassport, type SessionReader } from './session-reader.ts';

/** Passport keeps only the account's number in the session; who that is today is read with it at every request. */
export function setUpPassport(
  pool: Pool,
  sessions: SessionReader,
  limits: SignInLimits,
  known: (req: Request, loginId: string) => Promise<string | undefined>,
): { middleware: RequestHandler[]; passport: Authenticator } {
  const passport: Authenticator = new Passport() as Authenticator;
  passport.use(
    new Strategy(
      { usernameField: 'loginId', passwordField: 'password', passReqToCallback: true },
      (req: Request, loginId: string, password: string, done) => {
        known(req, loginId)
          .then(who => signIn(pool, limits, { loginId, password, origin: originOf(req), known: who }))
          .then(account => (account ? findViewer(pool, account.id) : undefined))
          .then(viewer => done(null, viewer ? { ...viewer, origin: originOf(req) } : false))
          .catch(done);
      },
    ),
  );
  passport.serializeUser((user, done) => done(null, user.accountId));
  passport.deserializeUser((req: Request, id: number, done: (error: unknown, user?: Express.User | false) => void) => {
    const read = sessions.readWith(keptByPassport(req.session));
    (read ? Promise.resolve(read.viewer) : findViewer(pool, id, req.sessionID))
      .then(viewer => done(null, viewer?.accountId === id ? { ...viewer, origin: originOf(req) } : false))
      .catch(done);
  });
  return { middleware: [passport.initialize(), passport.session()], passport };
}

export function addressOf(req: Request): string {
  return req.ip ?? 'unknown';
}

/** How a request came, as the trail keeps it. */
export function originOf(req: Request): Origin {
  return { address: addressOf(req), requestId: req.id };
}
