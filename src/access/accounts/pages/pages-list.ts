import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { viewerOf } from '../../guard.ts';
import { readAccountCriteria } from './criteria.ts';
import { presentList } from './presenter-list.ts';
import type { AccountsContext } from '../context.ts';
import { countAccounts, listAccounts } from '../store-list.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';

/** `/access/accounts`: who has access, narrowed and counted. It names persons, so every look is in the trail. */
export function listPages(context: AccountsContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const criteria = readAccountCriteria(req.query, viewer, context.offices);
      const [page, counts] = await Promise.all([
        listAccounts(context.pool, viewer, criteria),
        countAccounts(context.pool, viewer, criteria),
      ]);
      const { after: _after, before: _before, ...asked } = criteria;
      await note(context.pool, viewer, { action: 'account.listed', detail: { ...asked, shown: page.rows.length } });
      const words = wordsFor(context, res.locals.lang as Language);
      render(
        res,
        'access/accounts',
        presentList({ viewer, criteria, page, counts, words, offices: context.offices, today: today() }),
      );
    },
  };
}
