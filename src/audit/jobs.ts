import { checkTrail } from './chain/check.ts';
import { raiseAlarms } from './alarms/raise.ts';
import type { Trail } from './context.ts';
import { sealRows } from './chain/seal-rows.ts';
import { raiseLateness } from './chain/trust.ts';
import type { Actor } from './store-note.ts';
import { tellEndedRefusals } from './store-refusals.ts';
import { makeMonths } from './store-trail.ts';

const sealQueue = 'trail-seals';
const checkQueue = 'trail-checks';

interface CheckTask {
  readonly accountId?: number;
  readonly loginId?: string;
  readonly officeId?: number;
}

/**
 * Starts the trail's jobs in this thread: sealing and alarms every minute, the check at 02:20 UTC and when asked for.
 */
export async function startTrailJobs(trail: Trail): Promise<void> {
  await trail.jobs.work(sealQueue, async () => {
    await tellEndedRefusals(trail.jobPool);
    await sealRows(trail);
    await raiseLateness(trail);
    await raiseAlarms(trail);
  });
  await trail.jobs.work<CheckTask | object>(checkQueue, async task => {
    // Made three months ahead: another night will do.
    await makeMonths(trail.jobPool).catch((error: unknown) =>
      trail.log.warn({ err: error }, 'no month of the trail made'),
    );
    await sealRows(trail);
    const { accountId, loginId, officeId } = (task ?? {}) as CheckTask;
    const actor: Actor =
      accountId === undefined
        ? { loginId: 'job' }
        : { accountId, loginId: loginId ?? null, ...(officeId === undefined ? {} : { office: { id: officeId } }) };
    await checkTrail(trail, actor, accountId === undefined ? 'nightly' : 'asked');
  });
  await trail.jobs.every(sealQueue, '* * * * *');
  await trail.jobs.every(checkQueue, '20 2 * * *');
}

/** Asks for a check now; a second request while one waits or runs is none. */
export async function askForCheck(trail: Trail, { accountId, loginId, office }: Actor): Promise<void> {
  await trail.jobs.send(checkQueue, { accountId, loginId, officeId: office?.id }, checkQueue);
}
