import { addressOf } from '../../fields/index.ts';
import type { Words } from '../../reference/index.ts';
import { headingMark } from '../../seizures/index.ts';
import { branches } from '../kinds/page.ts';
import type { CwsContext } from '../context.ts';
import type { Found, Results } from './search.ts';
import { today } from '../../text/plain-date.ts';

interface Searched {
  readonly found: Results;
  readonly after: number;
  readonly size: number;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'texts' | 'offices'>;
}

/** The search of the whole website with its facets. Pure but for the clock. */
export function presentSearch({
  query,
  kinds,
  kindCodes,
  isLoose = false,
  better,
  ...searched
}: Searched & {
  query: { q: string; kind: string; heading: string };
  kinds: { counts: ReadonlyMap<string, number>; isComplete: boolean };
  kindCodes: readonly string[];
  /** Whether what is shown holds only some of the words. */
  isLoose?: boolean;
  /** What may have been meant. */
  better?: string | undefined;
}) {
  const { words, context } = searched;
  const { t } = words;
  const title = t('cwssearch:title');
  const here = (changed: Record<string, string>): string =>
    addressOf('/cws/search', { q: query.q, kind: query.kind, heading: query.heading, ...changed });
  const asked = query.q !== '';
  const counted = (code: string): string => {
    const count = kinds.counts.get(code) ?? 0;
    return kinds.isComplete
      ? words.count(count)
      : count === 0
        ? ''
        : t('cwssearch:atLeast', { count: words.count(count) });
  };
  return {
    title: asked ? `${query.q}${words.t('common:colon')} ${title}` : title,
    query,
    ...resultsOf(searched, query.q, here),
    loose: isLoose ? t('cwssearch:loose', { q: query.q }) : '',
    better: better === undefined ? undefined : { text: better, href: here({ q: better }) },
    head: { title, crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: title }] },
    kinds: !asked
      ? []
      : [
          { label: t('cwssearch:everything'), href: here({ kind: '' }), current: query.kind === '', count: '' },
          ...kindCodes
            .filter(code => query.kind === code || !kinds.isComplete || (kinds.counts.get(code) ?? 0) > 0)
            .map(code => ({
              label: t(`cwssearch:kind.${code}`),
              href: here({ kind: code }),
              current: query.kind === code,
              count: counted(code),
            })),
        ],
    headings: context.lists
      .all('heading')
      .map(({ code }) => ({
        value: code,
        label: context.lists.name('heading', code, words.lang),
        chosen: code === query.heading,
      })),
  };
}

/** The search of the reference system, with its branches. Pure but for the clock. */
export function presentReferenceSearch({ query, ...searched }: Searched & { query: { q: string; branch: string } }) {
  const { t } = searched.words;
  const title = t('cwssearch:reference');
  const here = (changed: Record<string, string>): string =>
    addressOf('/cws/reference/search', { q: query.q, branch: query.branch, ...changed });
  return {
    title: query.q === '' ? title : `${query.q}${t('common:colon')} ${title}`,
    query,
    ...resultsOf(searched, query.q, here),
    head: {
      title,
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cwsreference:title'), href: '/cws/reference' },
        { label: title },
      ],
    },
    branches: [
      { label: t('cwssearch:everything'), href: here({ branch: '' }), current: query.branch === '' },
      ...branches.map(code => ({
        label: t(`cws:choice.branch.${code}`),
        href: here({ branch: code }),
        current: query.branch === code,
      })),
    ],
    everywhere: addressOf('/cws/search', { q: query.q }),
  };
}

export function resultsOf(
  { found, after, size, words, context }: Searched,
  q: string,
  here: (changed: Record<string, string>) => string,
) {
  const { t } = words;
  return {
    asked: q !== '',
    results: found.rows.map(row => presentResult(row, words, context)),
    empty: t('cwssearch:none', { q }),
    pager:
      after === 0 && !found.more
        ? undefined
        : {
            from: found.rows.length > 0 ? after + 1 : undefined,
            to: after + found.rows.length,
            total: found.more ? t('cwssearch:more') : after + found.rows.length,
            newerLabel: t('reference:pager.before'),
            olderLabel: t('reference:pager.after'),
            ...(after > 0 ? { newer: here({ after: after > size ? String(after - size) : '' }) } : {}),
            ...(found.more ? { older: here({ after: String(after + size) }) } : {}),
          },
  };
}

/** One result as `cws/_search-rows` shows it. */
export function presentResult(
  { kind, key, title, href, lang, pieces, file, isExact, isWithdrawn, isCorrected, ...found }: Found,
  words: Words,
  context: Searched['context'],
) {
  const { t } = words;
  const { publishedAt, validUntil, headings } = found;
  const isExpired = validUntil !== null && validUntil < today();
  const [first] = headings;
  return {
    title,
    href,
    lang: lang === words.lang ? undefined : lang,
    pieces,
    file,
    over: [
      t(`cwssearch:one.${kind}`),
      kind === 'product' ? t(`cwsreference:list.${key.split('/')[0]}.name`) : kind === 'link' ? '' : key,
      publishedAt === null ? '' : words.date(publishedAt.slice(0, 10)),
    ]
      .filter(Boolean)
      .join(' · '),
    heading: first === undefined ? undefined : headingMark(first, words.lang, context),
    tags: [
      ...(isExact ? [{ label: t('cwssearch:exact'), icon: 'check', tone: 'good' }] : []),
      ...(isWithdrawn ? [{ label: t('cws:state.withdrawn'), icon: 'undo-2', tone: 'bad' }] : []),
      ...(isCorrected && !isWithdrawn ? [{ label: t('cws:state.corrected'), icon: 'history', tone: 'info' }] : []),
      ...(isExpired && !isWithdrawn ? [{ label: t('cws:state.expired'), icon: 'hourglass', tone: 'warn' }] : []),
    ],
  };
}
