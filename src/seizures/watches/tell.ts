import { rights, viewerOfAccount, type Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Language } from '../../i18n/index.ts';
import { isAddress, type Letter, type WaitingLetter } from '../../mail/index.ts';
import { now as portalNow } from '../../text/clock.ts';
import type { Seizures } from '../context.ts';
import { readingOf, searchingOf } from './saved-search.ts';
import {
  findEmail,
  findLeaving,
  findTellable,
  insertLetter,
  markTold,
  takeBack,
  takeDueWatch,
  type DueWatch,
  type Tellable,
} from './store-letters.ts';
import { lockNumbers } from './store-hits.ts';
import { findMailbox } from './store-watches.ts';
import type { Watch } from './watch.ts';

export const letterKind = 'watchNews';

/**
 * Writes the letters of every list that is due, each in the transaction that marks its records as told: a process that
 * dies has written all of it or nothing. Returns how many letters.
 */
export async function tellWatches(seizures: Seizures, now: Date = portalNow()): Promise<number> {
  let letters = 0;
  for (;;) {
    const written = await inTransaction(seizures.context.jobPool, client => tellNext(client, seizures, now));
    if (written === undefined) return letters;
    letters += written;
  }
}

async function tellNext(client: Client, seizures: Seizures, now: Date): Promise<number | undefined> {
  await lockNumbers(client);
  const watch = await takeDueWatch(client, now);
  if (!watch) return undefined;
  const viewer = await readerOf(client, watch);
  const searching = viewer && searchingOf(viewer, watch, readingOf(seizures));
  const told = searching && (await findTellable(client, { watch, searching, untold: true }));
  await markTold(client, watch, told?.listed ?? [], now);
  if (!viewer || !told || told.listed.length === 0) return 0;
  const recipients = await recipientsOf(client, watch, viewer);
  for (const to of recipients) {
    const id = await insertLetter(client, watch.id, to.isMailbox, told);
    await seizures.context.outbox.post(client, letterOf(seizures, watch, told, { ...to, id }));
  }
  return recipients.length;
}

/** The owner of a list, while they may read the database for the list's office. */
async function readerOf(on: Queryable, watch: Pick<Watch, 'accountId' | 'officeId'>): Promise<Viewer | undefined> {
  const viewer = await viewerOfAccount(on, watch.accountId);
  return viewer && rights['database:read'](viewer) && viewer.office.id === watch.officeId ? viewer : undefined;
}

interface Recipient {
  readonly email: string;
  readonly lang: Language;
  readonly isMailbox: boolean;
}

async function recipientsOf(client: Client, watch: Watch, viewer: Viewer): Promise<Recipient[]> {
  const email = watch.byLetter ? await findEmail(client, viewer.accountId) : null;
  const mailbox = watch.shared && watch.mailbox ? await findMailbox(client, watch.officeId) : undefined;
  return [
    ...(email === null ? [] : [{ email, lang: viewer.lang, isMailbox: false }]),
    ...(mailbox === undefined ? [] : [{ ...mailbox, isMailbox: true }]),
  ].filter(one => isAddress(one.email));
}

/** The letter of a list: how many records, its name and a link; nothing of any record. */
function letterOf(
  { context }: Seizures,
  { id, name, leaveToken }: DueWatch,
  { records, imports, imported }: Tellable,
  to: Recipient & { readonly id: number },
): Letter {
  const t = context.texts.t[to.lang];
  const lines = [
    ...(records > 0 ? [t('watches:letter.records', { count: records })] : []),
    ...(imports > 0
      ? [t('watches:letter.imports', { count: imports, records: t('watches:letter.imported', { count: imported }) })]
      : []),
  ];
  return {
    kind: letterKind,
    to: to.email,
    lang: to.lang,
    values: { count: records + imports, name, lines: lines.join('\n') },
    path: `/seizures/watches/${id}`,
    ...(to.isMailbox ? {} : { leave: `/seizures/watches/leave/${leaveToken}` }),
    about: String(to.id),
  };
}

/**
 * For the outbox, as a letter is about to leave: whether its reader would find every record it counts by the same
 * search now, and whether it still goes to whom it is written to. What is not told so is looked at anew.
 */
export function watchLetters(seizures: Seizures) {
  return {
    async isRight(on: Queryable, { kind, about, recipient }: WaitingLetter): Promise<boolean> {
      if (kind !== letterKind || about === null) return true;
      const id = Number(about);
      if (await mayLeave(on, id, recipient)) return true;
      await takeBack(on, id);
      return false;
    },
  };

  async function mayLeave(on: Queryable, id: number, recipient: string): Promise<boolean> {
    const letter = await findLeaving(on, id);
    const viewer = letter && (await readerOf(on, letter));
    const searching = viewer && searchingOf(viewer, letter, readingOf(seizures));
    if (!searching) return false;
    if ((await addressOf(on, letter)) !== recipient) return false;
    const told = await findTellable(on, { watch: letter, searching, among: letter.listed });
    return told.listed.length === letter.listed.length;
  }

  async function addressOf(on: Queryable, letter: NonNullable<Awaited<ReturnType<typeof findLeaving>>>) {
    if (!letter.toMailbox) return letter.byLetter ? letter.email : null;
    return letter.shared && letter.mailbox ? (await findMailbox(on, letter.officeId))?.email : null;
  }
}
