import { nameOf, type Lists, type Offices, type ReferenceEntry, type Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { isOther, ownLists } from '../own-lists.ts';
import { sumOf, type OfficeCount, type Recoding } from '../store-recode.ts';
import type { WordGroup } from '../words.ts';
import { base } from './form.ts';

interface Known {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly words: Words;
}

const listName = (list: string, { t }: Words): string => t(`reference:lists.${list}.name`);
const crumbsOf = (words: Words, ...more: { label: string; href?: string }[]) => [
  { label: words.t('codes:title'), href: base },
  ...more,
];

/** The lists that are changed here, and what was recoded last. Pure. */
export function presentLists(recodings: readonly Recoding[], { lists, words }: Pick<Known, 'lists' | 'words'>) {
  const { t } = words;
  return {
    title: t('codes:title'),
    head: {
      title: t('codes:title'),
      scope: t('codes:scope'),
      actions: [{ label: t('codes:words.title'), href: `${base}/words`, icon: 'list-filter' }],
    },
    section: { title: t('codes:lists'), id: 'lists' },
    rows: ownLists.map(list => ({
      title: listName(list, words),
      text: t(`reference:lists.${list}.use`),
      href: `${base}/${list}`,
      end: t('reference:codes', { count: lists.all(list).length }),
      icon: 'list',
    })),
    recodings: {
      section: { title: t('codes:recodings'), id: 'recodings' },
      rows: recodings.map(one => ({
        title: recodingText(one, { lists, words }),
        text: `${t('codes:by', { login: one.by, time: words.time(one.askedAt) })} · ${one.reason}`,
        href: `${base}/recodings/${one.id}`,
        end: t(`codes:state.${one.state}`),
        icon: 'refresh-cw',
      })),
      empty: { text: t('codes:noRecodings') },
    },
  };
}

function recodingText({ list, from, to }: Recoding, { lists, words }: Pick<Known, 'lists' | 'words'>): string {
  const [was, becomes] = [from, to].map(code => lists.name(list, code, words.lang));
  return words.t('codes:recodingOf', { from: was, to: becomes });
}

/** One list. Pure. */
export function presentCodes(list: string, { lists, words }: Pick<Known, 'lists' | 'words'>, done: string) {
  const { t } = words;
  const entries = lists.all(list);
  return {
    title: listName(list, words),
    done: done === '' ? undefined : t(`codes:done.${done}`),
    head: {
      title: listName(list, words),
      scope: t(`reference:lists.${list}.use`),
      crumbs: crumbsOf(words, { label: listName(list, words) }),
      actions: [{ label: t('codes:add'), href: `${base}/${list}/new`, icon: 'plus', tone: 'primary' as const }],
    },
    rows: entries.map(entry => ({
      code: entry.code,
      href: `${base}/${list}/${entry.code}`,
      nameEn: entry.nameEn,
      nameFr: entry.nameFr,
      group: groupOf(entry, list, { lists, words }),
      validity: validityOf(entry, words),
      retired: entry.validTo !== null && entry.validTo < today(),
    })),
  };
}

function groupOf(entry: ReferenceEntry, list: string, { lists, words }: Pick<Known, 'lists' | 'words'>): string {
  const group = entry.details[words.lang === 'fr' ? 'group_fr' : 'group'];
  return group ?? (entry.parent === null ? '' : lists.name(list, entry.parent, words.lang));
}

function validityOf({ validTo, successor }: ReferenceEntry, { t, date }: Words): string {
  if (validTo === null) return '';
  return [t('codes:until', { date: date(validTo) }), ...(successor === null ? [] : [`→ ${successor}`])].join(' ');
}

interface CodeSources extends Known {
  readonly list: string;
  readonly entry: ReferenceEntry;
  readonly seen: string;
  readonly counts: readonly OfficeCount[];
  readonly about: readonly { readonly at: string; readonly action: string; readonly login: string | null }[];
  readonly done: string;
}

/** One code: what it is called, who uses it, and what happened to it. Pure. */
export function presentCode({ list, entry, seen, counts, about, done, lists, offices, words }: CodeSources) {
  const { t, lang } = words;
  const here = `${base}/${list}/${entry.code}`;
  const act = (name: string, icon: string) => ({ label: t(`codes:${name}`), href: `${here}/${name}`, icon });
  const successor = entry.successor === null ? '' : `${lists.name(list, entry.successor, lang)} (${entry.successor})`;
  return {
    title: nameOf(entry, lang),
    done: done === '' ? undefined : t(`codes:done.${done}`),
    head: {
      title: nameOf(entry, lang),
      scope: entry.code,
      crumbs: crumbsOf(words, { label: listName(list, words), href: `${base}/${list}` }, { label: entry.code }),
      actions: [
        act('rename', 'square-pen'),
        ...(isOther(entry.code) ? [] : [act('retire', 'archive')]),
        ...(counts.length > 0 ? [act('recode', 'refresh-cw')] : []),
      ],
    },
    facts: [
      { label: t('codes:field.nameEn'), value: entry.nameEn },
      { label: t('codes:field.nameFr'), value: entry.nameFr },
      { label: t('codes:group'), value: groupOf(entry, list, { lists, words }) || t('codes:noGroup') },
      {
        label: t('codes:use'),
        value: entry.validTo === null ? t('codes:inUse') : t('codes:until', { date: words.date(entry.validTo) }),
      },
      ...(successor === '' ? [] : [{ label: t('codes:field.successor'), value: successor }]),
    ],
    reinstate: entry.validTo === null ? undefined : { action: `${here}/reinstate`, seen },
    preview: presentCounts(counts, { offices, words }),
    history: about
      .toReversed()
      .map(one => ({
        title: t(`audit:actions.${one.action}`),
        who: one.login ?? '',
        when: words.time(one.at),
        datetime: one.at,
        icon: 'tag',
      })),
  };
}

/** Records by office: what a recoding will change. Pure. */
export function presentCounts(counts: readonly OfficeCount[], { offices, words }: Pick<Known, 'offices' | 'words'>) {
  const total = sumOf(counts);
  return {
    caption: words.t('codes:preview'),
    total: words.t('codes:records', { count: total, number: words.count(total) }),
    rows: counts.map(({ office, records }) => ({
      office: offices.name(office, words.lang),
      records: words.count(records),
    })),
  };
}

/** How far a recoding is, and the way back. Pure. */
export function presentRecoding(one: Recoding, { lists, words }: Pick<Known, 'lists' | 'words'>) {
  const { t, count } = words;
  const title = recodingText(one, { lists, words });
  const isOpen = one.state === 'running' || one.state === 'undoing';
  const said = (name: 'total' | 'done' | 'failed' | 'undone' | 'kept') => ({
    label: t(`codes:outcome.${name}`),
    value: count(name === 'done' ? one.done + one.undone + one.kept : one[name]),
  });
  return {
    title,
    ...(isOpen ? { refresh: 3 } : {}),
    head: {
      title,
      scope: t('codes:by', { login: one.by, time: words.time(one.askedAt) }),
      crumbs: crumbsOf(words, { label: listName(one.list, words), href: `${base}/${one.list}` }, { label: title }),
      tag: { label: t(`codes:state.${one.state}`), tone: isOpen ? ('info' as const) : ('good' as const) },
    },
    facts: [
      { label: t('codes:field.reason'), value: one.reason },
      ...(one.words === null ? [] : [{ label: t('codes:words.said'), value: one.words.join(' · ') }]),
      said('total'),
      said('done'),
      ...(one.failed > 0 ? [said('failed')] : []),
      ...(one.undoneBy === null
        ? []
        : [said('undone'), said('kept'), { label: t('codes:undoneBy'), value: one.undoneBy }]),
    ],
    undo: one.state === 'done' || one.state === 'stopped' ? `${base}/recodings/${one.id}/undo` : undefined,
    more: { label: t('codes:seeCode'), href: `${base}/${one.list}/${one.to}` },
  };
}

/** Words typed under "other", by list. Pure. */
export function presentWords(groups: readonly WordGroup[], most: number, { words, offices }: Omit<Known, 'lists'>) {
  const { t } = words;
  const byList = Map.groupBy(groups.slice(0, most), ({ list }) => list);
  return {
    title: t('codes:words.title'),
    head: {
      title: t('codes:words.title'),
      scope: t('codes:words.scope'),
      crumbs: crumbsOf(words, { label: t('codes:words.title') }),
    },
    lists: [...byList].map(([list, some]) => ({
      id: list,
      action: `${base}/words/${list}`,
      section: { title: listName(list, words), id: list, count: words.count(some.length) },
      rows: some.map(one => ({
        key: one.key,
        text: one.text,
        records: words.count(one.records),
        offices: one.offices
          .slice(0, 4)
          .map(({ office, records }) => `${offices.name(office, words.lang)} ${words.count(records)}`)
          .join(', '),
      })),
    })),
    empty: { text: t('codes:words.none') },
  };
}
