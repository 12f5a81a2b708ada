import { rights, type Lang, type Viewer } from '../../../access/index.ts';
import type { FollowedList } from '../../../web/followed.ts';
import type { Seizures } from '../../context.ts';
import { wordsFor } from '../../record/pages/presenter-words.ts';
import { inWords } from '../../search/pages/presenter-chips.ts';
import { newsOf } from '../news.ts';
import { readSaved } from '../saved-search.ts';
import { listWatches } from '../store-watches.ts';

/** The saved searches and watch lists of an account, for the page of all that it follows. */
export function followedSearches(seizures: Seizures) {
  const { context } = seizures;
  const wordsIn = wordsFor(context);
  return async (viewer: Viewer, { lang }: { readonly lang: Lang }): Promise<FollowedList | undefined> => {
    if (!rights['database:read'](viewer)) return undefined;
    const [watches, news] = await Promise.all([
      listWatches(context.pool, viewer),
      newsOf(context.pool, seizures, viewer),
    ]);
    const newOf = new Map(news.map(one => [one.id, one.records + one.imports]));
    const { names, t } = wordsIn(lang);
    return {
      id: 'searches',
      title: t('watches:title'),
      note: t('watches:followedNote'),
      icon: 'bookmark',
      rows: watches.map(({ id, name, query, rhythm }) => {
        const { criteria } = readSaved(query, context);
        const count = newOf.get(id) ?? 0;
        return {
          title: name,
          href: `/seizures/watches/${id}`,
          text: [
            criteria ? inWords(criteria, names) : t('watches:unreadable'),
            t(criteria ? `watches:rhythmShort.${rhythm}` : 'watches:paused'),
          ].join(' · '),
          fresh: count === 0 ? '' : t('watches:newCount', { count, number: names.count(count) }),
        };
      }),
      none: t('watches:empty'),
      more: { label: t('watches:new'), href: '/seizures' },
    };
  };
}
