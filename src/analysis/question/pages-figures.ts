import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import type { Views } from '../../web/render.ts';
import type { Sources } from '../cells/sources.ts';
import type { AnalysisContext } from '../context.ts';
import { fileAsked, noteCounted, sendFigure } from './pages-files.ts';
import type { Question } from './question.ts';

type FigureView = `analysis/${'trends' | 'routes' | 'cross-table' | 'concealment'}`;

interface FigurePages<V extends FigureView, Q extends Question> {
  /** Reads the address. Throws BadRequest for what it cannot mean: nothing is counted or noted then. */
  readonly read: (req: Request) => Q;
  readonly present: (question: Q, viewer: Viewer, sources: Sources) => Promise<Views[V]>;
}

/** A page of figures of a search, and each of its figures as a file. */
export function figurePages<V extends FigureView, Q extends Question>(
  context: AnalysisContext,
  view: V,
  { read, present }: FigurePages<V, Q>,
) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response) {
    const viewer = viewerOf(req);
    const question = read(req);
    const sources = {
      names: names(res.locals.lang as Language),
      lists: context.lists,
      offices: context.offices,
      country: viewer.office.country,
    };
    const [paged] = await Promise.all([present(question, viewer, sources), noteCounted(context, req)]);
    return { question, names: sources.names, paged };
  }
  return {
    async index(req: Request, res: Response): Promise<void> {
      render(res, view, (await asked(req, res)).paged);
    },
    async file(req: Request, res: Response): Promise<void> {
      fileAsked(req);
      await sendFigure(context, req, res, await asked(req, res));
    },
  };
}
