import { checkUrl } from '../../net/safe-fetch.ts';
import type { CwsContext } from '../context.ts';
import { checkLinks } from './check.ts';

const queue = 'cws-link-checks';

/**
 * Takes up the weekly check of links: Mondays at 03:40 UTC, and when asked for. Where the portal may not go out it asks
 * nobody.
 */
export async function startLinkJobs(context: CwsContext): Promise<void> {
  await context.jobs.work(queue, async (_task, signal) => {
    if (!context.outside) return;
    const run = await checkLinks(context, url => checkUrl(url), signal);
    if (run.noWayOut) context.log.warn(run, 'no link answered: the portal has no way out');
  });
  await context.jobs.every(queue, '40 3 * * 1');
}

/** Asks for a check now; a second request while one waits or runs is none. */
export async function askForCheck({ jobs }: Pick<CwsContext, 'jobs'>): Promise<void> {
  await jobs.send(queue, {}, queue);
}
