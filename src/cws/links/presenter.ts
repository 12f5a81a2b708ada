import { addressOf } from '../../fields/index.ts';
import { fold, type Words } from '../../reference/index.ts';
import { path, type Subject } from './form.ts';
import { linkStates, stateOf, type Link, type LinkFacts, type LinkState } from './link.ts';
import type { CheckRun } from './store-checks.ts';

export const shown = [...linkStates, 'retired'] as const;

const stateStyles: Readonly<Record<LinkState | 'retired', readonly [tone: string, icon: string]>> = {
  works: ['good', 'circle-check'],
  moved: ['info', 'arrow-right'],
  asked: ['warn', 'clock-3'],
  silent: ['bad', 'circle-x'],
  never: ['', 'circle-dashed'],
  retired: ['', 'undo-2'],
};

interface ListQuery {
  readonly subject: string;
  readonly state: string;
  readonly q: string;
}

interface ListSources {
  readonly links: readonly Link[];
  /** Undefined for a viewer who may not change links. */
  readonly retired?: readonly Link[];
  readonly query: ListQuery;
  readonly subjects: readonly Subject[];
  readonly run?: CheckRun;
  /** Whether the portal may ask other sites at all. */
  readonly outside: boolean;
  readonly words: Words;
}

/** The links by subject. Pure. */
export function presentList(sources: ListSources) {
  const { links, retired, query, subjects, words } = sources;
  const { t } = words;
  const mayEdit = retired !== undefined;
  const all = query.state === 'retired' ? (retired ?? []) : links;
  const found = all.filter(
    link => fits(link, query, words) && (query.subject === '' || link.subject === query.subject),
  );
  const isNarrowed = Object.values(query).some(value => value !== '');
  return {
    title: t('cwslinks:title'),
    mayEdit,
    isOrdered: mayEdit && query.q === '' && query.state === '',
    head: {
      title: t('cwslinks:title'),
      scope: [t('cwslinks:scope', { count: found.length }), checkedText(sources)].join(' '),
      html: '',
    },
    filters: presentFilters(sources, all),
    chips: presentChips(sources),
    needs: mayEdit ? needsOf(links, words) : undefined,
    sections: [...subjects, ...goneSubjects(found, subjects, words)]
      .map(({ code, name }) => ({
        id: `subject-${code.toLowerCase()}`,
        title: name,
        rows: found.filter(link => link.subject === code).map(link => rowOf(link, words)),
      }))
      .filter(({ rows }) => rows.length > 0),
    empty:
      found.length > 0
        ? undefined
        : {
            text: t(isNarrowed ? 'cwslinks:noneFits' : 'cwslinks:none'),
            ...(isNarrowed ? { action: { label: t('cwslinks:whole'), href: path } } : {}),
          },
  };
}

/** Subjects that links still have and the list no longer: nothing disappears with its subject. */
function goneSubjects(links: readonly Link[], subjects: readonly Subject[], { t }: Words): Subject[] {
  const gone = new Set(links.map(({ subject }) => subject).filter(code => !subjects.some(one => one.code === code)));
  return [...gone].map(code => ({ code, name: t('cwslinks:goneSubject', { code }) }));
}

function checkedText({ run, outside, words }: ListSources): string {
  if (!outside) return words.t('cwslinks:check.off');
  if (!run) return words.t('cwslinks:check.notYet');
  return words.t(run.noWayOut ? 'cwslinks:check.noWayOut' : 'cwslinks:check.last', { time: words.time(run.at) });
}

function fits(link: Link, { q, state }: ListQuery, words: Words): boolean {
  if (state !== '' && state !== 'retired' && stateOf(link) !== state) return false;
  const text = fold(
    [
      link.nameEn,
      link.nameFr,
      link.descriptionEn,
      link.descriptionFr,
      link.url,
      ...link.languages.map(words.language),
    ].join('\n'),
  );
  return fold(q)
    .split(' ')
    .every(word => text.includes(word));
}

