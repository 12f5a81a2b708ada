import type { Request, Response } from 'express';
import type { SessionData } from 'express-session';
import type { Pool } from '../../db/pool.ts';
import { openSession } from './open-session.ts';
import { giveDeviceCookie } from './device-cookie.ts';
import { insertSession, type LastSignIn, type SessionOf } from './store-sessions.ts';
import { addressOf } from './passport.ts';

declare module 'express-session' {
  interface SessionData {
    /** The password is proved and the second factor is not: gives no right. `at` in milliseconds since 1970. */
    half?: { readonly accountId: number; readonly loginId: string; readonly at: number };
    /** When a second factor (for an account without one, the password) was last proved. Milliseconds since 1970. */
    provedAt?: number;
    /** The sign-in before this one, until it has been shown. */
    lastSignIn?: LastSignIn;
    /** A seed that waits for its first code, sealed, base64. */
    seed?: { readonly sealed: string; readonly at: number };
    /** Where an account that had to set up a factor wanted to go. */
    wanted?: string;
  }
}

const halfLimit = 5 * 60_000;
export const proofLimit = 10 * 60_000;
/** Clocks of two web processes may differ by so much; a time further ahead means that a clock was set back. */
const skew = 60_000;

/**
 * Whether so much time at most has passed since `at`. Not for a time that has not come yet: a clock set back makes
 * nothing last longer.
 */
export function isWithin(limit: number, at: number | undefined, now = Date.now()): boolean {
  return at !== undefined && at <= now + skew && now - at <= limit;
}

export function halfOf(req: Request) {
  const { half } = req.session;
  return half && isWithin(halfLimit, half.at) ? half : undefined;
}

/** Under a new id, so that one planted before sign-in is worth nothing; not signed in yet. */
export async function openHalf(
  req: Request,
  { accountId, loginId }: { accountId: number; loginId: string },
): Promise<void> {
  await renewUnsigned(req, { half: { accountId, loginId, at: Date.now() } });
}

/** Gives a session that is not signed in a new id, and keeps of it what is given. */
export async function renewUnsigned(req: Request, kept: Partial<SessionData>): Promise<void> {
  await called(done => req.session.regenerate(done));
  Object.assign(req.session, kept);
  await save(req);
}

/** Signs the viewer in, under a new id, and notes by what ('password', 'code' …). */
export async function openFor(
  pool: Pool,
  req: Request,
  res: Response,
  viewer: Express.User,
  by: string,
): Promise<void> {
  const now = Date.now();
  await settle(req, viewer, { openedAt: now, provedAt: now });
  const session = { ...sessionOf(req, viewer), browser: giveDeviceCookie(req, res) };
  req.session.lastSignIn = await openSession(pool, viewer, session, by);
  await save(req);
}

/** Gives the session a new id after something was proved or changed: the old one is dead, its age stays. */
export async function renew(pool: Pool, req: Request, viewer: Express.User): Promise<void> {
  const { openedAt = Date.now(), wanted } = req.session;
  await settle(req, viewer, { openedAt, provedAt: Date.now(), ...(wanted === undefined ? {} : { wanted }) });
  await insertSession(pool, sessionOf(req, viewer));
}

/**
 * Saved before the answer leaves: the browser's next request would else read, and write back, a session without its
 * times.
 */
async function settle(
  req: Request,
  viewer: Express.User,
  kept: { openedAt: number; provedAt: number; wanted?: string },
): Promise<void> {
  await called(done => req.logIn(viewer, done));
  Object.assign(req.session, kept, { seenAt: Date.now() });
  await save(req);
}

function sessionOf(req: Request, { accountId }: Express.User): SessionOf {
  return {
    sid: req.sessionID,
    accountId,
    address: addressOf(req),
    device: req.get('user-agent') ?? '',
    openedAt: req.session.openedAt ?? Date.now(),
  };
}

function save(req: Request): Promise<void> {
  return called(done => req.session.save(done));
}

function called(act: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => act(error => (error ? reject(error as Error) : resolve())));
}
