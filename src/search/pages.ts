import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../access/index.ts';
import { picturesAtAGlance, type CpdbContext } from '../cpdb/index.ts';
import { websiteAtAGlance, type CwsContext } from '../cws/index.ts';
import { freeText, readQuery } from '../fields/index.ts';
import { officesAtAGlance } from '../network/index.ts';
import { hasWords, vocabularyOf, wordsIn, type Lists, type Offices } from '../reference/index.ts';
import { seizuresAtAGlance, type Seizures } from '../seizures/index.ts';
import type { Language, Texts } from '../i18n/index.ts';
import { render } from '../web/render.ts';
import { presentFound, type FoundEverywhere } from './presenter.ts';

export interface SearchDeps {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly seizures: Seizures;
  readonly cws: CwsContext;
  readonly cpdb: CpdbContext;
}

/** Results shown of each room. */
const shown = 5;

export function searchPages(deps: SearchDeps) {
  const records = seizuresAtAGlance(deps.seizures);
  const website = websiteAtAGlance(deps.cws);
  const pictures = picturesAtAGlance(deps.cpdb);
  const offices = officesAtAGlance(deps);
  return {
    async show(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { q } = readQuery(req.query, { q: freeText });
      const lang = res.locals.lang as Language;
      const isAsked = hasWords(q);
      const place = isAsked ? await named(viewer, q) : undefined;
      if (place !== undefined) return res.redirect(303, place);
      const found = isAsked ? await everywhere(viewer, q, lang) : undefined;
      if (found?.website.named !== undefined) return res.redirect(303, found.website.named);
      const isEmpty =
        found !== undefined && (found.seizures?.total ?? 0) + found.website.total + found.pictures.total === 0;
      const better = isEmpty ? vocabularyOf(deps.lists).suggest(q) : undefined;
      render(res, 'search/search', presentFound({ q, found, better, words: wordsIn(lang, deps) }));
    },
  };

  /** Where a reference that was typed leads. */
  async function named(viewer: Viewer, q: string): Promise<string | undefined> {
    const record = rights['database:read'](viewer) ? await records.follow(viewer, q) : undefined;
    return record ?? (await pictures.follow(viewer, q));
  }

  async function everywhere(viewer: Viewer, q: string, lang: Language): Promise<FoundEverywhere> {
    const [seizures, documents, gallery] = await Promise.all([
      rights['database:read'](viewer) ? records.find(viewer, q, lang, shown) : undefined,
      website(viewer, q, lang, shown, true),
      pictures.find(viewer, { q }, lang, shown),
    ]);
    return { seizures, website: documents, pictures: gallery, offices: offices(q) };
  }
}
