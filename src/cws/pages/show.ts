import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { choice, freeText, readQuery } from '../../fields/index.ts';
import { NotFound } from '../../errors.ts';
import { listVersions } from '../documents/store.ts';
import { pageOf } from '../documents/page-of.ts';
import { presentShow } from '../documents/presenters/presenter-show.ts';
import { placeOf } from '../library/place.ts';
import { readDocument } from '../documents/read.ts';
import { kindOfRef } from '../kinds/index.ts';
import type { KindCode } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { refOf } from './common.ts';
import { render } from '../../web/render.ts';

/** A published document as its readers see it; an earlier version by its number. */
export function showPage(context: CwsContext, kind: KindCode) {
  return async (req: Request, res: Response): Promise<void> => {
    const ref = refOf(req);
    if (kindOfRef(ref)?.code !== kind) throw new NotFound('no such document');
    const query = readQuery(req.query, {
      lang: choice(['en', 'fr']),
      version: freeText,
      done: choice(['acknowledged', 'checked']),
    });
    if (!/^\d{0,6}$/.test(query.version)) throw new NotFound('no such version');
    const viewer = viewerOf(req);
    const { document, content, version } = await readDocument(
      context.pool,
      viewer,
      ref,
      query.version === '' ? undefined : Number(query.version),
    );
    context.alertWatch.seen(viewer.accountId);
    const words = wordsOf(context, res);
    const lang =
      query.lang === 'en' || query.lang === 'fr'
        ? query.lang
        : content.texts[words.lang]
          ? words.lang
          : content.original;
    const [shown, versions, place] = await Promise.all([
      pageOf(context, viewer, { document, content, lang, words }),
      listVersions(context.pool, document),
      kind === 'page' ? placeOf(context, viewer, document, words) : undefined,
    ]);
    render(
      res,
      'cws/show',
      presentShow({ viewer, document, shown, version, versions, place, words, context, done: query.done }),
    );
  };
}
