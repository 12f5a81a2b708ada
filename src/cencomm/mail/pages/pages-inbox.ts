import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { freeText, readQuery } from '../../../fields/index.ts';
import { provenOf } from '../../operations/members/proven.ts';
import { listEntered } from '../../operations/store.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { allInboxPath, mailPath } from '../writing/addresses.ts';
import { boxOf, boxParameters } from '../reading/mailbox.ts';
import { openLines } from '../reading/open-lines.ts';
import { presentList } from './presenter-list.ts';
import { countUnread, listLines, unreadCountedTo } from '../reading/store-list.ts';
import { render } from '../../../web/render.ts';

/** The frame of the inbox for all operations: a list of them with their unread messages. */
export async function openAll(context: CencommContext, req: Request, res: Response) {
  const viewer = viewerOf(req);
  const words = wordsOf(context, res);
  const [entered, unread] = await Promise.all([
    listEntered(context.pool, viewer).then(all => provenOf(context, viewer, all)),
    countUnread(context.pool, viewer),
  ]);
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

/** `/cencomm/inbox`: one inbox for all operations of a member. */
export function inboxPages(context: CencommContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { box, only, after, before } = readQuery(req.query, {
        box: boxParameters.box,
        only: boxParameters.only,
        after: freeText,
        before: freeText,
      });
      const query = boxOf({ box, folder: '', label: '', kind: '', only, after, before });
      const viewer = viewerOf(req);
      const [page, found] = await Promise.all([
        openAll(context, req, res),
        listLines(context.pool, viewer, undefined, query),
        note(context.pool, viewer, { action: 'message.listed', detail: { box: 'all' } }),
      ]);
      const lines = await openLines(context.pool, viewer, context.keys, found.rows);
      const list = presentList({
        path: allInboxPath,
        query,
        ...found,
        lines,
        folders: [],
        offices: context.offices,
        words: page.words,
        isOverAll: true,
      });
      render(res, 'cencomm/mail/inbox', {
        ...page,
        list,
        base: allInboxPath,
        title: page.words.t(query.box === 'inbox' ? 'cencommmail:allInbox' : `cencommmail:box.${query.box}`),
      });
    },
  };
}
