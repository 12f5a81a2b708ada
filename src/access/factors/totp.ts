import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { deriveKey, open, seal, type Context } from '../../crypto/envelope.ts';

const seedLength = 20;
const period = 30;

/** Keeps seeds so that a copy of the database is not enough to make codes. */
export interface SeedSeal {
  /** Sealed for one account. */
  seal(accountId: number, seed: Buffer): Buffer;
  /** Throws BrokenSeal when damaged, forged, moved from another account, or sealed under another master key. */
  open(accountId: number, sealed: Buffer): Buffer;
}

export function seedSeal(masterKey: Buffer): SeedSeal {
  const key = deriveKey(masterKey, 'totp', 'totp/v1/wrap');
  const contextOf = (accountId: number): Context => ['totp', 'seed', 1, accountId];
  return {
    seal: (accountId, seed) => seal(key, contextOf(accountId), seed),
    open: (accountId, sealed) => open(key, contextOf(accountId), sealed),
  };
}

export function newSeed(): Buffer {
  return randomBytes(seedLength);
}

/**
 * The time step whose code this is: now's, or its neighbour for clocks that differ. Undefined for any other text. A
 * step may be used once only: that is kept in the store, not here.
 */
export function stepOf(seed: Buffer, code: string, now: number): number | undefined {
  const digits = code.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = generatorOf(seed).validate({ token: digits, timestamp: now, window: 1 });
  return delta === null ? undefined : TOTP.counter({ period, timestamp: now }) + delta;
}

/** What the QR code says to an authenticator app. */
export function appAddress(seed: Buffer, label: string, issuer: string): string {
  return generatorOf(seed, label, issuer).toString();
}

/** The seed to be typed where no picture can be taken, in groups of four. */
export function readableSeed(seed: Buffer): string {
  return (secretOf(seed).base32.match(/.{1,4}/g) ?? []).join(' ');
}

/**
 * SHA-1, six digits and 30 seconds are what every authenticator app reads; the seed of 160 bits carries the strength.
 */
function generatorOf(seed: Buffer, label = 'account', issuer = 'CEN'): TOTP {
  return new TOTP({ secret: secretOf(seed), label, issuer, algorithm: 'SHA1', digits: 6, period });
}

function secretOf(seed: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(seed).buffer });
}
