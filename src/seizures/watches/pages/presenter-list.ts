import type { Viewer } from '../../../access/index.ts';
import type { Naming } from '../../search/pages/presenter-names.ts';
import { facetNames, routeNames } from '../../search/criteria.ts';
import { hrefOf, inWords } from '../../search/pages/presenter-chips.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { readSaved, type SavedSearch } from '../saved-search.ts';
import type { SentLetter } from '../store-letters.ts';
import type { News } from '../store-news.ts';
import type { Watch } from '../watch.ts';
import { canWatch } from '../permissions.ts';

interface ListSources {
  readonly viewer: Viewer;
  readonly watches: readonly Watch[];
  readonly news: readonly News[];
  readonly letters: readonly SentLetter[];
  readonly context: Naming;
  readonly words: Words;
  readonly done: string | undefined;
}

/** Watch lists, saved searches and the letters of the last days. Pure. */
export function presentWatches({ viewer, watches, news, letters, context, words, done }: ListSources) {
  const { t } = words;
  const newOf = new Map(news.map(one => [one.id, one.records + one.imports]));
  const rows = watches.map(watch => ({
    ...rowOf(viewer, watch, readSaved(watch.query, context), words),
    isTelling: watch.rhythm !== 'none',
    news: newOf.get(watch.id) ?? 0,
    newsText: newsText(newOf.get(watch.id) ?? 0, words),
  }));
  const telling = rows.filter(({ isTelling }) => isTelling);
  const saved = rows.filter(({ isTelling }) => !isTelling);
  return {
    title: t('watches:title'),
    done: done === undefined ? undefined : t(`watches:done.${done}`),
    head: {
      title: t('watches:title'),
      scope: t('watches:lead'),
      actions: [
        { label: t('watches:all'), href: '/cws/subscription', icon: 'bell' },
        { label: t('watches:new'), href: '/seizures', icon: 'plus', tone: 'primary' },
      ],
    },
    telling: {
      section: { title: t('watches:telling'), count: words.names.count(telling.length), id: 'lists' },
      rows: telling,
    },
    saved: { section: { title: t('watches:saved'), count: words.names.count(saved.length), id: 'saved' }, rows: saved },
    letters: {
      section: { title: t('watches:letters'), note: t('watches:lastDays'), id: 'letters' },
      rows: letters.map(one => letterRow(one, words)),
      empty: { text: t('watches:noLetters') },
    },
    empty: { text: t('watches:empty'), action: { label: t('watches:toSearch'), href: '/seizures' } },
  };
}

function newsText(count: number, { t, names }: Words): string {
  return count === 0 ? t('watches:none') : t('watches:newCount', { count, number: names.count(count) });
}

function rowOf(viewer: Viewer, watch: Watch, search: SavedSearch, words: Words) {
  const { t } = words;
  const { criteria } = search;
  return {
    id: String(watch.id),
    href: `/seizures/watches/${watch.id}`,
    name: watch.name,
    search: criteria ? inWords(criteria, words.names) : t('watches:unreadable'),
    searchHref: criteria ? hrefOf(criteria) : undefined,
    tells: t(`watches:${criteria ? 'rhythmShort' : 'paused'}${criteria ? `.${watch.rhythm}` : ''}`),
    shared: sharedText(viewer, watch, words),
    told: watch.toldAt === null ? '' : words.time(watch.toldAt),
    trouble: troubleOf(watch, search, words),
    mayChange: canWatch(viewer, 'change', watch),
  };
}

export function sharedText(viewer: Viewer, watch: Watch, { t }: Words): string {
  if (watch.accountId !== viewer.accountId) return t('watches:by', { login: watch.loginId });
  return t(watch.shared ? 'watches:withOffice' : 'watches:onlyYou');
}

/** Why a list does not work as it was meant, and what would take the place of its search. */
export function troubleOf(watch: Watch, { criteria, retired, problems, mended }: SavedSearch, words: Words) {
  if (criteria && retired.length === 0) return undefined;
  const { t, lang } = words;
  const nameOf = (entry: { nameEn: string; nameFr: string }): string => (lang === 'fr' ? entry.nameFr : entry.nameEn);
  const reasons = [
    ...retired.map(({ entry }) => t('watches:retired', { name: nameOf(entry), date: words.date(entry.validTo ?? '') })),
    ...problems.map(({ path, key, values }) =>
      t('watches:wrong', { field: filterName(path, words), why: t(key, { ...values }) }),
    ),
  ];
  const heirs = retired.flatMap(({ successor }) => (successor ? [nameOf(successor)] : []));
  const isBetter = mended !== undefined && JSON.stringify(mended) !== JSON.stringify(watch.query);
  return {
    text: reasons.join(' '),
    repair: isBetter
      ? heirs.length > 0
        ? t('watches:useSuccessor', { name: heirs.join(', ') })
        : t('watches:useRest')
      : undefined,
    version: String(watch.version),
  };
}

const filterOf: Readonly<Record<string, string>> = {
  from: 'date',
  to: 'date',
  min: 'quantity',
  max: 'quantity',
  unit: 'quantity',
};
const filters: readonly string[] = [
  ...facetNames,
  ...routeNames,
  'product',
  'place',
  'port',
  'container',
  'date',
  'quantity',
];

/** What the search calls a parameter; one it does not know stays as it is written. */
function filterName(path: string, { t }: Words): string {
  const name = filterOf[path] ?? path;
  return filters.includes(name) ? t(`search:filter.${name}`) : path;
}

function letterRow(one: SentLetter, words: Words) {
  const { t } = words;
  const state = letterState(one);
  const late = one.sentAt !== null && one.tries > 1 ? ` ${t('watches:letterState.late', { count: one.tries })}` : '';
  return {
    title: t('watches:letterTitle', { count: one.records + one.imports, name: one.name }),
    text: [
      t(one.toMailbox ? 'watches:toMailbox' : 'watches:toOwner'),
      `${t(`watches:letterState.${state}`)}${late}`,
      ...(one.imports > 0 ? [t('watches:importLine')] : []),
    ].join(' · '),
    icon: state === 'sent' ? 'circle-check' : 'mail',
    ...(state === 'sent' ? {} : { tone: 'warn' }),
    end: words.time(one.sentAt ?? one.writtenAt),
    href: `/seizures/watches/${one.watchId}`,
  };
}

function letterState({ sentAt, droppedAt, givenUpAt, tries }: SentLetter) {
  if (sentAt !== null) return 'sent';
  if (droppedAt !== null) return 'dropped';
  if (givenUpAt !== null) return 'givenUp';
  return tries > 0 ? 'tried' : 'waiting';
}
