import type { CencommContext } from '../../context.ts';
import { dispose } from './dispose.ts';
import { lapseInvitations, removeEnded } from './expire-members.ts';

const keeping = 'cencomm-keep';
const disposal = 'cencomm-disposal';

/** What time does to operations: members whose access ended, invitations nobody answered, and what was kept long enough. */
export async function startOperationJobs(context: CencommContext): Promise<void> {
  await context.jobs.work(keeping, async () => {
    await removeEnded(context);
    await lapseInvitations(context);
  });
  await context.jobs.every(keeping, '*/5 * * * *');
  await context.jobs.work(disposal, () => dispose(context));
  await context.jobs.every(disposal, '17 * * * *');
}
