import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { Forbidden } from '../../../errors.ts';
import { render } from '../../../web/render.ts';
import type { Seizures } from '../../context.ts';
import { queryOf, refOf } from '../../entry/pages/load.ts';
import { readsUse } from '../../permissions.ts';
import { readSeizure } from '../../record/store.ts';
import { wordsFor } from '../../record/pages/presenter-words.ts';
import { countOpened, listOpened } from '../store-openings.ts';
import { presentOpenings } from './presenter-openings.ts';

/** `/seizures/:ref/openings`: which offices opened a record, for its own office, its RILO and the administrator. */
export function openingsPage({ context }: Seizures) {
  const { pool, offices } = context;
  const wordsIn = wordsFor(context);
  return async (req: Request, res: Response): Promise<void> => {
    queryOf(req, []);
    const viewer = viewerOf(req);
    const seizure = await readSeizure(pool, viewer, refOf(req), {
      action: 'seizure.read',
      detail: { for: 'openings' },
    });
    if (!readsUse(viewer, seizure)) throw new Forbidden('who opened it is for its own office');
    const [opened, rows] = await Promise.all([
      countOpened(pool, seizure),
      listOpened(pool, seizure),
      recordRead(pool, viewer, { action: 'seizure.openingsRead', subject: seizure.ref }),
    ]);
    const words = wordsIn(res.locals.lang as Lang);
    render(res, 'seizures/openings', presentOpenings(seizure.ref, { opened, rows }, offices, words));
  };
}
