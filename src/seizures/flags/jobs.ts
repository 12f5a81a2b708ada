import type { SeizuresContext } from '../context.ts';
import { quantityNorms } from '../checks/store-usual-quantities.ts';
import { inTransaction } from '../../db/transaction.ts';
import { latestToday } from '../../text/plain-date.ts';
import { now } from '../../text/clock.ts';
import { findPairs } from '../duplicates/store-pairs.ts';
import { doubtsOf, idOf } from './flag.ts';
import { flagsOf } from './flags-of.ts';
import { countOthers, listSettled, lockDue, settleDue, writeFlags } from './store-flags.ts';
import { readUsualPlaces } from './store-usual-places.ts';

const queue = 'seizures-flags';
/** Records in one transaction. */
const batch = 200;

type Context = Pick<SeizuresContext, 'jobPool' | 'lists'>;

/** Takes up the flags of new and amended records: at once when this process changed one, each minute for the rest. */
export async function startFlagJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_data, signal) => {
    await flagDue(context, signal);
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
 * Works out the flags of every record that waits for it, a batch a transaction: one that is killed begins again where
 * it was. Returns how many.
 */
export async function flagDue(context: Context, signal?: AbortSignal): Promise<number> {
  const [quantityNorm, usualPlaces] = await Promise.all([
    quantityNorms(context.jobPool),
    readUsualPlaces(context.jobPool),
  ]);
  const evidence = { today: latestToday(now()), lookUp: context.lists.lookUp, quantityNorm, usualPlaces };
  let flagged = 0;
  // Behind the last batch: what was taken off the list before it is passed over each time until it is cleared away.
  for (let last: number | undefined = 0; last !== undefined && signal?.aborted !== true; ) {
    const records: Batch = await flagBatch(context, evidence, last);
    flagged += records.length;
    last = records.length === batch ? records.at(-1)?.id : undefined;
  }
  return flagged;
}

type Batch = Awaited<ReturnType<typeof lockDue>>;

async function flagBatch({ jobPool }: Context, evidence: Parameters<typeof flagsOf>[1], after: number): Promise<Batch> {
  return inTransaction(jobPool, async client => {
    const due = await lockDue(client, { after, most: batch });
    if (due.length === 0) return due;
    const records = due.filter(({ isInForce }) => isInForce);
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
    await settleDue(
      client,
      due.map(({ id }) => id),
    );
    return due;
  });
}
