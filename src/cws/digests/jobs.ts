import type { CwsRoom } from '../room.ts';
import { prepareDigests, tellOfUrgent } from './prepare.ts';

const queue = 'cws-digests';

/** Looks every minute for urgent documents to be told of, and for digests whose hour has struck. */
export async function startDigestJobs({ jobs, jobPool: pool, outbox, texts, baseUrl, log }: Pick<CwsRoom, 'jobs' | 'jobPool' | 'outbox' | 'texts' | 'baseUrl' | 'log'>): Promise<void> {
  const room = { pool, outbox, texts, baseUrl };
  await jobs.work(queue, async () => {
    const now = new Date();
    const letters = await tellOfUrgent(room, now) + await prepareDigests(room, now);
    if (letters > 0) log.info({ letters }, 'told of publications');
  });
  await jobs.every(queue, '* * * * *');
}
