import { inTransaction } from '../../db/transaction.ts';
import { Refused } from '../../files/kinds/kinds.ts';
import type { CwsContext } from '../context.ts';
import { keepFingerprint, listUnknown } from './store-known.ts';

const queue = 'cws-know-all';
/** Pictures in a row, before others get their turn. */
const together = 20;

type Context = Pick<CwsContext, 'jobPool' | 'jobs' | 'intake' | 'log'>;

/** Makes the fingerprints of pictures of documents: of new ones soon, of those that were there until there is none. */
export async function startKnowing(context: Context): Promise<void> {
  await context.jobs.work<object>(queue, async () => {
    const files = await listUnknown(context.jobPool, together);
    for (const file of files) await know(context, file);
    if (files.length === together) await context.jobs.send(queue, {}, files.at(-1)?.id ?? '');
  });
  await context.jobs.every(queue, '*/10 * * * *');
  await context.jobs.send(queue, {}, 'start');
}

/** Has pictures that were just examined known soon. */
export async function queueKnowing({ jobs }: Pick<Context, 'jobs'>, id: string): Promise<void> {
  await jobs.send(queue, {}, id);
}

/** From what is shown of it, which is ours; one nothing can be made of is not asked again. */
async function know(
  { jobPool, intake, log }: Context,
  { id, derivatives }: Awaited<ReturnType<typeof listUnknown>>[number],
): Promise<void> {
  const shown = derivatives.find(({ size }) => size === 'card') ?? derivatives[0];
  let fingerprint: Uint8Array = new Uint8Array();
  try {
    if (shown) ({ fingerprint = fingerprint } = await intake.knownByStored(shown.storedId, shown.kind));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.warn({ err: error, file: id }, 'no fingerprint can be made of a picture');
  }
  await inTransaction(jobPool, client => keepFingerprint(client, id, fingerprint));
}
