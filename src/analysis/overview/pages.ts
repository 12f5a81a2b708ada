import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { readQuery } from '../../fields/index.ts';
import { together } from '../../db/together.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import type { Sources } from '../cells/sources.ts';
import { wordsOf, type AnalysisContext } from '../context.ts';
import { keepAnswers } from '../question/kept-answers.ts';
import { noteCounted } from '../question/pages-files.ts';
import { readQuestion } from '../question/question.ts';
import { officesSeen } from '../risk/kept/scope.ts';
import { countKept } from '../risk/kept/store-indicators.ts';
import { titleOf } from '../report/drawn/naming.ts';
import { listReports } from '../report/store-reports.ts';
import { drawOverview, keptOf, newestOf, type Picture } from './pictures.ts';
import { presentOverview } from './presenter.ts';
import { readOverview } from './read.ts';

/** `/analysis`. */
export function overviewPages(context: AnalysisContext) {
  const names = namesFor(context);
  const kept = keepAnswers<ReturnType<typeof drawOverview>>(context);
  const { pool, lists, offices } = context;

  async function pictured(viewer: Viewer, sources: Sources) {
    const question = readQuestion({}, {}, context);
    const at = together(pool);
    const [drawn, indicators, reports] = await Promise.all([
      kept(question, viewer, sources, async () => drawOverview(await readOverview(context, viewer, question), sources)),
      countKept(at, officesSeen(viewer, offices)),
      listReports(at),
    ]);
    const newest = reports.find(({ state }) => state === 'published');
    const { names: words } = sources;
    const others: Record<string, Picture> = {
      riskIndicators: keptOf(indicators, sources),
      report: newestOf(newest && { ...newest, title: titleOf(context, newest, words.lang) }, sources),
    };
    return { pictures: { ...drawn.pictures, ...others }, asOf: drawn.asOf };
  }

  return {
    async index(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const words = wordsOf(context, res);
      const sources = {
        ...{ names: names(res.locals.lang as Language), lists, offices },
        country: viewer.office.country,
      };
      const [shown] = await Promise.all([pictured(viewer, sources), noteCounted(context, req)]);
      render(res, 'analysis/overview', presentOverview(viewer, words, shown));
    },
  };
}
