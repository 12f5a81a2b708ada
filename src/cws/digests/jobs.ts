import { now as portalNow } from '../../text/clock.ts';
import type { CwsContext } from '../context.ts';
import { remindLate } from '../alerts/remind.ts';
import { prepareDigests, tellOpened, tellUrgent } from './prepare.ts';

const queue = 'cws-digests';
const urgentQueue = 'cws-urgent';

/** Takes up the letters of the website: every minute what is due, and an urgent publication as soon as it is one. */
export async function startDigestJobs(context: CwsContext): Promise<void> {
  const digests = { ...context, pool: context.jobPool };
  await context.jobs.work(urgentQueue, async ({ ref }: { ref: string }) => {
    await tellUrgent(digests, ref, portalNow());
  });
  await context.jobs.work(queue, async () => {
    await tellOpened(digests, portalNow());
    await remindLate(digests);
    await prepareDigests(digests, portalNow());
  });
  await context.jobs.every(queue, '* * * * *');
}

/** Has a document that came to be read told now to whom it is urgent. Where this fails, the next look finds it. */
export async function askToTell({ jobs, log }: Pick<CwsContext, 'jobs' | 'log'>, ref: string): Promise<void> {
  await jobs
    .send(urgentQueue, { ref }, ref)
    .catch((error: unknown) => log.error({ err: error, ref }, 'an urgent document could not be told at once'));
}
