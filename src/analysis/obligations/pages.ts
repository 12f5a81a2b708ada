import type { Request, Response } from 'express';
import { readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import { wordsOf } from '../context.ts';
import type { AnalysisContext } from '../context.ts';
import { presentObligations } from './presenter.ts';

/** `/analysis/obligations`: what a Member owes other organizations from its records. */
export function obligationPages(context: Pick<AnalysisContext, 'lists' | 'texts'>) {
  return {
    index(req: Request, res: Response): void {
      readQuery(req.query, {});
      render(res, 'analysis/obligations/index', presentObligations(wordsOf(context, res)));
    },
  };
}
