import { askOutside } from '../../net/outside.ts';
import type { CwsRoom } from '../room.ts';
import { checkLinks } from './check.ts';

const queue = 'cws-link-checks';

/** Takes up the weekly check of links: Mondays at 03:40 UTC, and when asked for. Where the portal may not go out it asks nobody. */
export async function startLinkJobs(room: CwsRoom): Promise<void> {
  await room.jobs.work(queue, async (_task, signal) => {
    if (!room.outside) return;
    const run = await checkLinks(room, url => askOutside(url), signal);
    if (run.noWayOut) room.log.warn(run, 'no link answered: the portal has no way out');
  });
  await room.jobs.every(queue, '40 3 * * 1');
}

/** Asks for a check now; a second request while one waits or runs is none. */
export async function askForCheck({ jobs }: Pick<CwsRoom, 'jobs'>): Promise<void> {
  await jobs.send(queue, {}, queue);
}
