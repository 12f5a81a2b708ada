import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { SessionData, Store } from 'express-session';
import type { Pool } from '../db/pool.ts';
import { Unavailable } from '../errors.ts';

declare module 'express-session' {
  interface SessionData {
    /** Milliseconds since 1970: when the person signed in, and when a request was last noted. */
    openedAt?: number;
    seenAt?: number;
  }
}

export const idleLimit = 30 * 60_000;
export const absoluteLimit = 12 * 60 * 60_000;
/**
 * How often a request is noted: each note is a write, so not at every one. A session that nobody uses ends up to so
 * long before the idle limit, never after it.
 */
const noteEvery = 5 * 60_000;
/**
 * A time further ahead than clocks of two processes differ: the clock was set back, and how old the session is cannot
 * be told.
 */
const mostAhead = 60_000;

/** Sessions in PostgreSQL, ended by the server after 30 idle minutes or 12 hours, whatever the browser keeps. */
export function sessions(options: {
  pool: Pool;
  read: (sid: string) => Promise<SessionData | null>;
  secret: string;
  secure: boolean;
  now?: () => number;
}): RequestHandler[] {
  const now = options.now ?? Date.now;
  const PgStore = connectPgSimple(session);
  const store = new PgStore({
    pool: options.pool,
    tableName: 'sessions',
    createTableIfMissing: false,
    disableTouch: true,
    ttl: absoluteLimit / 1000,
    pruneSessionInterval: 15 * 60,
    errorLog: () => undefined,
  });
  return [
    session({
      store: withOwnReading(store, options.read),
      secret: options.secret,
      name: '__Host-cen',
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
      proxy: !options.secure,
    }),
    endWhenOld(now),
  ];
}

/**
 * express-session takes an error of the code ENOENT, which is also that of a database whose socket is gone, for "no
 * such session": everybody would be signed out, with a new cookie over the old. And the store's own statement, which
 * every page asks, is planned each time.
 */
function withOwnReading(store: Store, read: (sid: string) => Promise<SessionData | null>): Store {
  store.get = (sid, done) => {
    read(sid).then(
      found => done(null, found),
      (error: unknown) => done(new Unavailable('sessions cannot be read', { cause: error })),
    );
  };
  return store;
}

function endWhenOld(now: () => number): RequestHandler {
  return (req, _res, next) => {
    const { openedAt, seenAt } = req.session;
    if (openedAt === undefined) return isSignedIn(req.session) ? req.session.regenerate(next) : next();
    const time = now();
    const isOver =
      time - openedAt > absoluteLimit ||
      time - (seenAt ?? openedAt) > idleLimit ||
      Math.max(openedAt, seenAt ?? 0) > time + mostAhead;
    if (isOver) return req.session.regenerate(next);
    if (time - (seenAt ?? 0) > noteEvery) req.session.seenAt = time;
    next();
  };
}

/** Passport keeps its user in the session; one without a time of opening could never grow old, so it is ended. */
function isSignedIn(kept: object): boolean {
  return (kept as { passport?: { user?: unknown } }).passport?.user !== undefined;
}
