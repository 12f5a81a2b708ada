import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import { NotFound } from '../../errors.ts';
import { freeText, readQuery } from '../../fields/index.ts';
import { figureAsked, sendFigureOf } from '../../web/send-figure.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { getDocument, getVersion } from '../documents/store.ts';
import { shownFigures } from '../sheets/current-figures.ts';
import { aboutFile, filedFigures, hasFiles } from '../sheets/presenter-files.ts';
import type { FiguresView } from '../sheets/presenter-figures.ts';
import { readWorkingCopy } from '../documents/working-copy.ts';
import { refOf } from './common.ts';

/**
 * A figure of a published situation sheet as a file: of the version named, as counted when that was published, for
 * whoever may read it.
 */
export async function sheetFigure(context: CwsContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  const ref = refOf(req);
  const { version: asked } = readQuery(req.query, { version: freeText });
  if (!/^\d{0,6}$/.test(asked)) throw new NotFound('no such version');
  const viewer = viewerOf(req);
  const words = wordsOf(context, res);
  const document = await getDocument(context.pool, viewer, ref);
  if (!hasFiles(document)) throw new NotFound('nothing of it leaves as a file');
  const version = asked === '' ? document.version : Number(asked);
  const content = await getVersion(context.pool, document, version);
  // Counted anew it would be another figure under the name of this version.
  const figures = content.figures === undefined ? undefined : await shownFigures(context, viewer, content, words.lang);
  if (!figures) throw new NotFound('no figures kept');
  await send(context, req, res, { document, content, version }, figures);
}

/** A figure of the working copy of a situation sheet as a file, counted now, for the office that writes it. */
export async function copyFigure(context: CwsContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const { document, draft, content } = await readWorkingCopy(context, viewer, refOf(req));
  if (document.kind !== 'sheet' || !draft || !content) throw new NotFound('no working copy of a sheet');
  const figures = await shownFigures(context, viewer, content, wordsOf(context, res).lang);
  if (!figures) throw new NotFound('its query cannot be drawn');
  await send(context, req, res, { document, content, version: 'copy' }, figures);
}

async function send(
  context: CwsContext,
  req: Request,
  res: Response,
  of: Parameters<typeof aboutFile>[0],
  figures: FiguresView,
): Promise<void> {
  const words = wordsOf(context, res);
  await sendFigureOf(
    req,
    res,
    { lang: words.lang, label: key => words.t(key) },
    {
      parts: filedFigures(figures).map(figure => ({ figure })),
      name: `${of.document.ref.toLowerCase()}-${of.version === 'copy' ? 'copy' : `v${of.version}`}`,
      ...aboutFile(of, figures, words),
    },
    name =>
      recordRead(context.pool, viewerOf(req), {
        action: 'figure.downloaded',
        subject: name,
        detail: { address: req.originalUrl.slice(0, 2000) },
      }),
  );
}
