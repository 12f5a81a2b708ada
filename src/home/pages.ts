import { now as portalNow } from '../text/clock.ts';
import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../access/index.ts';
import { recordRead } from '../audit/index.ts';
import { trainingAtHome, type CpdbContext } from '../cpdb/index.ts';
import { alertsAtHome, type CwsContext, type UrgentStrip } from '../cws/index.ts';
import type { Pool } from '../db/pool.ts';
import type { Language } from '../i18n/index.ts';
import { pointAtHome, whoAnswers } from '../network/index.ts';
import { wordsOf, type Offices } from '../reference/index.ts';
import { seizuresAtHome, watchNews, type Seizures } from '../seizures/index.ts';
import type { PlainSources } from './home-data.ts';
import { presentHome } from './presenter.ts';
import { presentPlain } from './presenter-plain.ts';
import { waitingList } from '../waiting/index.ts';
import { render } from '../web/render.ts';

export interface HomeDeps {
  readonly pool: Pool;
  readonly offices: Offices;
  readonly seizures: Seizures;
  readonly cws: CwsContext;
  readonly cpdb: CpdbContext;
}

/**
 * The home page. The database is a wall: who may not read it sees no figure from it, but alerts, the picture of the
 * day, training and whom to ask. What waits was read for the frame of the page; two statements more when the figures
 * are older than a minute.
 */
export function homePages(deps: HomeDeps) {
  const { pool, offices, seizures } = deps;
  const atHome = seizuresAtHome(seizures);
  return {
    async show(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const names = atHome.names(res.locals.lang as Language);
      const waiting = waitingList(res);
      if (!rights['database:read'](viewer)) {
        const sources = { ...(await readPlain(deps, viewer, res)), waiting };
        const acknowledging = acknowledgingIn(res, sources);
        return render(res, 'home/plain', presentPlain(viewer, offices, names, { ...sources, acknowledging }));
      }
      const [figures, watched] = await Promise.all([
        atHome.figures(viewer),
        watchNews(pool, seizures, viewer),
        recordRead(pool, viewer, { action: 'home.opened' }),
      ]);
      render(res, 'home/home', presentHome({ viewer, offices, figures, waiting, watched, names, now: portalNow() }));
    },
  };
}

/**
 * Where the alerts of the page are acknowledged, by the address of each. One that waits in the list is not repeated
 * above it; that it was withdrawn or corrected, and why, is.
 */
function acknowledgingIn(res: Response, { alerts, waiting }: Omit<PlainSources, 'acknowledging'>) {
  const urgent = res.locals.urgentAlert as UrgentStrip;
  const forms = new Map((alerts?.rows ?? []).map(({ href, acknowledging }) => [href, acknowledging]));
  if (urgent) forms.set(urgent.href, urgent.acknowledging);
  if (urgent?.isUrgent && waiting?.bands.some(({ lines }) => lines.some(({ href }) => href === urgent.href)))
    res.locals.urgentAlert = undefined;
  return forms;
}

/** What a Limited officer opens in the morning; a partner has CENcomm alone. */
async function readPlain(
  { cws, cpdb, offices }: HomeDeps,
  viewer: Viewer,
  res: Response,
): Promise<Omit<PlainSources, 'waiting' | 'acknowledging'>> {
  const words = wordsOf(cws, res);
  const office = whoAnswers(viewer, offices, false);
  const isMember = rights.member(viewer);
  const [alerts, training, contact] = await Promise.all([
    isMember ? alertsAtHome(cws, viewer, words) : undefined,
    isMember ? trainingAtHome(cpdb, viewer, words) : undefined,
    office && pointAtHome(viewer, cws, office, words.lang),
  ]);
  return { alerts, training, contact };
}
