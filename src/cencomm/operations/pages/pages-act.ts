import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest, Conflict } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Entered } from '../operation.ts';
import { enter } from '../store.ts';
import { readForm } from '../../../fields/index.ts';
import type { Fields, ValuesOf } from '../../../fields/index.ts';

/** A form that could not be taken: what was typed, and why. */
export interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

interface Act<F extends Fields> {
  readonly fields: F;
  /** Fields nobody types: what is wrong with them is no mistake of a person. */
  readonly hidden?: readonly (keyof F & string)[];
  /** Throws Forbidden for a member who may not. */
  readonly require?: (entered: Entered) => void;
  /** Shows the page the form stands on once more. */
  readonly again: (req: Request, res: Response, failed: Failed) => Promise<void>;
  /** Does it and answers where to go. */
  readonly work: (req: Request, values: ValuesOf<F>, entered: Entered) => Promise<string>;
}

/** One form inside an operation: 404 to strangers before anything is read, 403 to who may not, 422 with what was typed, 409 where somebody was faster. */
export function actInside<F extends Fields>(
  context: Pick<CencommContext, 'pool'>,
  { fields, hidden = [], require, again, work }: Act<F>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const entered = await enter(viewerOf(req), context.pool, req.params.id);
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

/** The status of a page shown once more. */
export function markFailed(res: Response, failed: Failed | undefined): void {
  if (failed) res.status(failed.isMeanwhile ? 409 : 422);
}
