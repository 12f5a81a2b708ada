import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { addressOf, packCursor, readForm, readQuery } from '../../fields/index.ts';
import { listDocuments } from '../documents/store-list.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { page } from '../kinds/page.ts';
import { refOf } from '../pages/common.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { confirmPage } from './check.ts';
import { isBranch, presentTree } from './presenter-tree.ts';
import { listDueFor } from './store-checks.ts';
import { countLeaves, listLeaves } from './store-tree.ts';
import { today } from '../../text/plain-date.ts';
import { place } from '../documents/list-cursor.ts';
import { render } from '../../web/render.ts';

const perPage = 50;

/** The tree of the reference system, one branch as a list, and the word of a keeper that a page still holds. */
export function treePages(context: CwsContext) {
  return {
    async tree(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
      const [leaves, counts, due] = await Promise.all([
        listLeaves(context.pool, viewer, words.lang),
        countLeaves(context.pool, viewer),
        listDueFor(context.pool, viewer, today()),
      ]);
      render(res, 'cws/library/tree', presentTree({ viewer, leaves, counts, due, words, lists: context.lists }));
    },

    async branch(req: Request, res: Response): Promise<void> {
      const code = String(req.params.branch);
      if (!isBranch(code)) throw new NotFound('no such branch');
      const { after } = readQuery(req.query, { after: place });
      const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
      const [found, counts] = await Promise.all([
        listDocuments(context.pool, viewer, {
          kinds: ['page'],
          standing: 'inForce',
          fact: { name: 'branch', value: code },
          size: perPage,
          ...(after ? { after } : {}),
        }),
        countLeaves(context.pool, viewer),
      ]);
      const { t } = words;
      const title = t(`cws:choice.branch.${code}`);
      render(res, 'cws/library/branch', {
        title,
        head: {
          title,
          scope: t(`cwsreference:branch.${code}`),
          crumbs: [
            { label: t('cws:title'), href: '/cws' },
            { label: t('cwsreference:title'), href: '/cws/reference' },
            { label: title },
          ],
        },
        rows: found.rows.map(one => ({
          title: titleOf(one, words.lang).title,
          text: titleOf(one, words.lang).summary,
          href: `${page.base}/${one.ref}`,
          end: words.date((one.publishedAt ?? '').slice(0, 10)),
        })),
        pager: {
          total: counts.get(code) ?? 0,
          newerLabel: t('reference:pager.before'),
          olderLabel: t('reference:pager.after'),
          ...(after === '' ? {} : { newer: `/cws/reference/branches/${code}` }),
          ...(found.after
            ? { older: addressOf(`/cws/reference/branches/${code}`, { after: packCursor([...found.after]) }) }
            : {}),
        },
      });
    },

    async checked(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      readForm(req.body, {});
      await confirmPage(context, viewerOf(req), ref);
      res.redirect(303, `${page.base}/${ref}?done=checked`);
    },
  };
}
