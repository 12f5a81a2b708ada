import type { Words } from '../../reference/index.ts';
import type { CpdbContext } from '../context.ts';
import { presentCard } from '../pictures/presenter-card.ts';
import type { Card } from '../pictures/picture.ts';
import { followedText } from './form.ts';
import { galleryOf, path, type Watch } from './watch.ts';

interface WatchSources {
  readonly watch: Watch;
  readonly rows: readonly { readonly id: number; readonly isNew: boolean }[];
  readonly cards: ReadonlyMap<number, Card>;
  readonly done: string;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'texts'>;
}

/** A hiding place that is followed: what is new, and what was there. Pure. */
export function presentWatch({ watch, rows, cards, done, words, context }: WatchSources) {
  const { t } = words;
  const title = followedText(watch, words.lang, context);
  const shown = (isNew: boolean) =>
    rows
      .filter(row => row.isNew === isNew)
      .flatMap(({ id }) => cards.get(id) ?? [])
      .map(card => presentCard(card, words, context));
  return {
    title,
    done: done === '' ? undefined : t('cpdbwatches:done.followed'),
    head: {
      title,
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: t('cwsfeeds:title'), href: '/cws/subscription' },
        { label: title },
      ],
      scope: t('cpdbwatches:since', { date: words.date(watch.madeAt.slice(0, 10)) }),
      actions: [{ label: t('cpdbwatches:gallery'), href: galleryOf(watch), icon: 'images' }],
    },
    fresh: shown(true),
    earlier: shown(false),
    endAction: `${path}/${watch.id}/end`,
  };
}
