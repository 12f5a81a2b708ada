import type { Client } from '../../db/pool.ts';
import type { Outbox } from '../../mail/index.ts';
import { tellIfWanted } from '../accounts/letters.ts';
import { findLiveReader, listManagers } from '../accounts/store-people.ts';
import type { NotificationKind } from './notifications.ts';

export interface News {
  readonly about: NotificationKind;
  /** Letter of `mail.json`. */
  readonly kind: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Path of the page that shows it. */
  readonly path: string;
}

/** Tells a login by letter, if it is live and chose to be told of such things. For rooms that know people by their logins. */
export async function tellLogin(outbox: Outbox, client: Client, loginId: string, { about, kind, values, path }: News): Promise<void> {
  const reader = await findLiveReader(client, loginId);
  if (reader) await tellIfWanted({ outbox }, client, reader, about, kind, () => values, path);
}

/**
 * Tells whoever looks after an office (its contact points, its RILO officers, the administrators of the Secretariat), but the
 * one who acts. Answers how many there are: with 0 nobody would ever see what it is about.
 */
export async function tellOffice(outbox: Outbox, client: Client, officeId: number, { about, kind, values, path }: News, but = ''): Promise<number> {
  const readers = await listManagers(client, officeId);
  for (const reader of readers.filter(({ loginId }) => loginId !== but)) await tellIfWanted({ outbox }, client, reader, about, kind, () => values, path);
  return readers.length;
}
