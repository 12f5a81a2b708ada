import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { wordsIn, type Words } from '../../reference/index.ts';
import type { CpdbContext } from '../context.ts';
import type { Card } from '../pictures/picture.ts';
import { monthOf, presentCard, productName } from '../pictures/presenter-card.ts';
import { followPictures } from '../pictures/store.ts';
import { addressAgain, readGallery } from './query.ts';
import { countedTo, listGallery } from './store-list.ts';

/** The newest pictures of a search of the gallery, for pages of other rooms. `filters` as in its address. */
export function picturesAtAGlance(context: CpdbContext) {
  return {
    /** `number` says how many there are, exactly up to a bound. */
    async find(viewer: Viewer, filters: Readonly<Record<string, string>>, lang: Language, shown: number) {
      const asked = readGallery(filters, context);
      const { rows, total } = await listGallery(context.pool, viewer, asked, { size: shown, isCounted: true });
      const words = wordsIn(lang, context);
      const cards = rows.map(card => ({ ...presentCard(card, words, context), meta: metaAway(card, words, context) }));
      const exact = words.count(Math.min(total, countedTo));
      const number = total > countedTo ? words.t('find:atLeast', { number: exact }) : exact;
      return { cards, total, number, href: addressAgain(asked) };
    },

    /** Where the picture of a reference is, if it is one and the viewer may see it. */
    async follow(viewer: Viewer, typed: string): Promise<string | undefined> {
      const ref = typed.trim().toUpperCase();
      return (await followPictures(context.pool, viewer, [ref])).get(ref);
    },
  };
}

/** Away from the gallery a card says country, month and product. */
function metaAway(card: Card, words: Words, context: CpdbContext): string {
  const where = words.t('cpdb:where', { country: words.country(card.country), month: monthOf(card, words) });
  const goods = productName(card, words, context) ?? context.lists.name('heading', card.heading, words.lang);
  return `${where} · ${goods}`;
}
