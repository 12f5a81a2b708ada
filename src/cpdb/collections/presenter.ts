import type { Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { presentForm } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { presentCard } from '../pictures/presenter-card.ts';
import type { Card } from '../pictures/picture.ts';
import type { CpdbContext } from '../context.ts';
import { path, type Collection } from './collection.ts';
import { mayChange } from './scope.ts';

interface IndexSources {
  readonly viewer: Viewer;
  readonly collections: readonly Collection[];
  readonly done: string;
  readonly words: Words;
}

/** The collections a viewer sees. Pure. */
export function presentIndex({ viewer, collections, done, words }: IndexSources) {
  const { t } = words;
  const make = { label: t('cpdbcollections:new'), href: `${path}/new` };
  return {
    title: t('cpdbcollections:title'),
    done: done === '' ? undefined : t(`cpdbcollections:done.${done}`),
    head: {
      title: t('cpdbcollections:title'),
      crumbs: [{ label: t('cpdb:title'), href: '/cpdb' }, { label: t('cpdbcollections:title') }],
      scope: t('cpdbcollections:scope'),
      actions: [{ ...make, icon: 'plus', tone: 'primary' as const }],
    },
    collections: collections.map(one => ({
      href: `${path}/${one.id}`,
      title: one.name,
      text: one.note,
      ref: one.accountId === viewer.accountId ? t('cpdbcollections:yours') : one.madeBy,
      meta: [
        t('cpdb:places', { count: one.pictures, number: words.count(one.pictures) }),
        t(`cpdbcollections:audience.${one.audience}`),
      ].join(' · '),
    })),
    empty: { text: t('cpdbcollections:none'), action: make },
  };
}

interface CollectionSources {
  readonly viewer: Viewer;
  readonly collection: Collection;
  readonly cards: readonly Card[];
  readonly done: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly isMeanwhile: boolean;
  readonly now: string;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'texts'>;
}

/** One collection with its pictures in their order. Pure. */
export function presentCollection({
  viewer,
  collection,
  cards,
  done,
  typed,
  problems,
  isMeanwhile,
  now,
  words,
  context,
}: CollectionSources) {
  const { t } = words;
  const here = `${path}/${collection.id}`;
  const keeps = mayChange(viewer, collection);
  const form = presentForm(
    words,
    {
      groups: [
        {
          fields: [
            {
              name: 'pictures',
              type: 'text',
              max: 900,
              label: t('cpdbcollections:field.pictures'),
              hint: t('cpdbcollections:picturesHint'),
              value: typed.pictures ?? '',
            },
          ],
        },
      ],
    },
    problems,
  );
  const moveOf = (value: string, icon: string, at: number) => ({
    value,
    icon,
    label: t(`cpdbcollections:act.${value}`, { number: at + 1 }),
  });
  return {
    title: collection.name,
    problems: form.problems,
    done: done === '' ? undefined : t(`cpdbcollections:done.${done}`),
    meanwhile: isMeanwhile ? t('cpdbcollections:meanwhile') : undefined,
    head: {
      title: collection.name,
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: t('cpdbcollections:title'), href: path },
        { label: collection.name },
      ],
      scope: [
        t('cpdb:places', { count: cards.length, number: words.count(cards.length) }),
        t(`cpdbcollections:audience.${collection.audience}`),
        t('cpdbcollections:by', { login: collection.madeBy }),
      ].join(' · '),
      actions: keeps ? [{ label: t('cpdbcollections:edit'), href: `${here}/edit`, icon: 'square-pen' }] : [],
    },
    note: collection.note,
    here,
    keeps,
    field: keeps ? form.groups[0]?.fields[0] : undefined,
    pictures: cards.map((card, at) => ({
      number: at + 1,
      ref: card.ref,
      card: presentCard(card, words, context),
      moves: keeps
        ? [
            ...(at > 0 ? [moveOf('up', 'arrow-up', at)] : []),
            ...(at < cards.length - 1 ? [moveOf('down', 'arrow-down', at)] : []),
            moveOf('remove', 'trash-2', at),
          ]
        : [],
    })),
    print: {
      lead: t('cpdb:print.lead'),
      official: t('cpdb:print.official'),
      what: collection.name,
      by: t('cpdb:print.by', { login: viewer.loginId, time: words.time(now) }),
    },
  };
}
