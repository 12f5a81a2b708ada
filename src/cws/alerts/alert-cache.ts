import type { Viewer } from '../../access/index.ts';
import type { News } from '../../db/news.ts';
import type { Pool } from '../../db/pool.ts';
import { perAccount } from '../../web/per-account-cache.ts';
import type { WaitingChanges } from '../../web/waiting.ts';
import type { CwsDocument } from '../documents/document.ts';
import { countUnread, hasUrgent, listUnacknowledged } from './store.ts';

/**
 * What every page says of alerts, kept in memory for seconds: with thousands of officers at work, a page asks the
 * database for none of it as a rule. Every process is told of a publication.
 */
export interface AlertWatch {
  /** Urgent alerts in force this viewer has still to acknowledge, newest first. */
  unacknowledged(viewer: Viewer): Promise<readonly CwsDocument[]>;
  /** Unread alerts in force, up to 100. */
  unread(viewer: Viewer): Promise<number>;
  /** Something was published, opened or withdrawn. */
  changed(): void;
  /** An account read or acknowledged something. */
  seen(accountId: number): void;
}

const urgentSeconds = 10;
const unreadSeconds = 60;
const most = 5000;
const none: readonly CwsDocument[] = [];

export function openAlertWatch(pool: Pool, waiting: WaitingChanges, news: News): AlertWatch {
  const urgent = perAccount<{ accountId: number }, boolean>({ seconds: urgentSeconds, most: 1 }, () => hasUrgent(pool));
  const lists = perAccount({ seconds: urgentSeconds, most }, (viewer: Viewer) => listUnacknowledged(pool, viewer));
  const counts = perAccount({ seconds: unreadSeconds, most }, (viewer: Viewer) => countUnread(pool, viewer));
  const clear = (): void => [urgent, lists, counts].forEach(one => one.clear());
  const forget = (accountId: number): void => [lists, counts].forEach(one => one.forget(accountId));
  news.hear('alerts', accountId => (accountId === '' ? clear() : forget(Number(accountId))));
  return {
    async unacknowledged(viewer) {
      return (await urgent.of({ accountId: 0 })) ? lists.of(viewer) : none;
    },
    unread: viewer => counts.of(viewer),
    changed() {
      clear();
      news.tell('alerts');
      waiting.changed();
    },
    seen(accountId) {
      forget(accountId);
      news.tell('alerts', String(accountId));
      waiting.changed(accountId);
    },
  };
}
