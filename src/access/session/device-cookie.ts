import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { deviceDays } from './store-devices.ts';

const name = '__Host-device';
const shape = /(?:^|; )__Host-device=([\w-]{43})(?:;|$)/;

/**
 * The cookie by which a browser is known again: 256 random bits, of which the portal keeps the hash, with the accounts
 * that signed in with it. It opens nothing; it spares its owner the waiting when others guess at the login.
 */
function tokenIn(req: Request): string | undefined {
  return shape.exec(req.get('cookie') ?? '')?.[1];
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(`device/v1/${token}`).digest();
}

/** Hash of the browser's token, as the store knows it; undefined for a browser without one. */
export function deviceOfRequest(req: Request): Buffer | undefined {
  const token = tokenIn(req);
  return token === undefined ? undefined : hashOf(token);
}

/** Gives the browser a token, or the one it has for longer. Returns its hash. */
export function giveDeviceCookie(req: Request, res: Response): Buffer {
  const token = tokenIn(req) ?? randomBytes(32).toString('base64url');
  res.cookie(name, token, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: deviceDays * 86_400_000,
  });
  return hashOf(token);
}
