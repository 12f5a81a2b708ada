import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { NotFound } from '../../../errors.ts';
import { readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { findCount, type CountRow } from '../store-counts.ts';
import { stopCount } from '../work/ask-count.ts';
import { readWorks } from '../work/read-works.ts';
import { load } from './load.ts';
import { countWork, presentWorks, progressOf } from './presenter-work.ts';
import { goOn, readAct } from './show-desk.ts';

// What workers do for a report: how far it is, and how it is cancelled.

/** All that is going on for a report, on a page that loads itself again where script is off. */
export async function works(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const loaded = await load(context, req, res);
  const { counts, files } = await readWorks(context, loaded.report.id);
  render(res, 'analysis/report/works', presentWorks(loaded, counts, files));
}

async function countIn({ pool }: AnalysisContext, req: Request): Promise<CountRow> {
  const count = await findCount(pool, uuidParam(req, 'count'));
  if (!count) throw new NotFound('no such count');
  return count;
}

/** How far a count is, for public/js/progress.js. */
export async function progress(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  res.json(progressOf(countWork(await countIn(context, req), wordsOf(context, res))));
}

export async function stop(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { note, section } = readAct(req, {});
  const count = await countIn(context, req);
  await stopCount(context, viewerOf(req), count.id);
  await goOn(context, req, res, { slug: count.slug, key: section, note });
}
