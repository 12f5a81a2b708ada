import type { Viewer } from '../../access/index.ts';
import type { News } from '../../db/news.ts';
import type { Pool } from '../../db/pool.ts';
import { keepReads } from '../../web/kept-reads.ts';
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
  const accountOf = ({ accountId }: Viewer): number => accountId;
  const urgent = keepReads(
    { seconds: urgentSeconds, most: 1 },
    () => 'all',
    () => hasUrgent(pool),
  );
  const lists = keepReads({ seconds: urgentSeconds, most }, accountOf, viewer => listUnacknowledged(pool, viewer));
  const counts = keepReads({ seconds: unreadSeconds, most }, accountOf, viewer => countUnread(pool, viewer));
  const clear = (): void => [urgent, lists, counts].forEach(one => one.clear());
  const forget = (accountId: number): void => [lists, counts].forEach(one => one.forget(accountId));
  news.hear('alerts', accountId => (accountId === '' ? clear() : forget(Number(accountId))));
  return {
    async unacknowledged(viewer) {
      return (await urgent.of()) ? lists.of(viewer) : none;
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
