import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { readQuery } from '../../forms/index.ts';
import { listEntered } from '../operations/store.ts';
import { wordsOf } from '../room.ts';
import type { CencommRoom } from '../room.ts';
import { allInboxPath, mailPath } from './addresses.ts';
import { boxOf, boxParameters } from './box.ts';
import { openLines } from './open-lines.ts';
import { presentList } from './presenter-list.ts';
import { countUnread, listLines, unreadCountedTo } from './store-list.ts';

/** What stands around the mail of all one's operations: each with its unread ones. */
export async function openAll(room: CencommRoom, req: Request, res: Response) {
  const viewer = viewerOf(req);
  const words = wordsOf(room, res);
  const [entered, unread] = await Promise.all([listEntered(viewer, room.pool), countUnread(viewer, room.pool)]);
  const { t } = words;
  const counted = (count: number): { count?: string } =>
    count === 0 ? {} : { count: count >= unreadCountedTo ? `${unreadCountedTo - 1}+` : words.count(count) };
  const sum = [...unread.values()].reduce((all, one) => all + one, 0);
  const groups = [
    {
      items: [{ label: t('cencommmail:allInbox'), icon: 'inbox', href: allInboxPath, current: true, ...counted(sum) }],
    },
    {
      title: t('cencommmail:operations'),
      items: entered.map(({ operation: { id, title } }) => ({
        label: title,
        icon: 'folder',
        href: mailPath(id),
        current: false,
        ...counted(unread.get(id) ?? 0),
      })),
    },
  ];
  return { viewer, words, frame: undefined, side: { label: t('cencommmail:places'), newHref: undefined, groups } };
}

/** `/cencomm/inbox`: one inbox over all of one's operations. */
export function inboxPages(room: CencommRoom) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { only, after, before } = readQuery(req.query, {
        only: boxParameters.only,
        after: 'words',
        before: 'words',
      });
      const query = boxOf({ box: '', folder: '', label: '', kind: '', only, after, before });
      const viewer = viewerOf(req);
      const [page, found] = await Promise.all([
        openAll(room, req, res),
        listLines(viewer, room.pool, undefined, query),
        note(room.pool, viewer, { action: 'message.listed', detail: { box: 'all' } }),
      ]);
      const lines = await openLines(room.keys, viewer, room.pool, found.rows);
      const list = presentList({
        path: allInboxPath,
        query,
        ...found,
        lines,
        folders: [],
        offices: room.offices,
        words: page.words,
        isOverAll: true,
      });
      res.render('cencomm/mail/inbox', {
        ...page,
        list,
        base: allInboxPath,
        title: page.words.t('cencommmail:allInbox'),
      });
    },
  };
}
