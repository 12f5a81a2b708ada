import type { Request, Response } from 'express';
import { readQuery } from '../../../fields/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { fileAsked, sendPart } from '../../question/pages-files.ts';
import { keyIn, load } from './load.ts';
import { figuresShown, sectionCoverage, versionText } from './presenter-report.ts';

/** A frozen figure of a section as a file: of a published report for every reader, of any for its editors. */
export async function file(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  fileAsked(req);
  const loaded = await load(context, req, res);
  const { report, title, words, drawing } = loaded;
  const key = keyIn(req);
  const coverage = sectionCoverage(loaded, key);
  await sendPart(context, req, res, drawing.names, {
    parts: figuresShown(loaded, key).map(figure => ({ figure: { ...figure, coverage } })),
    name: `report-${report.slug}`,
    about: [[title, words.t(`report:part.${key}.name`)]],
    readers: words.t(`report:figure.readers.${report.state}`),
    source: versionText(loaded),
  });
}
