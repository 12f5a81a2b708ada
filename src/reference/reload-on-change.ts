import { setTimeout as sleep } from 'node:timers/promises';
import type { News } from '../db/news.ts';
import type { Queryable } from '../db/pool.ts';
import type { Lists } from './lists.ts';
import type { Offices } from './offices.ts';
import { networkVersion } from './store.ts';

/** Milliseconds before a look that failed is repeated: pages tell of a database that is away. */
const retryAfter = 2000;

interface Kept {
  readonly lists: Lists;
  readonly offices: Offices;
  /** `networkVersion` from before they were read. */
  readonly version: number;
}

/** Reads offices and lists anew when PostgreSQL tells that the network was changed, by whichever process. */
export function reloadOnChange(on: Queryable, news: News, { lists, offices, version }: Kept): void {
  let seen = version;
  let isWanted = false;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const now = await networkVersion(on);
    if (now === seen) return;
    await Promise.all([offices.reload(), lists.reload()]);
    seen = now;
  };
  const lookWhileWanted = async (): Promise<void> => {
    isLooking = true;
    while (isWanted) {
      isWanted = false;
      await look().catch(async () => {
        await sleep(retryAfter, undefined, { ref: false });
        isWanted = true;
      });
    }
    isLooking = false;
  };
  const lookSoon = (): void => {
    isWanted = true;
    if (!isLooking) void lookWhileWanted();
  };
  news.hear('network', lookSoon);
  // What was changed since the version was read was told to nobody.
  lookSoon();
}
