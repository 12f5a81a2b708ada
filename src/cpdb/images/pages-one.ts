import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { choice, readForm, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import { path, type Picture } from '../pictures/picture.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { blur, mark, sayAnother } from './change.ts';
import type { Image } from './image.ts';
import { draftOf } from '../pictures/pages-contribute.ts';
import { presentOne, type OneSources } from './presenter-one.ts';
import { readBlur, readMarks } from './regions-form.ts';
import { listImages } from './store.ts';
import { render } from '../../web/render.ts';

/**
 * One image of a draft: regions that are pointed at, parts that are blurred, and that it is another than those it looks
 * like.
 */
export function oneImagePages(context: CpdbContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['marked']) });
      answer(res, { ...(await imageOf(req)), ...(done === '' ? {} : { done }) });
    },

    async mark(req: Request, res: Response): Promise<void> {
      const found = await imageOf(req);
      const { typed, problems, regions } = readMarks(req.body);
      if (problems.length > 0) return answer(res, { ...found, failed: { form: 'marks', typed, problems } });
      await mark(context, viewerOf(req), found.picture.ref, found.image.id, regions);
      res.redirect(303, `${path}/${found.picture.ref}/files/${found.image.id}?done=marked`);
    },

    async blur(req: Request, res: Response): Promise<void> {
      const found = await imageOf(req);
      const { typed, problems, regions } = readBlur(req.body);
      if (problems.length > 0) return answer(res, { ...found, failed: { form: 'blur', typed, problems } });
      try {
        await blur(context, viewerOf(req), found.picture.ref, found.image, regions);
        res.redirect(303, `${path}/${found.picture.ref}/files?done=blurred`);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        answer(res, { ...found, isMeanwhile: true, failed: { form: 'blur', typed, problems: [] } });
      }
    },

    async another(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const { picture, image } = await imageOf(req);
      await sayAnother(context, viewerOf(req), picture.ref, image.id);
      res.redirect(303, `${path}/${picture.ref}/files?done=another`);
    },
  };

  async function imageOf(req: Request): Promise<{ picture: Picture; image: Image }> {
    const picture = await draftOf(context, req);
    const image = (await listImages(context.pool, picture.id)).find(
      ({ id, state }) => id === req.params.id && state === 'ready',
    );
    if (!image) throw new NotFound('no such image');
    return { picture, image };
  }

  function answer(res: Response, sources: Omit<OneSources, 'words'>): void {
    if (sources.isMeanwhile) res.status(409);
    else if (sources.failed) res.status(422);
    render(res, 'cpdb/image', presentOne({ ...sources, words: wordsOf(context, res) }));
  }
}
