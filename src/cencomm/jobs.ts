import { startWakingJobs } from './duty/wake.ts';
import { startFileJobs } from './files/jobs.ts';
import { startKeyJobs } from './keys/scheduled-rotation.ts';
import { startNoticeJobs } from './live/email-notice.ts';
import { startOperationJobs } from './operations/jobs/index.ts';
import { startTextJobs } from './texts/read-texts.ts';
import type { CencommContext } from './context.ts';

/** Registers everything CENcomm does without a request. */
export async function startCencommJobs(context: CencommContext): Promise<void> {
  await Promise.all([
    startFileJobs(context),
    startTextJobs(context),
    startOperationJobs(context),
    startKeyJobs(context),
    startNoticeJobs(context),
    startWakingJobs(context),
  ]);
}
