import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { BadRequest, Conflict, Forbidden, NotFound, type FieldProblem } from '../../errors.ts';
import {
  choice,
  freeText,
  longtext,
  readForm,
  readQuery,
  uuid,
  type Fields,
  type ValuesOf,
} from '../../fields/index.ts';
import { visibleRefs } from '../../seizures/index.ts';
import { uuidParam } from '../../web/uuid-param.ts';
import { mayChange } from '../collections/scope.ts';
import { listCollections } from '../collections/store.ts';
import { findLike } from '../gallery/store-like.ts';
import { listImages } from '../images/store.ts';
import { discard, NotReady, publish, sendBack, submit, takeBack, withdraw } from '../review/transition.ts';
import { longestReport, troubles, type Trouble } from '../review/report.ts';
import { closeReport, report } from '../review/reports.ts';
import { listReports } from '../review/store-reports.ts';
import { isAskedAbout } from '../training/store/store-asked.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { refOf } from './pages-contribute.ts';
import { isReviewer, isTheirs, type Action } from './permissions.ts';
import { path, type Picture } from './picture.ts';
import { presentPicture } from './presenter-show.ts';
import { views, zooms } from './presenter-viewer.ts';
import { getPicture, listOfRecord, listSteps } from './store.ts';
import { render } from '../../web/render.ts';

const deeds = [
  'saved',
  'submitted',
  'takenBack',
  'published',
  'returned',
  'withdrawn',
  'reported',
  'closed',
  'collected',
] as const;
const reasonText = longtext({ max: 1000 });

interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

const lookQuery = {
  done: choice(deeds),
  image: freeText,
  view: choice(views),
  zoom: choice(zooms),
  invert: choice(['0', '1']),
};
const noLook = { done: '', image: '', view: '', zoom: '', invert: '' } as const;

/** A picture's page, and what is done on it. */
export function picturePages(context: CpdbContext) {
  return {
    show: (req: Request, res: Response): Promise<void> => show(context, req, res),
    submit: form(context, 'submit', {}, 'submitted', (req, ref) => submit(context, viewerOf(req), ref)),
    takeBack: form(context, 'takeBack', {}, 'takenBack', (req, ref) => takeBack(context, viewerOf(req), ref)),
    discard: form(context, 'discard', {}, 'discarded', (req, ref) => discard(context, viewerOf(req), ref)),
    publish: form(context, 'publish', {}, 'published', (req, ref) => publish(context, viewerOf(req), ref)),
    sendBack: form(context, 'return', { returnReason: reasonText }, 'returned', (req, ref, { returnReason }) =>
      sendBack(context, viewerOf(req), ref, returnReason),
    ),
    withdraw: form(context, 'withdraw', { withdrawReason: reasonText }, 'withdrawn', (req, ref, { withdrawReason }) =>
      withdraw(context, viewerOf(req), ref, withdrawReason),
    ),
    report: form(
      context,
      'report',
      { clientUuid: uuid, about: choice(troubles), trouble: longtext({ max: longestReport }) },
      'reported',
      (req, ref, { clientUuid, about, trouble }) =>
        report(context, viewerOf(req), ref, { clientUuid, about: about as Trouble, text: trouble }),
    ),

    async closeReport(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const viewer = viewerOf(req);
      const ref = await closeReport(context, viewer, uuidParam(req, 'report'), picture => isReviewer(viewer, picture));
      res.redirect(303, `${path}/${ref}?done=closed`);
    },
  };
}

async function show(context: CpdbContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const { done, ...look } = failed ? noLook : readQuery(req.query, lookQuery);
  const { image } = look;
  const picture = await getPicture(context.pool, viewer, refOf(req));
  const [stored, asked, collections] = await Promise.all([
    listImages(context.pool, picture.id),
    isAskedAbout(context.pool, viewer, picture.id),
    picture.state === 'published' ? listCollections(context.pool, viewer) : [],
  ]);
  // What is to be found in an exercise is not told in another window.
  const images = asked ? stored.map(one => ({ ...one, regions: [] })) : stored;
  if (image !== '' && !images.some(({ id, state }) => id === image && state === 'ready'))
    throw new NotFound('no such image');
  const chosen = image === '' ? undefined : image;
  const around = await readAround(context, viewer, picture, chosen);
  const words = wordsOf(context, res);
  if (failed) res.status(failed.isMeanwhile ? 409 : 422);
  render(res, 'cpdb/show', {
    ...presentPicture({
      viewer,
      picture,
      images,
      look,
      ...(chosen === undefined ? {} : { chosen }),
      ...around,
      words,
      context,
      asked,
      collections: collections.filter(one => mayChange(viewer, one)),
      clientUuid: randomUUID(),
      now: new Date().toISOString(),
      ...failed,
    }),
    done: done === '' ? undefined : words.t(`cpdb:done.${done}`),
    meanwhile: failed?.isMeanwhile ? words.t('cpdb:meanwhile') : undefined,
  });
}

/** What stands around a picture on its page; that it is read is noted. */
async function readAround({ pool }: CpdbContext, viewer: Viewer, picture: Picture, image: string | undefined) {
  const [steps, reports, near, caseRef] = await Promise.all([
    listSteps(pool, picture),
    isReviewer(viewer, picture) ? listReports(pool, viewer, picture.id) : [],
    findLike(pool, picture),
    visibleRecord(pool, viewer, picture.seizureRef),
    note(pool, viewer, { action: 'picture.read', subject: picture.ref, ...(image ? { detail: { image } } : {}) }),
  ]);
  const ofCase = caseRef === undefined ? [] : await listOfRecord(pool, viewer, caseRef);
  return { steps, reports, ...near, caseRef, sameCase: ofCase.filter(({ id }) => id !== picture.id) };
}

/** The record's reference for a viewer who reads the database, where its own scope shows it. */
async function visibleRecord(pool: Pool, viewer: Viewer, ref: string | null): Promise<string | undefined> {
  if (ref === null || !rights['database:read'](viewer)) return undefined;
  return (await visibleRefs(pool, viewer, [ref]))[0];
}

/**
 * One form of the page: 404 unless visible, 403 unless of the viewer's part, 422 with what was typed, 409 where it
 * stands otherwise by now.
 */
function form<F extends Fields>(
  context: CpdbContext,
  action: Action | 'report',
  fields: F,
  done: string,
  work: (req: Request, ref: string, values: ValuesOf<F>) => Promise<void>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const viewer = viewerOf(req);
    const picture = await getPicture(context.pool, viewer, refOf(req));
    requireTurn(viewer, action, picture);
    const { typed, values, problems } = readForm(req.body, fields);
    if (problems.some(({ path: field }) => field === 'clientUuid')) throw new BadRequest(problems);
    if (!values) return show(context, req, res, { typed, problems });
    try {
      await work(req, picture.ref, values);
    } catch (error) {
      if (error instanceof NotReady) return show(context, req, res, { typed, problems: error.problems });
      if (error instanceof Conflict) return show(context, req, res, { typed, problems: [], isMeanwhile: true });
      throw error;
    }
    const next = action === 'discard' ? '/cpdb/contributions?done=discarded' : `${path}/${picture.ref}?done=${done}`;
    res.redirect(303, next);
  };
}

/** Anybody may report a published picture; the rest is done by those whose turn it is. Throws Forbidden. */
function requireTurn(viewer: Viewer, action: Action | 'report', picture: Picture): void {
  if (action === 'report') {
    if (picture.state !== 'published') throw new Forbidden('not published');
  } else if (!isTheirs(viewer, action, picture)) throw new Forbidden(`may not ${action}`);
}
