import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import { deleteShape, listShapes } from '../columns/store-profiles.ts';
import { noQuery } from '../pages-common.ts';
import type { Desk } from '../pages-common.ts';
import { formOf } from '../upload/form.ts';
import { shapeRow } from './presenter-shapes.ts';

const list = '/seizures/imports/shapes';

/** The shapes of files the office's imports are remembered by, each of which can be forgotten. */
export function shapePages(desk: Desk) {
  return {
    async shapes(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const words = desk.words(res);
      const shapes = await listShapes(desk.context.pool, viewerOf(req));
      render(res, 'imports/shapes', { shapes: shapes.map(shape => shapeRow(words, shape)) });
    },

    async forget(req: Request, res: Response): Promise<void> {
      noQuery(req);
      await forgetShape(desk.context, viewerOf(req), formOf(req.body).text('shape'));
      res.redirect(303, list);
    },
  };
}

/** The next file of the shape is asked about as a new one. Words the office taught stay. */
async function forgetShape(context: SeizuresContext, viewer: Viewer, headerPrint: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const name = await deleteShape(client, viewer, headerPrint);
    if (name === undefined) throw new NotFound('no such shape');
    await note(client, viewer, {
      action: 'import.shapeForgotten',
      subject: `office:${viewer.office.code}`,
      detail: { file: name },
    });
  });
}
