import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import { runEvery } from '../../jobs/run-every.ts';
import { letDateMove, moveDate } from '../../text/clock.ts';
import { readDays } from './store-clock.ts';

/** Seconds after which every process and thread of an evaluation has followed a moved date. */
export const followSeconds = 1;

/** Lets the date of this process follow the one of the evaluation. Returns what stops it. */
export async function followDate(pool: Pool, log: Logger): Promise<() => Promise<void>> {
  letDateMove(true);
  const following = runEvery({ name: 'date', seconds: followSeconds, log }, async () => moveDate(await readDays(pool)));
  await following.first;
  return async () => {
    await following.stop();
    letDateMove(false);
  };
}
