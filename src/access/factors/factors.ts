import type { Pool } from '../../db/pool.ts';
import type { Outbox } from '../../mail/index.ts';
import { hasDuty, type Viewer } from '../viewer.ts';
import { factorLimits, type FactorLimits } from '../session/sign-in-throttle.ts';
import { seedSeal, type SeedSeal } from './totp.ts';
import type { Site } from './passkeys.ts';

/** What proving and keeping second factors needs. */
export interface Factors {
  readonly pool: Pool;
  readonly seal: SeedSeal;
  readonly limits: FactorLimits;
  readonly site: Site;
  readonly outbox: Outbox;
  /** Whether this account may work only with a second factor. */
  requires(viewer: Viewer): boolean;
}

interface FactorSettings {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly masterKey: Buffer;
  /** Origin the people see. */
  readonly baseUrl: string;
  readonly production: boolean;
}

export function openFactors({ pool, outbox, masterKey, baseUrl, production }: FactorSettings): Factors {
  return {
    pool,
    outbox,
    seal: seedSeal(masterKey),
    limits: factorLimits(pool),
    site: { origin: baseUrl, host: new URL(baseUrl).hostname, name: 'CEN' },
    requires: viewer => production && (viewer.level === 'unlimited' || hasDuty(viewer, 'administrator')),
  };
}
