import { addressOf } from '../../../fields/index.ts';
import { nameOf, type ReferenceEntry, type Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { BadRequest } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import { sheetAddress } from './catalogue.ts';
import { dotted, factNamed, groupOf } from './facts.ts';
import { codeNamed } from './find.ts';
import type { SheetList } from './sheet-list.ts';

interface ListQuery {
  readonly q: string;
  readonly group: string;
  readonly after: string;
}

interface ListSources {
  readonly sheet: SheetList;
  readonly query: ListQuery;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'texts' | 'offices'>;
}

const perPage = 60;

/**
 * The sheets of one list: its groups, and the codes of one group or those that fit typed words. Throws BadRequest for a
 * place that is none.
 */
export function presentList(sources: ListSources) {
  const { sheet, query, words, context } = sources;
  const { list } = sheet;
  const { t, lang } = words;
  const whole = context.lists.all(list, { lang });
  const found = matching(context, sheet, whole, query, lang);
  const at = query.after === '' ? 0 : found.findIndex(({ code }) => code === query.after) + 1;
  if (query.after !== '' && at === 0)
    throw new BadRequest([{ path: 'after', key: 'forms:problem.malformed', values: { value: query.after } }]);
  const shown = found.slice(at, at + perPage);
  const here = (changed: Partial<ListQuery>): string =>
    addressOf(`/cws/reference/products/${list}`, { ...query, after: '', ...changed });
  const title = t(`cwsreference:list.${list}.name`);
  return {
    list,
    title,
    query,
    head: {
      title,
      scope: t(`cwsreference:list.${list}.use`),
      ...(sheet.heading ? { headings: [headingMark(sheet.heading, lang, context)] } : {}),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cwsreference:title'), href: '/cws/reference' },
        { label: title },
      ],
    },
    groups: groupsOf(whole, here, sources),
    columns: sheet.columns.map(key => ({
      key,
      label: t(`cwsreference:column.${key}`, { defaultValue: t(`cwsreference:fact.${key}`) }),
      number: sheet.facts.some(fact => fact.key === key && fact.type === 'number'),
    })),
    rows: shown.map(entry => rowOf(entry, sources)),
    empty: {
      text: t('cwsreference:noneFound'),
      action: { label: t('cwsreference:wholeList'), href: `/cws/reference/products/${list}` },
    },
    pager: {
      total: found.length,
      ...(shown.length > 0 ? { from: at + 1, to: at + shown.length } : {}),
      newerLabel: t('reference:pager.before'),
      olderLabel: t('reference:pager.after'),
      ...(at > 0 ? { newer: here({ after: found[at - perPage - 1]?.code ?? '' }) } : {}),
      ...(at + perPage < found.length ? { older: here({ after: shown.at(-1)?.code ?? '' }) } : {}),
    },
    codeList: { label: t('cwsreference:codeList'), href: `/reference/${list}` },
    source: t(`cwsreference:list.${list}.source`),
  };
}

/** The groups of a list that has more than one, as links, and all of them together. */
function groupsOf(
  whole: readonly ReferenceEntry[],
  here: (changed: Partial<ListQuery>) => string,
  { sheet, query, words, context: { lists } }: ListSources,
) {
  if (!sheet.group) return [];
  const groups = Map.groupBy(whole, entry => groupOf({ sheet, entry, words, lists })?.code ?? '');
  if (groups.size < 2) return [];
  const link = (group: string, label: string, { length }: readonly ReferenceEntry[]) => ({
    label,
    count: words.count(length),
    href: here({ group }),
    current: query.group === group,
  });
  return [
    link('', words.t('cwsreference:allGroups'), whole),
    ...[...groups].map(([code, entries]) => {
      const [entry] = entries as [ReferenceEntry];
      return link(code || '-', groupOf({ sheet, entry, words, lists })?.label ?? '', entries);
    }),
  ];
}

function rowOf(entry: ReferenceEntry, { sheet, words, context: { lists } }: ListSources) {
  return {
    code: sheet.list === 'hs' ? dotted(entry.code) : entry.code,
    href: sheetAddress(sheet.list, entry.code),
    name: nameOf(entry, words.lang),
    retired: entry.validTo !== null,
    cells: sheet.columns.map(key => {
      const fact = factNamed(key, { sheet, entry, words, lists });
      return {
        text: [fact?.value, key === 'annex' ? entry.details.group : undefined].filter(Boolean).join(' '),
        number: fact?.number === true,
      };
    }),
  };
}

/**
 * Codes that fit: an exact number first, then by name. Without words the chapters of the Harmonized System stand for
 * all of it.
 */
function matching(
  { lists }: Pick<CwsContext, 'lists'>,
  sheet: SheetList,
  whole: readonly ReferenceEntry[],
  { q, group }: ListQuery,
  lang: 'en' | 'fr',
): readonly ReferenceEntry[] {
  const wanted = group === '-' ? '' : group;
  const inGroup = (entry: ReferenceEntry): boolean =>
    group === '' || (entry.details[sheet.group?.key ?? ''] ?? '') === wanted;
  if (q === '') return whole.filter(entry => inGroup(entry) && (sheet.list !== 'hs' || entry.parent === null));
  const exact = codeNamed(lists, sheet, q);
  const found = lists
    .find(sheet.list, q, lang, { limit: 1000 })
    .filter(entry => entry.code !== exact && inGroup(entry));
  const first = exact === undefined ? undefined : lists.lookUp(sheet.list, exact);
  return first && inGroup(first) ? [first, ...found] : found;
}
