import { tellLogin } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import type { CwsFile } from './file.ts';
import { queueKnowing, startKnowing } from './know.ts';
import { findSender, listForgotten, lockWaiting, setClean, setRefused } from './store.ts';
import type { CwsContext } from '../context.ts';

const queue = 'cws-examine';
const sweep = 'cws-examine-forgotten';

/** Has a file examined soon; twice for one file is once. */
export async function queueExamination({ jobs }: Pick<CwsContext, 'jobs'>, id: string): Promise<void> {
  await jobs.send(queue, { id }, id);
}

/** The scanner does not answer: the queue asks again, and then the sweep. */
class ScannerAway extends Error {}

/** Takes up the examination of files, and of those whose scanner was away. */
export async function startFileJobs(context: CwsContext): Promise<void> {
  await context.jobs.work<{ id: string }>(queue, ({ id }) => examine(context, id));
  await context.jobs.work<object>(sweep, async () => {
    for (const id of await listForgotten(context.jobPool))
      await examine(context, id).catch((error: unknown) =>
        context.log.warn({ err: error, file: id }, 'a file waits for its scan'),
      );
  });
  await context.jobs.every(sweep, '*/2 * * * *');
  await startKnowing(context);
}

/**
 * Lets a file out of quarantine, or refuses it and takes its content away. With the scanner away it goes on waiting.
 */
async function examine(context: CwsContext, id: string): Promise<void> {
  const { jobPool, intake, outbox } = context;
  await inTransaction(jobPool, async client => {
    const file = await lockWaiting(client, id);
    if (!file) return;
    const found = await intake.examine(file.storedId, file.kind);
    if (found.verdict === 'later') throw new ScannerAway(found.problem);
    if (found.verdict === 'clean') return setClean(client, id, found);
    await setRefused(client, id, found.refusal);
    await tellRefused(client, { outbox }, { ...file, refusal: found.refusal });
    await intake.remove(file.storedId);
  });
  await queueKnowing(context, id);
}

/** Says to who sent a file, by letter, and to the trail that it was refused. */
async function tellRefused(
  client: Client,
  { outbox }: Pick<CwsContext, 'outbox'>,
  { id, name, refusal }: Pick<CwsFile, 'id' | 'name'> & { readonly refusal: FileRefusal },
): Promise<void> {
  const sender = await findSender(client, id);
  const own = sender?.isOfReferral
    ? ({ about: 'referral', action: 'referral.fileRefused', path: `/cws/referrals/${sender.ref}` } as const)
    : ({ about: 'cws', action: 'document.fileRefused', path: `/cws/documents/${sender?.ref}/files` } as const);
  if (sender)
    await tellLogin(client, outbox, sender.loginId, {
      about: own.about,
      kind: 'fileRefused',
      values: { ref: sender.ref, file: name },
      path: own.path,
    });
  await note(
    client,
    {},
    { action: own.action, outcome: 'refused', subject: `file:${id}`, detail: { reason: refusal.reason, file: name } },
  );
}
