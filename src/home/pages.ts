import type { Request, Response } from 'express';
import { rights, viewerOf } from '../access/index.ts';
import type { Language } from '../i18n/index.ts';
import type { Offices } from '../reference/index.ts';
import { seizuresAtHome } from '../seizures/index.ts';
import type { Seizures } from '../seizures/index.ts';
import { presentHome } from './presenter.ts';
import { presentPlain } from './presenter-plain.ts';
import { render } from '../web/render.ts';

export interface HomeDeps {
  readonly offices: Offices;
  readonly seizures: Seizures;
}

/**
 * The home page. The database is a wall: who may not read it sees no figure from it, but what is open to them and whom
 * to ask. For the others one statement, and two more when the figures are older than a minute.
 */
export function homePages({ offices, seizures }: HomeDeps) {
  const atHome = seizuresAtHome(seizures);
  return {
    async show(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const names = atHome.names(res.locals.lang as Language);
      const {
        alarms = 0,
        referralsWaiting = 0,
        referralsNews = 0,
      } = (res.locals.menuCounts ?? {}) as Partial<Record<string, number>>;
      if (!rights['database:read'](viewer))
        return render(res, 'home/plain', presentPlain(viewer, offices, names, referralsNews));
      const [figures, work] = await Promise.all([atHome.figures(viewer), atHome.work(viewer)]);
      render(
        res,
        'home/home',
        presentHome({
          viewer,
          offices,
          figures,
          work,
          alarms,
          referrals: { waiting: referralsWaiting, news: referralsNews },
          names,
          now: new Date(),
        }),
      );
    },
  };
}
