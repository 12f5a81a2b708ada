import type { Pool, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Outbox, WaitingLetter } from '../../mail/index.ts';
import { dueAt } from './due.ts';
import { digestLetter, digestOf, urgentLetter } from './letter.ts';
import { listUrgent, mayStillGo, takeDigests, takeUrgent } from './store.ts';

export interface DigestContext {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly baseUrl: string;
}

/** Accounts in one transaction: a process that dies loses no more than this many, and they are taken up again. */
const batch = 500;

/**
 * Writes every digest that is due, each once, and returns how many letters that made. May run in several processes at
 * once.
 */
export async function prepareDigests(context: DigestContext, now: Date): Promise<number> {
  let letters = 0;
  for (const due of dueAt(now)) {
    for (let took = batch; took === batch; ) {
      took = await inTransaction(context.pool, async client => {
        const taken = await takeDigests(client, due, now, batch);
        for (const digest of taken.digests)
          await context.outbox.post(client, digestLetter(digest, due.rhythm, context));
        letters += taken.digests.length;
        return taken.took;
      });
    }
  }
  return letters;
}

/**
 * Tells at once of an urgent document that may be read now. Again for the same version: nobody. Returns how many
 * letters.
 */
export async function tellUrgent(context: DigestContext, ref: string, now: Date): Promise<number> {
  return inTransaction(context.pool, async client => {
    const digests = await takeUrgent(client, ref, now);
    for (const digest of digests) await context.outbox.post(client, urgentLetter(digest, context));
    return digests.length;
  });
}

/**
 * Hours in which an urgent document is looked for again: the process that published it may have died before it told
 * anybody.
 */
const urgentHours = 6;

/** Tells of every urgent document of the last hours whoever was not told yet: also where an embargo ended by itself. */
export async function tellOpened(context: DigestContext, now: Date): Promise<number> {
  let letters = 0;
  for (const ref of await listUrgent(context.pool, now, urgentHours)) letters += await tellUrgent(context, ref, now);
  return letters;
}

/**
 * For the outbox, as a letter is about to leave: whether every line of it is still for its reader. Letters of others
 * always are.
 */
export async function isLetterRight(on: Queryable, { kind, about, recipient }: WaitingLetter): Promise<boolean> {
  return !kind.startsWith('cwsDigest.') || about === null || mayStillGo(on, { ...digestOf(about), recipient });
}
