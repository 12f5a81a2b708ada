import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import { NotFound } from '../../errors.ts';
import { freeText, readQuery } from '../../fields/index.ts';
import { figureAsked, sendFigureOf } from '../../web/send-figure.ts';
import { wordsOf } from '../context.ts';
import type { CwsContext } from '../context.ts';
import { getDocument, getVersion } from '../documents/store.ts';
import { shownFigures } from '../sheets/current-figures.ts';
import { aboutFile, filedFigures, hasFiles } from '../sheets/presenter-files.ts';
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
  await sendFigureOf(
    req,
    res,
    { lang: words.lang, label: key => words.t(key) },
    {
      parts: filedFigures(figures).map(figure => ({ figure })),
      name: `${ref.toLowerCase()}-v${version}`,
      ...aboutFile({ document, content, version }, figures, words),
    },
    name =>
      recordRead(context.pool, viewer, {
        action: 'figure.downloaded',
        subject: name,
        detail: { address: req.originalUrl.slice(0, 2000) },
      }),
  );
}
