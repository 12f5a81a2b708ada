import type { News } from '../db/news.ts';
import type { Sql } from '../db/sql.ts';

/** When something that waits is to be done. What is due today, or was, is moved up. */
export const bands = ['today', 'week', 'later'] as const;
export type Band = (typeof bands)[number];

/** A thing that waits, or a group of them counted together. */
export interface WaitingRow {
  readonly kind: string;
  /** How many it stands for, up to 100. */
  readonly n: number;
  /** What its address needs; null for a group. */
  readonly ref: string | null;
  /** YYYY-MM-DD. */
  readonly due: string | null;
  /** Since when the oldest waits. */
  readonly at: Date | null;
  /** Further values for its words; `title` is what it is called, `say` the key of what is said of it. */
  readonly more: Readonly<Record<string, string | number | null>> | null;
  /** What is left of a kind after those that are named. */
  readonly rest: boolean;
}

/**
 * One kind of thing that waits, as its room tells it. Its words are `waiting:kind.<kind>`. `rows` selects
 * `n int, ref text, due date, at timestamptz, more jsonb`; rows of none are left out.
 */
export interface WaitingPart {
  readonly kind: string;
  readonly room: string;
  /** Key of the page in the menu that its count stands at. */
  readonly place: string;
  readonly band: Band;
  readonly icon: string;
  readonly rows: Sql;
  readonly href: (row: WaitingRow) => string;
}

/** Tells that something was done or read, so that what waits is counted anew. */
export interface WaitingChanges {
  /** For one account, or for all. */
  changed(accountId?: number): void;
  /** Differs after each change that concerns an account. */
  stamp(accountId: number): string;
}

const most = 5000;

/** Every process is told: an account's next page may come of another. */
export function openWaitingChanges(news: News): WaitingChanges {
  let all = 0;
  const own = new Map<number, number>();
  const note = (accountId?: number): void => {
    if (accountId === undefined || own.size > most) {
      all += 1;
      own.clear();
    } else own.set(accountId, (own.get(accountId) ?? 0) + 1);
  };
  news.hear('waiting', accountId => note(accountId === '' ? undefined : Number(accountId)));
  return {
    changed(accountId) {
      note(accountId);
      news.tell('waiting', accountId === undefined ? '' : String(accountId));
    },
    stamp: accountId => `${all}/${own.get(accountId) ?? 0}`,
  };
}
