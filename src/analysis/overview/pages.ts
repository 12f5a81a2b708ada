import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import { wordsOf } from '../context.ts';
import type { AnalysisContext } from '../context.ts';
import { presentOverview } from './presenter.ts';

/** `/analysis`. */
export function overviewPages(context: Pick<AnalysisContext, 'lists' | 'texts'>) {
  return {
    index(req: Request, res: Response): void {
      readQuery(req.query, {});
      render(res, 'analysis/overview', presentOverview(viewerOf(req), wordsOf(context, res)));
    },
  };
}
