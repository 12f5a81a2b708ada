import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { readQuery } from '../../forms/index.ts';
import { NotFound } from '../../errors.ts';
import { listVersions } from '../documents/store.ts';
import { pageOf } from '../documents/page-of.ts';
import { presentShow } from '../documents/present-show.ts';
import { placeOf } from '../library/place.ts';
import { readDocument } from '../documents/read.ts';
import { kindOfRef } from '../kinds/index.ts';
import type { KindCode } from '../kinds/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { refOf } from './common.ts';

/** A published document as its readers see it; an earlier version by its number. */
export function showPage(room: CwsRoom, kind: KindCode) {
  return async (req: Request, res: Response): Promise<void> => {
    const ref = refOf(req);
    if (kindOfRef(ref)?.code !== kind) throw new NotFound('no such document');
    const query = readQuery(req.query, { lang: ['en', 'fr'], version: 'words', done: ['acknowledged', 'checked'] });
    if (!/^\d{0,6}$/.test(query.version)) throw new NotFound('no such version');
    const viewer = viewerOf(req);
    const { document, content, version } = await readDocument(
      room.pool,
      viewer,
      ref,
      query.version === '' ? undefined : Number(query.version),
    );
    room.alertWatch.seen(viewer.accountId);
    const words = wordsOf(room, res);
    const lang =
      query.lang === 'en' || query.lang === 'fr'
        ? query.lang
        : content.texts[words.lang]
          ? words.lang
          : content.original;
    const [shown, versions, place] = await Promise.all([
      pageOf(room, viewer, { document, content, lang, words }),
      listVersions(room.pool, document),
      kind === 'page' ? placeOf(room, viewer, document, words) : undefined,
    ]);
    res.render(
      'cws/show',
      presentShow({ viewer, document, shown, version, versions, place, words, room, done: query.done }),
    );
  };
}