function presentFilters({ links, retired, query, subjects, words }: ListSources, all: readonly Link[]) {
  const { t } = words;
  const fitting = all.filter(link => fits(link, query, words));
  const inState = (state: string): number =>
    (state === 'retired' ? (retired ?? []) : links).filter(
      link =>
        (state === 'retired' || stateOf(link) === state) &&
        fits(link, { ...query, state: '' }, words) &&
        (query.subject === '' || link.subject === query.subject),
    ).length;
  const states = shown.filter(state => state !== 'retired' || retired !== undefined);
  return {
    action: path,
    active: Object.values(query).filter(value => value !== '').length,
    clearHref: path,
    words: { name: 'q', value: query.q, placeholder: t('cwslinks:filter.words') },
    facets: [
      {
        legend: t('cwslinks:field.subject'),
        name: 'subject',
        single: true,
        options: [
          { value: '', label: t('cwslinks:filter.allSubjects'), count: fitting.length, checked: query.subject === '' },
          ...subjects.map(({ code, name }) => ({
            value: code,
            label: name,
            count: fitting.filter(link => link.subject === code).length,
            checked: query.subject === code,
          })),
        ],
      },
      {
        legend: t('cwslinks:field.state'),
        name: 'state',
        single: true,
        options: [
          { value: '', label: t('cwslinks:filter.anyState'), checked: query.state === '' },
          ...states.map(value => ({
            value,
            label: t(`cwslinks:state.${value}`),
            count: inState(value),
            checked: query.state === value,
          })),
        ],
      },
    ],
  };
}

function presentChips({ query, subjects, words }: ListSources) {
  const { t } = words;
  const without = (name: keyof ListQuery): string => addressOf(path, { ...query, [name]: '' });
  return [
    ...(query.q ? [{ label: t('cwslinks:filter.words'), value: query.q, href: without('q') }] : []),
    ...(query.subject
      ? [
          {
            label: t('cwslinks:field.subject'),
            value: subjects.find(({ code }) => code === query.subject)?.name ?? query.subject,
            href: without('subject'),
          },
        ]
      : []),
    ...(query.state
      ? [{ label: t('cwslinks:field.state'), value: t(`cwslinks:state.${query.state}`), href: without('state') }]
      : []),
  ];
}

/** What waits for the administrator: links that do not answer or have moved. */
function needsOf(links: readonly Link[], { t }: Words) {
  const count = (state: LinkState): number => links.filter(link => stateOf(link) === state).length;
  const [silent, moved] = [count('silent'), count('moved')];
  if (silent + moved === 0) return undefined;
  return {
    text: [
      ...(silent ? [t('cwslinks:needs.silent', { count: silent })] : []),
      ...(moved ? [t('cwslinks:needs.moved', { count: moved })] : []),
    ].join(' '),
    actions: [
      ...(silent ? [{ label: t('cwslinks:needs.showSilent'), href: addressOf(path, { state: 'silent' }) }] : []),
      ...(moved ? [{ label: t('cwslinks:needs.showMoved'), href: addressOf(path, { state: 'moved' }) }] : []),
    ],
  };
}

export function rowOf(link: Link, words: Words) {
  return {
    id: link.id,
    own: `${path}/${link.id}`,
    url: link.url,
    name: nameOf(link, words),
    host: hostOf(link.url),
    isPlain: link.url.startsWith('http:'),
    description: words.lang === 'fr' ? link.descriptionFr : link.descriptionEn,
    languages: link.languages.map(words.language).join(', '),
    ...stateLines(link, words),
  };
}

export function nameOf({ nameEn, nameFr }: Pick<LinkFacts, 'nameEn' | 'nameFr'>, { lang }: Words): string {
  return lang === 'fr' ? nameFr : nameEn;
}

/** Name of the site as people say it. */
export function hostOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return `${hostname.replace(/^www\./, '')}${pathname === '/' ? '' : pathname.replace(/\/$/, '')}`;
}

/** Where a site has moved to, as short as tells it from the old place. */
function newPlace({ url, movedTo }: Link): string {
  if (movedTo === null) return '';
  const [from, to] = [new URL(url), new URL(movedTo)];
  return from.hostname === to.hostname ? to.pathname : to.hostname.replace(/^www\./, '');
}

/** The state in a word, and the day it is of. */
export function stateLines(link: Link, words: Words) {
  const { t } = words;
  const day = (iso: string | null): string => (iso === null ? '' : words.date(iso.slice(0, 10)));
  const state = link.retiredOn === null ? stateOf(link) : 'retired';
  const [tone, icon] = stateStyles[state];
  const notes: Readonly<Record<typeof state, string>> = {
    works: t('cwslinks:stateNote.works', { date: day(link.checkedAt) }),
    moved: t('cwslinks:stateNote.moved', { host: newPlace(link), date: day(link.checkedAt) }),
    asked: t('cwslinks:stateNote.asked', { date: day(link.checkedAt) }),
    silent: t('cwslinks:stateNote.silent', { date: day(link.failingSince) }),
    never: '',
    retired: t('cwslinks:stateNote.retired', { date: day(link.retiredOn) }),
  };
  return { tag: { tone, icon, label: t(`cwslinks:state.${state}`) }, note: notes[state] };
}
