import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Outbox } from '../../mail/index.ts';
import { dueAt } from './due.ts';
import { digestLetter, urgentLetter } from './letter.ts';
import { listUrgent, takeDigests, takeUrgent } from './store.ts';

export interface DigestRoom {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly baseUrl: string;
}

/** Accounts in one transaction: a process that dies loses no more than this many, and they are taken up again. */
const batch = 500;

/** Writes every digest that is due, each once, and answers how many letters that made. May run in several processes at once. */
export async function prepareDigests(room: DigestRoom, now: Date): Promise<number> {
  let letters = 0;
  for (const due of dueAt(now)) {
    for (let took = batch; took === batch;) {
      took = await inTransaction(room.pool, async (client) => {
        const taken = await takeDigests(client, due, now, batch);
        for (const digest of taken.digests) await room.outbox.post(client, digestLetter(digest, due.rhythm, room));
        letters += taken.digests.length;
        return taken.took;
      });
    }
  }
  return letters;
}

/** Tells at once of every urgent document that has come to be read, also at the end of its embargo. Answers how many letters. */
export async function tellOfUrgent(room: DigestRoom, now: Date): Promise<number> {
  let letters = 0;
  for (const id of await listUrgent(room.pool, now)) letters += await tellUrgent(room, id, now);
  return letters;
}

/** Tells at once of an urgent document that may be read now. Again for the same version: nobody. Answers how many letters. */
export async function tellUrgent(room: DigestRoom, documentId: number, now: Date): Promise<number> {
  return inTransaction(room.pool, async (client) => {
    const digests = await takeUrgent(client, documentId, now);
    for (const digest of digests) await room.outbox.post(client, urgentLetter(digest, room));
    return digests.length;
  });
}
