import type { Request, RequestHandler, Response } from 'express';
import { viewerOf, type Factors, type Viewer } from '../access/index.ts';
import { recordRead } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { choice, readQuery } from '../fields/index.ts';
import { today } from '../text/plain-date.ts';
import { render } from '../web/render.ts';
import type { WaitingDesk, WaitingThing } from './desk.ts';
import { menuCounts, presentBell, presentWaiting, rooms, type WaitingWords } from './presenter.ts';

/** Pages that are the list itself: they read it anew. */
const lists = ['/', '/waiting'];

/** Whether an answer shows the frame of a page; pictures, files and what scripts ask for do not. */
function isPage(req: Request): boolean {
  const accept = req.get('accept') ?? '*/*';
  return accept.includes('text/html') || accept === '*/*';
}

/**
 * Reads what waits for the viewer of a page: for its bell, its menu, and what shows the list. What a form changes may
 * wait for anybody, and ends what is kept. An account that has still to set up its second factor sees nothing yet.
 */
export function readWaiting(desk: WaitingDesk, factors: Pick<Factors, 'requires'>): RequestHandler {
  return async (req, res, next) => {
    const { user } = req;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      desk.changes.changed();
      res.on('finish', () => desk.changes.changed());
    }
    if (user && isPage(req) && maySee(user, factors)) {
      const things = await desk.of(user, lists.includes(req.path));
      if (things) Object.assign(res.locals, { waitingThings: things, menuCounts: menuCounts(things) });
    }
    next();
  };
}

function maySee(viewer: Viewer, factors: Pick<Factors, 'requires'>): boolean {
  return viewer.hasFactor === true || !factors.requires(viewer);
}

/** Lends the bell to the frame, once the page has its language. */
export function lendBell(): RequestHandler {
  return (_req, res, next) => {
    const things = waitingOf(res);
    if (things) res.locals.bell = presentBell(things, wordsOf(res));
    next();
  };
}

/** What was read for this page; undefined where it could not be. */
export function waitingOf(res: Response): readonly WaitingThing[] | undefined {
  return res.locals.waitingThings as readonly WaitingThing[] | undefined;
}

/** The list as a page shows it; undefined where it could not be read. */
export function waitingList(res: Response, room = '') {
  const things = waitingOf(res);
  return things && presentWaiting(things, room, wordsOf(res));
}

function wordsOf(res: Response): WaitingWords {
  const { lang, t } = res.locals as Pick<WaitingWords, 'lang' | 't'>;
  return { lang, t, today: today() };
}

/** `/waiting`: the whole list, by room. */
export function waitingPages({ pool }: { readonly pool: Pool }) {
  return {
    async list(req: Request, res: Response): Promise<void> {
      const { room } = readQuery(req.query, { room: choice(rooms) });
      await recordRead(pool, viewerOf(req), { action: 'home.opened', detail: { page: 'waiting' } });
      const { t } = wordsOf(res);
      const list = waitingList(res, room);
      render(res, 'waiting/waiting', { title: t('waiting:title'), list, unread: t('waiting:unread') });
    },
  };
}
