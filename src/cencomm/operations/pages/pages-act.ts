import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest, Conflict, type FieldProblem } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Entered } from '../operation.ts';
import { enter } from '../store.ts';
import { readForm, type Fields, type ValuesOf } from '../../../fields/index.ts';

/** A form that was rejected: what was typed, and why. */
export interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

interface Act<F extends Fields> {
  readonly fields: F;
  /** Fields nobody types: a problem with them is not a mistake of a person. */
  readonly hidden?: readonly (keyof F & string)[];
  /** Throws Forbidden for a member who may not do this. */
  readonly require?: (entered: Entered) => void;
  /** Shows the page of the form again. */
  readonly again: (req: Request, res: Response, failed: Failed) => Promise<void>;
  /** Does the work and returns where to go. */
  readonly work: (req: Request, values: ValuesOf<F>, entered: Entered) => Promise<string>;
}

/**
 * A form inside an operation: 404 for strangers before anything is read, 403 for members who may not, 422 with what was
 * typed, 409 where someone else was faster.
 */
export function actInside<F extends Fields>(
  context: Pick<CencommContext, 'pool'>,
  { fields, hidden = [], require, again, work }: Act<F>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const entered = await enter(context.pool, viewerOf(req), req.params.id);
    require?.(entered);
    const { typed, values, problems } = readForm(req.body, fields);
    const unseen = problems.filter(({ path }) => (hidden as readonly string[]).includes(path));
    if (unseen.length > 0) throw new BadRequest(unseen);
    if (!values) return again(req, res, { typed, problems });
    try {
      res.redirect(303, await work(req, values, entered));
    } catch (error) {
      if (error instanceof Refused) return again(req, res, { typed, problems: [error.problem] });
      if (error instanceof Conflict) return again(req, res, { typed, isMeanwhile: true });
      throw error;
    }
  };
}

/** Sets the status of a page that is shown again. */
export function markFailed(res: Response, failed: Failed | undefined): void {
  if (failed) res.status(failed.isMeanwhile ? 409 : 422);
}
