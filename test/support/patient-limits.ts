import type { PoolLimits } from '../../src/db/pool.ts';

/** A loaded machine may take longer than any page may. Tests of the limits themselves keep those of production. */
export const patientLimits: PoolLimits = { connectTimeout: 120_000, statementTimeout: 120_000 };
