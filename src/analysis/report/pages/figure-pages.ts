import type { Request, Response } from 'express';
import { readQuery } from '../../../fields/index.ts';
import type { FigureShown } from '../../../web/charts/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { sendPart } from '../../question/pages-files.ts';
import { figureAsked } from '../../../web/send-figure.ts';
import { keyIn, load, type Loaded } from './load.ts';
import { figuresShown, sectionCoverage, versionText } from './presenter-report.ts';
import { frontTables, membersShown, reportCoverage } from './presenter-tables.ts';

// Frozen figures as files: of a published report for every reader, of any for its editors.

/** A figure of a section, or its Members. */
export async function file(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const loaded = await asked(context, req, res);
  const key = keyIn(req);
  const members = membersShown(loaded, key);
  const figures = [...figuresShown(loaded, key), ...(members ? [members] : [])];
  await send(context, req, res, loaded, {
    figures: figures.map(figure => ({ ...figure, coverage: sectionCoverage(loaded, key) })),
    of: loaded.words.t(`report:part.${key}.name`),
  });
}

/** A table of the front page. */
export async function front(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const loaded = await asked(context, req, res);
  const figures = loaded.report.printed === null ? [] : Object.values(frontTables(loaded));
  await send(context, req, res, loaded, {
    figures: figures.map(figure => ({ ...figure, coverage: reportCoverage(loaded) })),
    of: loaded.words.t('report:contents'),
  });
}

async function asked(context: AnalysisContext, req: Request, res: Response): Promise<Loaded> {
  readQuery(req.query, {});
  figureAsked(req);
  return load(context, req, res);
}

async function send(
  context: AnalysisContext,
  req: Request,
  res: Response,
  loaded: Loaded,
  { figures, of }: { readonly figures: readonly FigureShown[]; readonly of: string },
): Promise<void> {
  const { report, title, words, drawing } = loaded;
  await sendPart(context, req, res, drawing.names, {
    parts: figures.map(figure => ({ figure })),
    name: `report-${report.slug}`,
    about: [[title, of]],
    readers: words.t(`report:figure.readers.${report.state}`),
    source: versionText(loaded),
  });
}
