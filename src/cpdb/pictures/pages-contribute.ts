import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { Conflict, Forbidden, NotFound, type FieldProblem } from '../../errors.ts';
import { choice, freeText, readQuery } from '../../fields/index.ts';
import { Refused, showForm, visibleProblems, type FormPage } from '../../forms/index.ts';
import { takesPictures } from '../../seizures/index.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { amend, contribute, prefilled, seizureFor, typedOf } from './contribute.ts';
import { readPicture, seizureRef } from './form.ts';
import { choosePage, formPage, type FormSources } from './form-page.ts';
import { can } from './permissions.ts';
import { path, pictureRef, type Picture } from './picture.ts';
import { getPicture } from './store.ts';
import { render } from '../../web/render.ts';

const hidden = ['clientUuid', 'version', 'seizure', 'heading'];
const isAt = (name: string) => (problem: FieldProblem) => problem.path === name;

/** A new picture, and what is told of a draft. */
export function contributePages(context: CpdbContext) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      const query = readQuery(req.query, {
        heading: choice(context.lists.all('heading').map(({ code }) => code)),
        seizure: freeText,
      });
      if (query.seizure === '' && query.heading === '') return choose(context, res);
      try {
        show(context, res, await blankFor(context, viewerOf(req), query));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        choose(context, res, error.problem);
      }
    },

    async begin(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { typed: given, problems, contribution } = readPicture(req.body, viewer, context.lists);
      const again = (found: readonly FieldProblem[]): void => {
        const noHeading = found.find(isAt('heading'));
        if (noHeading) return choose(context, res, noHeading);
        const typed = found.some(isAt('clientUuid')) ? { ...given, clientUuid: randomUUID() } : given;
        show(context, res, { viewer, typed }, visibleProblems(found, hidden));
      };
      if (!contribution) return again(problems);
      try {
        const ref = await contribute(context, viewer, contribution);
        res.redirect(303, `${path}/${ref}/files`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        again([error.problem]);
      }
    },

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const picture = await draftOf(context, req);
      const typed = { clientUuid: randomUUID(), ...typedOf(picture) };
      show(context, res, { viewer: viewerOf(req), typed, ref: picture.ref });
    },

    async save(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const picture = await draftOf(context, req);
      const { ref } = picture;
      const { typed: given, problems, contribution } = readPicture(req.body, viewer, context.lists);
      const heading = problems.some(isAt('heading')) ? picture.heading : given.heading;
      const typed = { ...given, heading, seizure: picture.seizureRef ?? '' };
      if (!contribution) return show(context, res, { viewer, typed, ref }, visibleProblems(problems, hidden));
      try {
        await amend(context, viewer, ref, contribution.version, contribution.facts);
        res.redirect(303, `${path}/${ref}?done=saved`);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const now = await getPicture(context.pool, viewer, ref);
        showForm(res, wordsOf(context, res), conflictPage(context, res, { viewer, typed, ref }, now));
      }
    },
  };
}

type Sources = Omit<FormSources, 'context' | 'words'>;

/** The form of a new picture, with what its record already tells. Throws Refused where no picture may be stored. */
async function blankFor(
  { pool }: CpdbContext,
  viewer: Viewer,
  query: { readonly seizure: string; readonly heading: string },
): Promise<Sources> {
  const seizure = query.seizure === '' ? undefined : await seizureFor(pool, viewer, refOfSeizure(query.seizure));
  const known = seizure ? prefilled(seizure) : { heading: query.heading, country: viewer.office.country ?? '' };
  if (!takesPictures(known.heading ?? '')) throw new Refused({ path: 'heading', key: 'cpdb:problem.noPictures' });
  const isHeldBack = seizure !== undefined && (seizure.release !== 'all' || seizure.embargoUntil !== null);
  return { viewer, typed: { clientUuid: randomUUID(), ...known }, isHeldBack };
}

/** What was typed, beside what somebody else saved meanwhile. */
function conflictPage(context: CpdbContext, res: Response, sources: Sources, now: Picture): FormPage {
  const words = wordsOf(context, res);
  const { t } = words;
  return {
    ...formPage({ ...sources, context, words, typed: { ...sources.typed, version: String(now.version) } }),
    meanwhile: {
      text: t('cpdb:edit.meanwhile'),
      items: [
        { label: t('cpdb:field.captionEn'), value: now.captions.en ?? '' },
        { label: t('cpdb:field.captionFr'), value: now.captions.fr ?? '' },
      ],
    },
  };
}

function choose(context: CpdbContext, res: Response, problem?: FieldProblem): void {
  const words = wordsOf(context, res);
  if (problem) res.status(422);
  render(res, 'cpdb/choose', choosePage(context, words, problem ? { error: words.problem(problem) } : {}));
}

function show(context: CpdbContext, res: Response, sources: Sources, problems: readonly FieldProblem[] = []): void {
  const words = wordsOf(context, res);
  showForm(res, words, formPage({ ...sources, context, words }), problems);
}

/** A draft the viewer works on. Throws NotVisible, and Forbidden for anybody else who sees it. */
export async function draftOf({ pool }: CpdbContext, req: Request): Promise<Picture> {
  const viewer = viewerOf(req);
  const picture = await getPicture(pool, viewer, refOf(req));
  if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
  return picture;
}

export function refOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!pictureRef.test(ref)) throw new NotFound('no such picture');
  return ref;
}

function refOfSeizure(ref: string): string {
  if (!seizureRef.test(ref)) throw new NotFound('no such record');
  return ref;
}
