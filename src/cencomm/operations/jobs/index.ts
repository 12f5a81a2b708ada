import type { CencommContext } from '../../context.ts';
import { dispose } from './dispose.ts';
import { watchMembers } from '../members/proven.ts';
import { tellMoved } from '../members/tell-moved.ts';
import { endLapsedInvitations, removeEnded } from './expire-members.ts';

const expiry = 'cencomm-keep';
const disposal = 'cencomm-disposal';

/** What time does to operations: access ends, invitations lapse, and closed operations are disposed of. */
export async function startOperationJobs(context: CencommContext): Promise<void> {
  await context.jobs.work(expiry, async () => {
    await removeEnded(context);
    await endLapsedInvitations(context);
    await watchMembers(context);
    await tellMoved(context);
  });
  await context.jobs.every(expiry, '*/5 * * * *');
  await context.jobs.work(disposal, () => dispose(context));
  await context.jobs.every(disposal, '17 * * * *');
}
