import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { choice, freeText, readQuery } from '../../fields/index.ts';
import { Refused, showForm } from '../../forms/index.ts';
import { takesPictures } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { amend, contribute, prefilled, seizureFor, typedOf } from './contribute.ts';
import { readPicture, seizureRef } from './form.ts';
import { choosePage, formPage } from './form-page.ts';
import type { FormSources } from './form-page.ts';
import { can } from './permissions.ts';
import { path, pictureRef } from './picture.ts';
import { getPicture } from './store.ts';
import { render } from '../../web/render.ts';

/** A new picture, and what is told of a draft. */
export function contributePages(context: CpdbContext) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const query = readQuery(req.query, {
        heading: choice(context.lists.all('heading').map(({ code }) => code)),
        seizure: freeText,
      });
      if (query.seizure === '' && query.heading === '') return choose(res);
      try {
        const seizure =
          query.seizure === '' ? undefined : await seizureFor(context.pool, viewer, refOfSeizure(query.seizure));
        const typed = {
          clientUuid: randomUUID(),
          ...(seizure ? prefilled(seizure) : { heading: query.heading, country: viewer.office.country ?? '' }),
        };
        if (!takesPictures(typed.heading ?? '')) throw new Refused({ path: 'heading', key: 'cpdb:problem.noPictures' });
        show(res, {
          viewer,
          typed,
          isHeldBack: seizure !== undefined && (seizure.release !== 'all' || seizure.embargoUntil !== null),
        });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        choose(res, error.problem);
      }
    },

    async begin(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { typed: given, problems, contribution } = readPicture(req.body, viewer, context.lists);
      if (problems.some(({ path: field }) => field === 'heading'))
        return choose(
          res,
          problems.find(({ path: field }) => field === 'heading'),
        );
      const again = (found: readonly FieldProblem[]): void => {
        const isNumbered = !found.some(({ path: field }) => field === 'clientUuid');
        show(res, { viewer, typed: { ...given, ...(isNumbered ? {} : { clientUuid: randomUUID() }) } }, visible(found));
      };
      if (!contribution) return again(problems);
      try {
        const ref = await contribute(context, viewer, contribution);
        res.redirect(303, `${path}/${ref}/files`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.problem.path === 'heading') return choose(res, error.problem);
        again([error.problem]);
      }
    },

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { viewer, picture } = await ofDraft(req);
      show(res, { viewer, typed: { clientUuid: randomUUID(), ...typedOf(picture) }, ref: picture.ref });
    },

    async save(req: Request, res: Response): Promise<void> {
      const { viewer, picture } = await ofDraft(req);
      const { typed: given, problems, contribution } = readPicture(req.body, viewer, context.lists);
      const typed = {
        ...given,
        heading: problems.some(({ path: field }) => field === 'heading') ? picture.heading : given.heading,
        seizure: picture.seizureRef ?? '',
      };
      if (!contribution) return show(res, { viewer, typed, ref: picture.ref }, visible(problems));
      try {
        await amend(context, viewer, picture.ref, contribution.version, contribution.facts);
        res.redirect(303, `${path}/${picture.ref}?done=saved`);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const words = wordsOf(context, res);
        const now = await getPicture(context.pool, viewer, picture.ref);
        showForm(res, words, {
          ...formPage({ context, viewer, words, typed: { ...typed, version: String(now.version) }, ref: picture.ref }),
          meanwhile: {
            text: words.t('cpdb:edit.meanwhile'),
            items: [
              { label: words.t('cpdb:field.captionEn'), value: now.captions.en ?? '' },
              { label: words.t('cpdb:field.captionFr'), value: now.captions.fr ?? '' },
            ],
          },
        });
      }
    },
  };

  function choose(res: Response, problem?: FieldProblem): void {
    const words = wordsOf(context, res);
    if (problem) res.status(422);
    render(res, 'cpdb/choose', choosePage(context, words, problem ? { error: words.problem(problem) } : {}));
  }

  function show(
    res: Response,
    sources: Omit<FormSources, 'context' | 'words'>,
    problems: readonly FieldProblem[] = [],
  ): void {
    const words = wordsOf(context, res);
    showForm(res, words, formPage({ ...sources, context, words }), problems);
  }

  async function ofDraft(req: Request) {
    const viewer = viewerOf(req);
    const picture = await getPicture(context.pool, viewer, refOf(req));
    if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
    return { viewer, picture };
  }
}

/** Problems of the inputs on the page; where only a hidden one is wrong, that one. */
function visible(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const seen = problems.filter(({ path: field }) => !['clientUuid', 'version', 'seizure', 'heading'].includes(field));
  return seen.length > 0 ? seen : problems;
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
