import type { Pool, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CwsContext, FollowedNews } from '../context.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Outbox, WaitingLetter } from '../../mail/index.ts';
import { dueAt } from './due.ts';
import { digestLetter, digestOf, noticeLetter, officeLetter, urgentLetter } from './letter.ts';
import { mayStillGo, takeDigests } from './store.ts';
import { mayGoToOffice, takeOfficeLetters } from './store-offices.ts';
import { listToTell, takeNotices, takeUrgent } from './store-at-once.ts';

export interface DigestContext {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly texts: Texts;
  readonly baseUrl: string;
  readonly followed?: Pick<NonNullable<CwsContext['followed']>, 'news'>;
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
        const taken = await takeDigests(client, due, now, batch, context.followed?.news);
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
 * Tells at once of a document that was withdrawn or corrected whoever relied on it, and of an urgent one whoever may
 * read it now, and the mailboxes of their offices. Again for the same version: nobody. Returns how many letters to
 * accounts.
 */
export async function tellUrgent(context: DigestContext, ref: string, now: Date): Promise<number> {
  return inTransaction(context.pool, async client => {
    // Who reads of the correction needs no second letter that the new version is urgent: one key stands for both.
    const notices = await takeNotices(client, ref, now);
    for (const digest of notices) await context.outbox.post(client, noticeLetter(digest, context));
    const digests = await takeUrgent(client, ref, now);
    for (const digest of digests) await context.outbox.post(client, urgentLetter(digest, context));
    for (const one of await takeOfficeLetters(client, ref))
      await context.outbox.post(client, officeLetter(one, context));
    return notices.length + digests.length;
  });
}

/**
 * Hours in which what is told at once is looked for again: the process that published it may have died before it told
 * anybody.
 */
const urgentHours = 6;

/** Tells of everything of the last hours whoever was not told yet: also where an embargo ended by itself. */
export async function tellOpened(context: DigestContext, now: Date): Promise<number> {
  let letters = 0;
  for (const ref of await listToTell(context.pool, now, urgentHours)) letters += await tellUrgent(context, ref, now);
  return letters;
}

/**
 * For the outbox, as a letter is about to leave: whether every line of it is still for its reader. Letters of others
 * always are.
 */
export async function isLetterRight(
  on: Queryable,
  { kind, about, recipient }: WaitingLetter,
  news?: FollowedNews,
): Promise<boolean> {
  if (kind === 'cwsOffice') {
    const [officeId = '', ref = ''] = (about ?? '').split(' ');
    return mayGoToOffice(on, Number(officeId), ref);
  }
  return !kind.startsWith('cwsDigest.') || about === null || mayStillGo(on, { ...digestOf(about), recipient }, news);
}
