import type { Viewer } from '../../../access/index.ts';
import { readCriteria } from '../../search/criteria.ts';
import type { Naming } from '../../search/pages/presenter-names.ts';
import { filtersOf, hrefOf } from '../../search/pages/presenter-chips.ts';
import { columnsOf } from '../../search/pages/presenter-head.ts';
import { keptRowsOf } from '../../search/pages/presenter-rows.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { canWatch } from '../permissions.ts';
import { readSaved } from '../saved-search.ts';
import type { HitRow, ImportHit } from '../store-news.ts';
import { keptDays, type Watch } from '../watch.ts';
import { sharedText, troubleOf } from './presenter-list.ts';

interface OneSources {
  readonly viewer: Viewer;
  readonly watch: Watch;
  readonly rows: readonly HitRow[];
  readonly imports: readonly ImportHit[];
  readonly mailbox: string | undefined;
  readonly context: Naming;
  readonly words: Words;
  readonly done: string | undefined;
}

/** Rows of records a list shows at most. */
export const mostShown = 100;

/** One list: what came on it, how it tells, what can be done. Pure. */
export function presentWatch({ viewer, watch, rows, imports, mailbox, context, words, done }: OneSources) {
  const { t, names } = words;
  const saved = readSaved(watch.query, context);
  const { criteria } = saved;
  const fresh = rows.filter(({ isNew }) => isNew);
  const earlier = rows.filter(({ isNew }) => !isNew);
  const base = `/seizures/watches/${watch.id}`;
  const may = canWatch(viewer, 'change', watch);
  // The last to come is first, whatever its date: the table has the order of no column.
  const asked = criteria ?? readCriteria({}, context.lists, context.offices);
  const columns = columnsOf({ ...asked, sort: 'recorded' }, names);
  return {
    title: watch.name,
    done: done === undefined ? undefined : t(`watches:done.${done}`),
    head: {
      title: watch.name,
      scope: criteria ? undefined : t('watches:unreadable'),
      crumbs: [{ label: t('watches:title'), href: '/seizures/watches' }, { label: watch.name }],
      tag:
        watch.rhythm === 'none'
          ? { label: t('watches:rhythmShort.none'), icon: 'bookmark' }
          : { label: t(`watches:rhythmShort.${watch.rhythm}`), icon: 'bell', tone: 'is-info' },
      actions: criteria ? [{ label: t('watches:open'), href: hrefOf(criteria), icon: 'search', tone: 'primary' }] : [],
    },
    id: String(watch.id),
    base,
    trouble: troubleOf(watch, saved, words),
    columns,
    isTelling: watch.rhythm !== 'none',
    parts: [
      { key: 'fresh', title: t('watches:fresh'), rows: keptRowsOf(fresh, names) },
      { key: 'earlier', title: t('watches:earlier'), rows: keptRowsOf(earlier, names) },
    ].filter(part => part.rows.length > 0),
    amended: rows.filter(({ kind }) => kind === 'amended').map(({ ref }) => ref),
    imports: imports.map(one => ({
      title: t('watches:importMatches', { count: one.records, number: names.count(one.records) }),
      text: t(one.isNew ? 'watches:importNew' : 'watches:importEarlier'),
      icon: 'file-spreadsheet',
      end: t('watches:openImport'),
      endHref: criteria ? hrefOf(criteria, { import: one.importId }) : undefined,
    })),
    isFull: rows.length >= mostShown,
    note: t('watches:kept', { days: keptDays, most: mostShown }),
    facts: {
      items: [
        ...(criteria ? filtersOf(criteria, names) : []),
        { label: t('watches:field.rhythm'), value: t(`watches:rhythm.${watch.rhythm}`) },
        { label: t('watches:column.shared'), value: sharedText(viewer, watch, words) },
        ...(watch.rhythm === 'none' ? [] : tellingFacts(watch, mailbox, words)),
      ],
    },
    may,
    version: String(watch.version),
    changeSearchHref: may && criteria ? hrefOf(criteria, { watch: watch.id }) : undefined,
    subject: t('watches:letterSubject', { name: watch.name }),
  };
}

function tellingFacts(watch: Watch, mailbox: string | undefined, { t, time }: Words) {
  return [
    {
      label: t('watches:whom'),
      value: [
        t(watch.byLetter ? 'watches:homeAndLetter' : 'watches:homeOnly'),
        ...(watch.mailbox ? [mailbox ?? t('watches:option.noMailbox')] : []),
      ].join(', '),
    },
    {
      label: t('watches:also'),
      value: t(`watches:alsoText.${watch.amended ? 'amended' : 'new'}${watch.own ? 'Own' : ''}`),
    },
    { label: t('watches:column.told'), value: watch.toldAt === null ? t('watches:never') : time(watch.toldAt) },
  ];
}
