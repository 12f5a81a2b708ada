import type { Viewer } from '../../../access/index.ts';
import { addressOf, packCursor } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import type { DocumentPage } from '../store-list.ts';
import { filtersOf, usualStanding, type Asked, type FilterName, type ListedKind } from '../listing.ts';
import { presentChips, presentFacets } from './presenter-facets.ts';
import { presentRows } from './presenter-rows.ts';
import { dateFormat } from '../../../text/formats.ts';

interface ListSources {
  readonly viewer: Viewer;
  readonly kind: ListedKind;
  readonly asked: Asked;
  readonly page: DocumentPage;
  /** Counted up to `maxCounted`. */
  readonly total: number;
  /** Unread alerts in force, where that is told. */
  readonly unread: number;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'offices' | 'texts'>;
  /** Address of this page. */
  readonly address: string;
}

/** Where counting stops. */
export const maxCounted = 10_001;

/** A list of published documents: how many, what narrows it, rows, the way on. Pure but for the clock. */
export function presentList(sources: ListSources) {
  const {
    viewer,
    kind,
    asked: { given },
    page,
    total,
    unread,
    words,
    context,
    address,
  } = sources;
  const { t } = words;
  const path = kinds[kind].list('');
  const active = filtersOf[kind].filter(
    name => given[name] !== '' && !(name === 'standing' && given[name] === usualStanding(kind)),
  );
  const standing = given.standing === '' ? usualStanding(kind) : given.standing;
  const hrefOf = (changed: Readonly<Record<string, string>>): string => addressOf(path, { ...given, ...changed });
  const title =
    total >= maxCounted
      ? t(`cwslists:more.${kind}`, { count: words.count(maxCounted - 1) })
      : t(`cwslists:count.${kind}.${standing}`, { count: total, number: words.count(total) });
  return {
    title,
    kind,
    head: {
      title,
      crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: t(`cws:kind.${kind}.many`) }],
      scope: [
        t(`cwslists:scope.${kind}`),
        ...(unread > 0
          ? [t('cwslists:unread', { count: unread, number: unread > 99 ? '99+' : words.count(unread) })]
          : []),
      ].join(' · '),
      actions:
        kind !== 'alert' && kinds[kind].writers(viewer)
          ? [{ label: t(`cws:kind.${kind}.new`), href: `/cws/documents/new/${kind}`, icon: 'plus' }]
          : [],
    },
    filters: {
      action: path,
      active: active.length,
      clearHref: path,
      words: { name: 'q', value: given.q, placeholder: t('cwslists:filter.q') },
    },
    facets: presentFacets(kind, given, words, context),
    chips: presentChips(active, given, words, context, hrefOf),
    groups: groupsOf(kind, page.rows, words).map(({ label, rows }) => ({
      label,
      rows: presentRows(rows, words, context, address),
    })),
    pager: {
      total: title,
      ...(page.before ? { newer: hrefOf({ before: packCursor(page.before) }) } : {}),
      ...(page.after ? { older: hrefOf({ after: packCursor(page.after) }) } : {}),
    },
    empty: page.rows.length > 0 ? undefined : emptyOf(kind, active, path, words),
  };
}

/** Media releases by the month they were released in; everything else is one group without a name. */
function groupsOf(
  kind: ListedKind,
  documents: readonly CwsDocument[],
  { lang }: Words,
): { label: string; rows: readonly CwsDocument[] }[] {
  if (kind !== 'release') return [{ label: '', rows: documents }];
  const months = dateFormat(lang, { month: 'long', year: 'numeric' });
  return [...Map.groupBy(documents, ({ facts }) => String(facts.releasedOn ?? '').slice(0, 7))].map(
    ([month, rows]) => ({ label: month === '' ? '' : months.format(new Date(`${month}-01T00:00:00Z`)), rows }),
  );
}

function emptyOf(kind: ListedKind, active: readonly FilterName[], path: string, { t }: Words) {
  return active.length > 0
    ? { text: t('cwslists:none.filtered'), action: { label: t(`cwslists:none.whole.${kind}`), href: path } }
    : { text: t(`cwslists:none.${kind}`) };
}
