import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { galleryKinds } from '../../files/kinds/kinds.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import { readUpload, uploadProblems, type Upload } from '../../web/forms/upload.ts';
import { draftOf } from '../pictures/pages-contribute.ts';
import { path } from '../pictures/picture.ts';
import { visiblePictures } from '../pictures/scope.ts';
import { listPicturesById } from '../pictures/store.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { readArrangement } from './arrangement.ts';
import { attach } from './attach.ts';
import { arrange } from './change.ts';
import { largestImage, mostAtOnce, mostPixels } from './image.ts';
import { presentImages } from './presenter.ts';
import { listImages, listKeys, type Taken } from './store.ts';
import { render } from '../../web/render.ts';

const uploadRules = {
  fileFields: ['file'],
  files: mostAtOnce,
  fileBytes: largestImage,
  fields: 3,
  fieldBytes: 200,
  kinds: galleryKinds,
  pixels: mostPixels,
};
const key = /^[\w.-]{8,80}$/;
const deeds = ['added', 'same', 'arranged', 'blurred', 'marked', 'another'] as const;

/** The images of a draft. */
export function imagePages(context: CpdbContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(deeds) });
      await show(context, req, res, { ...(done === '' ? {} : { done }) });
    },

    /** Files of a form, or one file of a script with a key of its own, which is answered with what became of it. */
    async add(req: Request, res: Response): Promise<void> {
      const { ref } = await draftOf(context, req);
      const upload = await readUpload(context.intake, req, res, uploadRules);
      const problems = uploadProblems(upload, mostAtOnce, wordsOf(context, res).t);
      const { taken, problem } = await attachUploaded(context, req, ref, upload);
      if (problem) problems.push(problem);
      const isSame = taken.length > 0 && taken.every(({ isNew }) => !isNew);
      if (req.accepts(['html', 'json']) === 'json') {
        const [refusal] = problems;
        if (refusal)
          return void res.status(422).json({ state: 'refused', text: wordsOf(context, res).problem(refusal) });
        return void res.json({ state: isSame ? 'same' : 'taken', id: taken[0]?.id });
      }
      // What could be taken is taken, whatever came of the others.
      if (problems.length > 0) return show(context, req, res, { problems });
      res.redirect(303, `${path}/${ref}/files?done=${isSame ? 'same' : 'added'}`);
    },

    async arrange(req: Request, res: Response): Promise<void> {
      const { id, ref } = await draftOf(context, req);
      const there = (await listImages(context.pool, id)).map(image => image.id);
      const shown = there.filter(one => Object.hasOwn(req.body as object, `role.${one}`));
      const { typed, arrangement, problems } = readArrangement(req.body, shown);
      if (!arrangement) return show(context, req, res, { problems, typed });
      await arrange(context, viewerOf(req), ref, arrangement);
      res.redirect(303, `${path}/${ref}/files?done=arranged`);
    },
  };
}

/** A file that a script sends again under its key is the same one. */
async function attachUploaded(
  context: CpdbContext,
  req: Request,
  ref: string,
  { files, discard }: Upload,
): Promise<{ readonly taken: readonly Taken[]; readonly problem?: FieldProblem }> {
  if (files.length === 0) return { taken: [] };
  const given = (req.body as { key?: unknown } | undefined)?.key;
  const own = typeof given === 'string' && key.test(given) && files.length === 1 ? given : undefined;
  const keyed = files.map(({ file }) => ({ file, key: own ?? randomUUID() }));
  try {
    return { taken: await attach(context, viewerOf(req), ref, keyed) };
  } catch (error) {
    await discard();
    if (!(error instanceof Refused)) throw error;
    return { taken: [], problem: error.problem };
  }
}

async function show(
  context: CpdbContext,
  req: Request,
  res: Response,
  page: { done?: string; problems?: readonly FieldProblem[]; typed?: Readonly<Record<string, string>> },
): Promise<void> {
  const viewer = viewerOf(req);
  const picture = await draftOf(context, req);
  const [images, keys] = await Promise.all([listImages(context.pool, picture.id), listKeys(context.pool, picture.id)]);
  const alike = images.flatMap(image => image.alike);
  const known = await listPicturesById(context.pool, alike, visiblePictures(viewer));
  if (page.problems?.length) res.status(422);
  render(
    res,
    'cpdb/files',
    presentImages({
      ...page,
      picture,
      images,
      keys,
      known,
      words: wordsOf(context, res),
      isUnscanned: !context.intake.scans && rights.administrator(viewer),
    }),
  );
}
