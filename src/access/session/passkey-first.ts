import type { Request } from 'express';
import { isWithin } from './pages-session.ts';

declare module 'express-session' {
  interface SessionData {
    /** What a passkey is to sign at the sign-in page. */
    passkeyAsked?: { readonly challenge: string; readonly at: number };
    /** Whose passkey was proved before the password: gives no right. */
    passkeyFirst?: { readonly accountId: number; readonly loginId: string; readonly at: number };
  }
}

/** Milliseconds. */
export const passkeyFirstLimit = 5 * 60_000;

/** The account whose passkey this session proved within five minutes, before any password. */
export function passkeyFirstOf(req: Request) {
  const { passkeyFirst } = req.session;
  return passkeyFirst && isWithin(passkeyFirstLimit, passkeyFirst.at) ? passkeyFirst : undefined;
}
