import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { BadRequest } from '../../errors.ts';
import { inPart, namesFor, type RefusedValue } from '../../seizures/index.ts';
import { render, type Views } from '../../web/render.ts';
import type { Sources } from '../cells/sources.ts';
import type { AnalysisContext } from '../context.ts';
import { noteCounted, sendFigure } from './pages-files.ts';
import { figureAsked } from '../../web/send-figure.ts';
import type { Question } from './question.ts';
import { withRefused } from './presenter-refused.ts';

type FigureView = `analysis/${'trends' | 'routes' | 'cross-table' | 'concealment'}`;

interface FigurePages<V extends FigureView, Q extends Question> {
  /** Reads the query of the address. Throws BadRequest for what it cannot mean. */
  readonly read: (query: Request['query']) => Q;
  readonly present: (question: Q, viewer: Viewer, sources: Sources) => Promise<Views[V]>;
}

/** A page of figures of a search, and each of its figures as a file. */
export function figurePages<V extends FigureView, Q extends Question>(
  context: AnalysisContext,
  view: V,
  { read, present }: FigurePages<V, Q>,
) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response, question: Q) {
    const viewer = viewerOf(req);
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
      const { asked: question, refused } = inPart(req.query, left => read(left as Request['query']));
      const { paged, names: words } = await asked(req, res, question);
      showRefused(refused, () =>
        render(res, view, { ...paged, question: withRefused(paged.question, refused, words) }),
      );
    },
    async file(req: Request, res: Response): Promise<void> {
      figureAsked(req);
      await sendFigure(context, req, res, await asked(req, res, read(req.query)));
    },
  };
}

/** Shows a page; as an answer to a bad request, each problem at its field, where a part of it could not be read. */
export function showRefused(refused: readonly RefusedValue[], show: () => void): void {
  if (refused.length > 0) throw new BadRequest(refused, 'a field cannot be read', show);
  show();
}
