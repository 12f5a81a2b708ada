import type { Client, Queryable } from '../../db/pool.ts';
import type { Outbox } from '../../mail/index.ts';
import { tellIfWanted } from '../accounts/letters.ts';
import { findLiveReader, listManagers, listWithDuties } from '../accounts/store-people.ts';
import type { Duty, Lang } from '../viewer.ts';
import type { NotificationKind } from './notification-kinds.ts';

type Values = Readonly<Record<string, string | number>>;

interface News {
  readonly about: NotificationKind;
  /** Letter of `mail.json`. */
  readonly kind: string;
  /** The same in every language, or in the reader's. */
  readonly values: Values | ((lang: Lang) => Values);
  /** Path of the page that shows it. */
  readonly path: string;
}

/**
 * Tells a login by letter, if it is live and chose to be told of such things. For features that know people by their
 * logins.
 */
export async function tellLogin(
  client: Client,
  outbox: Outbox,
  loginId: string,
  { about, kind, values, path }: News,
): Promise<void> {
  const reader = await findLiveReader(client, loginId);
  if (reader) await tellIfWanted(client, { outbox }, reader, about, kind, saying(values), path);
}

/**
 * Tells whoever looks after an office (its contact points, its RILO officers, the administrators of the Secretariat),
 * but the one who acts. Returns how many there are: with 0 nobody would ever see what it is about.
 */
export async function tellOffice(
  client: Client,
  outbox: Outbox,
  officeId: number,
  { about, kind, values, path }: News,
  but = '',
): Promise<number> {
  const readers = await listManagers(client, officeId);
  for (const reader of readers.filter(({ loginId }) => loginId !== but))
    await tellIfWanted(client, { outbox }, reader, about, kind, saying(values), path);
  return readers.length;
}

/** Whether anybody looks after an office, who would read what it is told. */
export async function isLookedAfter(on: Queryable, officeId: number): Promise<boolean> {
  return (await listManagers(on, officeId)).length > 0;
}

function saying(values: News['values']): (lang: Lang) => Values {
  return typeof values === 'function' ? values : () => values;
}

/** Whether a login is that of an account that lives. */
export async function findLogin(on: Queryable, loginId: string): Promise<boolean> {
  return (await findLiveReader(on, loginId)) !== undefined;
}

/** Logins of living accounts that have one of some duties, in order. */
export async function findDutyLogins(on: Queryable, duties: readonly Duty[]): Promise<string[]> {
  return (await listWithDuties(on, duties)).map(({ loginId }) => loginId);
}
