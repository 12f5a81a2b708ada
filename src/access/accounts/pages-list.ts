import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import type { Language } from '../../i18n/index.ts';
import { viewerOf } from '../guard.ts';
import { readAccountCriteria } from './criteria.ts';
import { today } from '../../reference/index.ts';
import { presentList } from './presenter-list.ts';
import type { AccountsRoom } from './room.ts';
import { countAccounts, listAccounts } from './store-list.ts';
import { wordsFor } from './words.ts';

/** `/access/accounts`: who has access, narrowed and counted. It names persons, so every look is in the trail. */
export function listPages(room: AccountsRoom) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const criteria = readAccountCriteria(req.query, viewer, room.offices);
      const [page, counts] = await Promise.all([
        listAccounts(viewer, room.pool, criteria),
        countAccounts(viewer, room.pool, criteria),
      ]);
      const { after: _after, before: _before, ...asked } = criteria;
      await note(room.pool, viewer, { action: 'account.listed', detail: { ...asked, shown: page.rows.length } });
      const words = wordsFor(room, res.locals['lang'] as Language);
      res.render(
        'access/accounts',
        presentList({ viewer, criteria, page, counts, words, offices: room.offices, today: today() }),
      );
    },
  };
}
