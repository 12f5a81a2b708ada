import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../access/index.ts';
import { Forbidden } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { galleryKinds } from '../../files/kinds/kinds.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import { readUpload, uploadProblems } from '../../web/forms/upload.ts';
import { can } from '../pictures/permissions.ts';
import { refOf } from '../pictures/pages-contribute.ts';
import { path } from '../pictures/picture.ts';
import type { Picture } from '../pictures/picture.ts';
import { visiblePictures } from '../pictures/scope.ts';
import { getPicture, listPicturesById } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { readArrangement } from './arrangement.ts';
import { attach } from './attach.ts';
import { arrange } from './change.ts';
import { largestImage, mostAtOnce } from './image.ts';
import { presentImages } from './presenter.ts';
import { listImages, listKeys } from './store.ts';
import type { Taken } from './store.ts';
import { render } from '../../web/render.ts';

const key = /^[\w.-]{8,80}$/;

/** A draft the viewer works on. Throws NotVisible, and Forbidden for anybody else who sees it. */
export async function draftOf(context: CpdbContext, req: Request): Promise<Picture> {
  const viewer = viewerOf(req);
  const picture = await getPicture(context.pool, viewer, refOf(req));
  if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
  return picture;
}

/** The images of a draft. */
export function imagePages(context: CpdbContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, {
        done: choice(['added', 'same', 'arranged', 'blurred', 'marked', 'another']),
      });
      await show(req, res, { ...(done === '' ? {} : { done }) });
    },

    /** Files of a form, or one file of a script with a key of its own, which is answered with what became of it. */
    async add(req: Request, res: Response): Promise<void> {
      const { ref } = await draftOf(context, req);
      const upload = await readUpload(context.intake, req, res, {
        fileFields: ['file'],
        files: mostAtOnce,
        fileBytes: largestImage,
        fields: 3,
        fieldBytes: 200,
        kinds: galleryKinds,
      });
      const given = (req.body as { key?: unknown } | undefined)?.key;
      const isOne = typeof given === 'string' && key.test(given) && upload.files.length === 1;
      const problems = uploadProblems(upload, mostAtOnce, wordsOf(context, res).t);
      let taken: readonly Taken[] = [];
      try {
        if (upload.files.length > 0)
          taken = await attach(
            context,
            viewerOf(req),
            ref,
            upload.files.map(({ file }) => ({ file, key: isOne ? given : randomUUID() })),
          );
      } catch (error) {
        await upload.discard();
        if (!(error instanceof Refused)) throw error;
        problems.push(error.problem);
      }
      const isSame = taken.length > 0 && taken.every(({ isNew }) => !isNew);
      if (req.accepts(['html', 'json']) === 'json') {
        const [problem] = problems;
        return void res
          .status(problem ? 422 : 200)
          .json(
            problem
              ? { state: 'refused', text: wordsOf(context, res).problem(problem) }
              : { state: isSame ? 'same' : 'taken', id: taken[0]?.id },
          );
      }
      // What could be taken is taken, whatever came of the others.
      if (problems.length > 0) return show(req, res, { problems });
      res.redirect(303, `${path}/${ref}/files?done=${isSame ? 'same' : 'added'}`);
    },

    async arrange(req: Request, res: Response): Promise<void> {
      const { id, ref } = await draftOf(context, req);
      const there = (await listImages(context.pool, id)).map(image => image.id);
      const shown = there.filter(one => Object.hasOwn(req.body as object, `role.${one}`));
      const { typed, arrangement, problems } = readArrangement(req.body, shown);
      if (!arrangement) return show(req, res, { problems, typed });
      await arrange(context, viewerOf(req), ref, arrangement);
      res.redirect(303, `${path}/${ref}/files?done=arranged`);
    },
  };

  async function show(
    req: Request,
    res: Response,
    page: { done?: string; problems?: readonly FieldProblem[]; typed?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const viewer = viewerOf(req);
    const picture = await draftOf(context, req);
    const [images, keys] = await Promise.all([
      listImages(context.pool, picture.id),
      listKeys(context.pool, picture.id),
    ]);
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
}
