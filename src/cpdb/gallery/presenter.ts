import { addressOf, packCursor } from '../../fields/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { path as collectionsPath, type Collection } from '../collections/collection.ts';
import type { Words } from '../../reference/index.ts';
import { canDateMove } from '../../text/clock.ts';
import { presentCard } from '../pictures/presenter-card.ts';
import { shown, type Card } from '../pictures/picture.ts';
import type { CpdbContext } from '../context.ts';
import { presentOfTheDay } from '../training/of-the-day.ts';
import type { Counts } from './store-counts.ts';
import type { GalleryPage } from './store-list.ts';
import { presentChips, presentFacets } from './presenter-facets.ts';
import { followAddress } from '../watches/watch.ts';
import { addressAgain, sorts, type Asked, type Given, type Place } from './query.ts';

interface GallerySources {
  readonly asked: Asked;
  readonly page: GalleryPage;
  readonly counts: Counts;
  /** The picture of the day, on a page that begins with it. Plain date. */
  readonly day?: { readonly picture: Card; readonly date: string };
  /** Those the viewer may change, own ones first. */
  readonly collections: readonly Pick<Collection, 'id' | 'name'>[];
  /** Why pictures could not be put into one. */
  readonly problem?: FieldProblem;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;
}

/** The gallery: cards, filters with counts, chips and the way on. Pure. */
export function presentGallery(sources: GallerySources) {
  const { asked, page, counts, day, problem, words, context } = sources;
  const { given, sort, into } = asked;
  const { t } = words;
  const order = sort === 'newest' ? '' : sort;
  const hrefOf = (changed: Partial<Given> = {}, more: Readonly<Record<string, string>> = {}): string =>
    addressOf('/cpdb', { ...given, ...changed, sort: order, into, ...more });
  const chips = presentChips({ given, words, context }, hrefOf);
  const way = (name: 'after' | 'before', place: Place | undefined): string | undefined =>
    place && hrefOf({}, { [name]: packCursor(place) });
  const found = { count: counts.total, number: words.count(counts.total) };
  return {
    title: t('cpdb:gallery.title', found),
    problems: problem ? [{ text: words.problem(problem), href: '#field-collection' }] : [],
    collected: collectedIn(sources),
    collect: collectFrom(sources),
    views: viewsOf(given, hrefOf, words),
    head: {
      title: t('cpdb:gallery.title', found),
      scope: t('cpdb:gallery.scope', {
        images: t('cpdb:images', { count: counts.images, number: words.count(counts.images) }),
        pairs: t('cpdb:pairs', { count: counts.pairs, number: words.count(counts.pairs) }),
      }),
      actions: [followLink(given, words)],
    },
    sorts: {
      label: t('cpdb:gallery.sort'),
      items: sorts.map(one => ({
        label: t(`cpdb:sort.${one}`),
        href: addressOf('/cpdb', { ...given, sort: one === 'newest' ? '' : one }),
        current: one === sort,
      })),
    },
    filters: {
      action: '/cpdb',
      active: chips.length,
      clearHref: addressOf('/cpdb', { sort: order }),
      hidden: order === '' ? [] : [{ name: 'sort', value: order }],
      words: { name: 'q', value: given.q, placeholder: t('cpdb:gallery.words') },
    },
    facets: presentFacets({ given, counts, words, context }),
    chips,
    day: day && presentOfTheDay(day.picture, day.date, words, context),
    cards: page.rows.map(picture => presentCard(picture, words, context)),
    empty:
      page.rows.length > 0
        ? undefined
        : {
            text: t(
              chips.length > 0 ? 'cpdb:gallery.none' : canDateMove() ? 'cpdb:gallery.drawing' : 'cpdb:gallery.empty',
            ),
            ...(chips.length > 0 ? { action: { label: t('common:filters.clear'), href: '/cpdb' } } : {}),
          },
    pager: {
      ...(page.first > 0 ? { from: page.first, to: page.first + page.rows.length - 1 } : {}),
      total: counts.total,
      newer: way('before', page.before),
      older: way('after', page.after),
      ...(sort === 'oldest' ? { newerLabel: t('common:pager.previous'), olderLabel: t('common:pager.next') } : {}),
    },
  };
}

/** To follow the first of the hiding places that are looked at. */
function followLink({ place, transport, heading }: Given, { t }: Words) {
  const [first = '', by = '', goods = ''] = [place, transport, heading].map(one => one.split(',')[0]);
  return {
    label: t(first === '' ? 'cpdbwatches:new' : 'cpdbwatches:this'),
    href: followAddress({ place: first, transport: by, heading: goods }),
    icon: 'bell',
  };
}

/** The collection pictures were just put into. */
function collectedIn({ asked: { into, done }, collections, words: { t } }: GallerySources) {
  const known = collections.find(({ id }) => String(id) === into);
  if (done !== 'collected' || !known) return undefined;
  return {
    text: t('cpdbcollections:collected', { name: known.name }),
    action: { label: t('cpdbcollections:collectedOpen'), href: `${collectionsPath}/${known.id}` },
  };
}

/** To put pictures of the list into a collection: one by its button, or those that are ticked. */
function collectFrom({ asked, collections, problem, words }: GallerySources) {
  const { t } = words;
  const options = [
    ...collections.map(({ id, name }) => ({ value: String(id), label: name })),
    { value: '', label: t('cpdbcollections:collectIntoNew') },
  ];
  return {
    action: addressAgain(asked, {}, '/cpdb/collect'),
    field: {
      type: 'choice' as const,
      display: 'select' as const,
      noBlank: true,
      id: 'field-collection',
      name: 'collection',
      label: t('cpdbcollections:field.collection'),
      value: options.some(({ value }) => value === asked.into) && asked.into !== '' ? asked.into : options[0]?.value,
      options,
      ...(problem ? { error: words.problem(problem) } : {}),
    },
  };
}

/** All, or only pictures of one make. */
function viewsOf(given: Given, hrefOf: (changed: Partial<Given>) => string, { t }: Words) {
  const icons = { pair: 'images', photo: 'image', xray: 'scan' } as const;
  return {
    label: t('cpdb:filter.shows'),
    items: [
      { label: t('cpdb:gallery.all'), href: hrefOf({ shows: '' }), icon: 'layout-grid', current: given.shows === '' },
      ...shown.map(value => ({
        label: t(`cpdb:view.${value}`),
        href: hrefOf({ shows: value }),
        icon: icons[value],
        current: given.shows === value,
      })),
    ],
  };
}
