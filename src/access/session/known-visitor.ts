import type { Request } from 'express';
import type { Pool } from '../../db/pool.ts';
import { deviceOfRequest } from './device-cookie.ts';
import { passkeyFirstOf } from './passkey-first.ts';
import { readLogin } from './sign-in.ts';
import { isKnownDevice } from './store-devices.ts';

/** Who tries to sign in, as far as it is known before the password: by a passkey, or by the browser of before. */
export const knownTo =
  (pool: Pool) =>
  async (req: Request, typed: string): Promise<string | undefined> => {
    const loginId = readLogin(typed);
    const first = passkeyFirstOf(req);
    if (first?.loginId === loginId) return `passkey:${first.accountId}`;
    const device = deviceOfRequest(req);
    return device && (await isKnownDevice(pool, loginId, device))
      ? `device:${device.toString('base64url')}:${loginId}`
      : undefined;
  };
