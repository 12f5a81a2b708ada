import type { SessionData } from 'express-session';
import { batched } from '../../db/batched.ts';
import type { Pool } from '../../db/pool.ts';
import { findVisitors, type Visitor } from '../store.ts';
import type { Viewer } from '../viewer.ts';

export interface SessionReader {
  /** A session that has not ended, by what its cookie says; whose it is today is read with it. */
  read(sid: string): Promise<SessionData | null>;
  /** Who was read with a session, by what passport keeps in it. Undefined where that was not read from the database. */
  readWith(kept: object | undefined): { readonly viewer: Viewer | undefined } | undefined;
}

/** Every page of an account asks both: one statement for the two, and for all pages that ask at a time. */
export function sessionReader(pool: Pool): SessionReader {
  const found = new WeakMap<object, Visitor>();
  const find = batched((sids: readonly string[]) => findVisitors(pool, sids));
  return {
    async read(sid) {
      const visitor = await find(sid);
      const kept = keptByPassport(visitor.session ?? {});
      if (kept) found.set(kept, visitor);
      return visitor.session;
    },
    readWith: kept => (kept ? found.get(kept) : undefined),
  };
}

export function keptByPassport(session: object): object | undefined {
  return (session as { readonly passport?: object }).passport;
}
