import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { choice, freeText, readQuery } from '../../fields/index.ts';
import { NotFound } from '../../errors.ts';
import type { Content, CwsDocument } from '../documents/document.ts';
import type { Language } from '../../i18n/index.ts';
import type { Words } from '../../reference/index.ts';
import { getVersion, listVersions } from '../documents/store.ts';
import { differencesOf } from '../documents/presenters/presenter-differences.ts';
import { pageOf } from '../documents/page-of.ts';
import { presentShow } from '../documents/presenters/presenter-show.ts';
import { placeOf } from '../library/place.ts';
import { countHits } from '../answers/store.ts';
import { readDocument } from '../documents/read.ts';
import { kindOfRef, type KindCode } from '../kinds/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
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
    const lang = langOf(query.lang, content, words.lang);
    const [shown, versions, place, answers] = await Promise.all([
      pageOf(context, viewer, { document, content, lang, words, version }),
      listVersions(context.pool, document),
      kind === 'page' ? placeOf(context, viewer, document, words) : undefined,
      kind === 'alert' ? countHits(context.pool, document) : undefined,
    ]);
    const corrects = versions.some(one => one.version === version && one.corrects);
    const changed = corrects ? await changesOf(context, document, version, content, words) : [];
    render(
      res,
      'cws/show',
      presentShow({
        viewer,
        document,
        shown,
        version,
        versions,
        changed,
        place,
        answers,
        words,
        context,
        done: query.done,
      }),
    );
  };
}

/** Names of what a version says differently from the one before. */
async function changesOf(
  context: CwsContext,
  document: CwsDocument,
  version: number,
  content: Content,
  words: Words,
): Promise<string[]> {
  const before = await getVersion(context.pool, document, version - 1);
  return differencesOf(document.kind, before, content, words, context).map(({ label }) => label);
}

/** The language asked for, else the reader's where it is written in it, else the original. */
function langOf(asked: string, { texts, original }: Content, own: Language): Language {
  if (asked === 'en' || asked === 'fr') return asked;
  return texts[own] ? own : original;
}
