import type { CencommRoom } from '../../room.ts';
import { dispose } from './dispose.ts';
import { lapseInvitations, removeEnded } from './keep.ts';

const keeping = 'cencomm-keep';
const disposal = 'cencomm-disposal';

/** What time does to operations: members whose access ended, invitations nobody answered, and what was kept long enough. */
export async function startOperationJobs(room: CencommRoom): Promise<void> {
  await room.jobs.work(keeping, async () => {
    await removeEnded(room);
    await lapseInvitations(room);
  });
  await room.jobs.every(keeping, '*/5 * * * *');
  await room.jobs.work(disposal, () => dispose(room));
  await room.jobs.every(disposal, '17 * * * *');
}
