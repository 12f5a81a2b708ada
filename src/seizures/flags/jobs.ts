import type { SeizuresContext } from '../context.ts';
import { quantityNorms } from '../checks/store-usual-quantities.ts';
import { inTransaction } from '../../db/transaction.ts';
import { latestToday } from '../../text/plain-date.ts';
import { now } from '../../text/clock.ts';
import { findPairs } from '../duplicates/store-pairs.ts';
import { doubtsOf, idOf } from './flag.ts';
import { flagsOf } from './flags-of.ts';
import { countOthers, listSettled, lockUnchecked, writeFlags } from './store-flags.ts';
import { readUsualPlaces } from './store-usual-places.ts';

const queue = 'seizures-flags';
/** Records in one transaction. */
const batch = 200;

type Context = Pick<SeizuresContext, 'jobPool' | 'lists'>;

/** Takes up the flags of new and amended records: at once when this process changed one, each minute for the rest. */
export async function startFlagJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_data, signal) => {
    await flagUnchecked(context, signal);
  });
  await context.jobs.every(queue, '* * * * *');
}

/** Asks for the flags of what was just written. */
export async function queueFlags({ jobs, log }: Pick<SeizuresContext, 'jobs' | 'log'>): Promise<void> {
  try {
    await jobs.send(queue, {}, queue);
  } catch (error) {
    log.warn({ err: error }, 'flags wait for their minute');
  }
}

/**
 * Works out the flags of every record whose version has none, a batch a transaction: one that is killed begins again
 * where it was. Returns how many.
 */
export async function flagUnchecked(context: Context, signal?: AbortSignal): Promise<number> {
  const [quantityNorm, usualPlaces] = await Promise.all([
    quantityNorms(context.jobPool),
    readUsualPlaces(context.jobPool),
  ]);
  const evidence = { today: latestToday(now()), lookUp: context.lists.lookUp, quantityNorm, usualPlaces };
  let flagged = 0;
  for (let done = batch; done === batch && signal?.aborted !== true; flagged += done)
    done = await flagBatch(context, evidence);
  return flagged;
}

async function flagBatch({ jobPool }: Context, evidence: Parameters<typeof flagsOf>[1]): Promise<number> {
  return inTransaction(jobPool, async client => {
    const records = await lockUnchecked(client, batch);
    if (records.length === 0) return 0;
    const others = await countOthers(client, [...new Set(records.map(({ officeId }) => officeId))]);
    const ids = records.map(({ id }) => id);
    const settled = await listSettled(client, ids);
    await writeFlags(
      client,
      records.map(one => {
        const flags = flagsOf(one.record, evidence, {
          ...one,
          others: others.get(one.officeId) ?? { other: 0, of: 0 },
          confirmed: one.counted,
        });
        const open = flags.filter(flag => !settled.get(one.id)?.has(idOf(flag)));
        return { id: one.id, version: one.version, flags, doubts: doubtsOf(open) };
      }),
    );
    await findPairs(client, ids);
    return records.length;
  });
}
