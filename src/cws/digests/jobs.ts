import type { CwsRoom } from '../room.ts';
import { prepareDigests, tellOpened, tellUrgent } from './prepare.ts';

const queue = 'cws-digests';
const urgentQueue = 'cws-urgent';

/** Takes up the letters of the website: every minute what is due, and an urgent publication as soon as it is one. */
export async function startDigestJobs(room: CwsRoom): Promise<void> {
  const digests = { ...room, pool: room.jobPool };
  await room.jobs.work(urgentQueue, async ({ ref }: { ref: string }) => {
    await tellUrgent(digests, ref, new Date());
  });
  await room.jobs.work(queue, async () => {
    await tellOpened(digests, new Date());
    await prepareDigests(digests, new Date());
  });
  await room.jobs.every(queue, '* * * * *');
}

/** Has a document that came to be read told now to whom it is urgent. Where this fails, the next look finds it. */
export async function askToTell({ jobs, log }: Pick<CwsRoom, 'jobs' | 'log'>, ref: string): Promise<void> {
  await jobs
    .send(urgentQueue, { ref }, ref)
    .catch((error: unknown) => log.error({ err: error, ref }, 'an urgent document could not be told at once'));
}
