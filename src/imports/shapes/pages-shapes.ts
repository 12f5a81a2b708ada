import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import { readColumns, type ColumnsProblem } from '../columns/columns-form.ts';
import { deleteShape, findShape, listShapes, type Shape } from '../columns/store-profiles.ts';
import { missingFields } from '../open-questions.ts';
import { noQuery, queryOf, type Desk } from '../pages-common.ts';
import type { Plan } from '../plan.ts';
import { formOf } from '../upload/form.ts';
import { changeShape, shapeFile, withUnitOf } from './change.ts';
import { shapePage, shapeRow, shapesAddress } from './presenter-shapes.ts';

/** The shapes of files the office's imports are remembered by, each of which can be changed and forgotten. */
export function shapePages(desk: Desk) {
  const { context } = desk;
  return {
    async shapes(req: Request, res: Response): Promise<void> {
      const { changed } = queryOf(req, ['changed']);
      const words = desk.words(res);
      const shapes = await listShapes(context.pool, viewerOf(req));
      render(res, 'imports/shapes', {
        shapes: shapes.map(shape => shapeRow(words, shape)),
        changed: shapes.find(({ headerPrint }) => changed !== undefined && headerPrint.slice(0, 12) === changed)?.name,
      });
    },

    async forget(req: Request, res: Response): Promise<void> {
      noQuery(req);
      await forgetShape(context, viewerOf(req), formOf(req.body).text('shape'));
      res.redirect(303, shapesAddress);
    },

    async shape(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const shape = await shapeOf(desk, req);
      showShape(desk, viewerOf(req), res, shape, shape.plan.rows, []);
    },

    async change(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const viewer = viewerOf(req);
      const shape = await shapeOf(desk, req);
      const form = formOf(req.body);
      const file = shapeFile(shape);
      const read = readColumns(context, viewer, file, form);
      const rows = withUnitOf(shape.plan.rows, read.rows);
      const missing = missingFields({ ...file, plan: { ...file.plan, rows } }).map(({ values }) =>
        String(values.field),
      );
      const problems = [
        ...read.problems,
        ...missing
          .filter(field => !read.problems.some(({ at }) => at === `k-${field}`))
          .map((field): ColumnsProblem => ({ at: `k-${field}`, key: 'missing', values: { field } })),
      ];
      if (problems.length > 0) return showShape(desk, viewer, res.status(422), shape, rows, problems);
      try {
        await changeShape(context, viewer, shape.headerPrint, { rows, seen: form.text('seen') });
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        // What was typed stays on the page; the next press is over what the colleague said.
        return showShape(desk, viewer, res.status(409), shape, rows, [{ at: 'shape', key: 'changedMeanwhile' }]);
      }
      const short = shape.headerPrint.slice(0, 12);
      res.redirect(303, `${shapesAddress}?changed=${short}#shape-${short}`);
    },
  };
}

async function shapeOf({ context }: Desk, req: Request): Promise<Shape> {
  const print = String(req.params.shape);
  const shape = /^[0-9a-f]{64}$/.test(print) ? await findShape(context.pool, viewerOf(req), print) : undefined;
  if (!shape) throw new NotFound('no such shape');
  return shape;
}

function showShape(
  desk: Desk,
  viewer: Viewer,
  res: Response,
  shape: Shape,
  rows: Plan['rows'],
  problems: readonly ColumnsProblem[],
): void {
  render(res, 'imports/shape', shapePage(desk.context, desk.words(res), viewer, shape, rows, problems));
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
