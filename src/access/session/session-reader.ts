import type { SessionData } from 'express-session';
import type { Pool } from '../../db/pool.ts';
import { together } from '../../db/together.ts';
import { readSession } from '../../web/store-session.ts';
import { findViewerOfSession } from '../store.ts';
import type { Viewer } from '../viewer.ts';

export interface SessionReader {
  /** A session that has not ended, by what its cookie says; whose it is today is read with it. */
  read(sid: string): Promise<SessionData | null>;
  /** Who was read with a session, by what passport keeps in it. Undefined where that was not read from the database. */
  readWith(kept: object | undefined): { readonly viewer: Viewer | undefined } | undefined;
}

/** Every page of an account asks both: one statement for the two. */
export function sessionReader(pool: Pool): SessionReader {
  const found = new WeakMap<object, { readonly viewer: Viewer | undefined }>();
  return {
    async read(sid) {
      const on = together(pool);
      const [session, viewer] = await Promise.all([readSession(on, sid), findViewerOfSession(on, sid)]);
      const kept = keptByPassport(session ?? {});
      if (kept) found.set(kept, { viewer });
      return session;
    },
    readWith: kept => (kept ? found.get(kept) : undefined),
  };
}

export function keptByPassport(session: object): object | undefined {
  return (session as { readonly passport?: object }).passport;
}
