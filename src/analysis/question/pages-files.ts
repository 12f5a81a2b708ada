import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import { NotFound } from '../../errors.ts';
import { figureFile, figureKinds, heatDrawing } from '../../web/charts/index.ts';
import type { FigureDocument, FigureKind } from '../../web/charts/index.ts';
import { filtersOf } from '../../seizures/index.ts';
import type { Names } from '../../seizures/index.ts';
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

/** Which figure is asked for, in which form. Throws NotFound for a name that no page gives. */
export function fileAsked(req: Request): { readonly id: string; readonly kind: FigureKind } {
  const [, id = '', ending = ''] = /^([a-z0-9-]{1,40})\.([a-z]{3,4})$/.exec(String(req.params.file)) ?? [];
  const kind = figureKinds.find(one => one === ending);
  if (kind === undefined) throw new NotFound('no such figure');
  return { id, kind };
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

/** Figures as their files tell of them. */
export interface Sending {
  readonly parts: readonly Part[];
  /** Of the page, within the name of the file. */
  readonly name: string;
  /** The whole question, each field with its value. */
  readonly about: FigureDocument['question'];
  /** Whom the file is for. */
  readonly readers: string;
  readonly source: string;
}

/** Sends the figure that is asked for as a file, and notes that it left. Throws NotFound where there is none of it. */
export async function sendPart(
  context: Pick<AnalysisContext, 'pool'>,
  req: Request,
  res: Response,
  names: Names,
  { parts, name: page, about, readers, source }: Sending,
): Promise<void> {
  const { id, kind } = fileAsked(req);
  const part = parts.find(({ figure }) => figure.id === id);
  const table = part?.figure.table;
  if (!part || !table) throw new NotFound('no such figure');
  const document: FigureDocument = {
    name: `cen-${page}-${id}-${new Date().toISOString().slice(0, 10)}`,
    title: part.figure.title,
    sub: part.figure.sub,
    svg: part.figure.chart?.wide ?? (part.heat ? heatDrawing(part.heat) : ''),
    key: part.figure.key,
    question: [...about, [names.label('analysis:file.readers'), readers]],
    coverage: part.figure.coverage,
    table,
    source,
    sheets: { numbers: names.label('analysis:file.numbers'), about: names.label('analysis:file.about') },
  };
  const { name, type, body } = await figureFile(document, kind, names.lang);
  await recordRead(context.pool, viewerOf(req), {
    action: 'figure.downloaded',
    subject: name,
    detail: { address: req.originalUrl.slice(0, 2000) },
  });
  res.attachment(name).type(type).send(body);
}

/** Notes that figures of a question were counted. */
export function noteCounted({ pool }: AnalysisContext, req: Request): Promise<void> {
  return recordRead(pool, viewerOf(req), {
    action: 'figure.counted',
    detail: { address: req.originalUrl.slice(0, 2000) },
  });
}
