import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import { filtersOf, type Names } from '../../seizures/index.ts';
import { sendFigureOf, type FiguresSent } from '../../web/send-figure.ts';
import type { AnalysisContext } from '../context.ts';
import type { Part } from './files.ts';
import { isOpenToAll } from './reach.ts';
import type { Question } from './question.ts';

/** A page with its figures, as its files tell of it. */
export interface Paged {
  /** Title of the page, and what it counts. */
  readonly head: { readonly title: string; readonly scope: string };
  readonly parts: readonly Part[];
  readonly asOf: string;
}

/**
 * Sends one figure of a page as a file, which says whom it is for, and notes that it left. Throws NotFound where the
 * page has no such figure. The question is undefined where the lists no longer know it.
 */
export async function sendFigure(
  context: AnalysisContext,
  req: Request,
  res: Response,
  { paged, question, names }: { readonly paged: Paged; readonly question: Question | undefined; readonly names: Names },
): Promise<void> {
  const isForAll = question !== undefined && (await isOpenToAll(context, viewerOf(req), question));
  const filters = question ? filtersOf(question.criteria, names) : [];
  await sendPart(context, req, res, names, {
    parts: paged.parts,
    name: String(req.path.split('/')[2]),
    about: [[paged.head.title, paged.head.scope], ...filters.map(({ label, value }) => [label, value] as const)],
    readers: names.label(`analysis:file.readers_${isForAll ? 'all' : 'own'}`),
    source: paged.asOf,
  });
}

/** Sends the figure that is asked for as a file, and notes that it left. Throws NotFound where there is none of it. */
export function sendPart(
  { pool }: Pick<AnalysisContext, 'pool'>,
  req: Request,
  res: Response,
  names: Names,
  sent: FiguresSent,
): Promise<void> {
  return sendFigureOf(req, res, names, sent, name =>
    recordRead(pool, viewerOf(req), {
      action: 'figure.downloaded',
      subject: name,
      detail: { address: req.originalUrl.slice(0, 2000) },
    }),
  );
}

/** Notes that figures of a question were counted. */
export function noteCounted({ pool }: AnalysisContext, req: Request): Promise<void> {
  return recordRead(pool, viewerOf(req), {
    action: 'figure.counted',
    detail: { address: req.originalUrl.slice(0, 2000) },
  });
}
