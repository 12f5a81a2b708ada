import type { Offices } from '../../../reference/index.ts';
import { duties, levels, type Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { dormantDays, listHref, writeCursor, type AccountCriteria, type AccountSort } from './criteria.ts';
import { administers } from '../permissions.ts';
import { endingDays, type AccountPage, type StateCounts } from '../store-list.ts';
import { stateTag, type Words } from './words.ts';
import { addDays } from '../../../text/plain-date.ts';

interface ListSources {
  readonly viewer: Viewer;
  readonly criteria: AccountCriteria;
  readonly page: AccountPage;
  readonly counts: StateCounts;
  readonly words: Words;
  readonly offices: Offices;
  readonly today: string;
}

/** Everything the list of accounts shows, in words. Pure. */
export function presentList(sources: ListSources) {
  const { viewer, criteria, page, counts, words } = sources;
  const total = counts[criteria.state ?? 'open'];
  const chips = chipsOf(sources);
  const isWide = administers(viewer);
  return {
    title: words.t('accounts:list.title'),
    scope: words.t('accounts:list.scope', {
      office: isWide ? words.t('accounts:list.everyOffice') : words.office(viewer.office.code),
      count: counts.open,
      pending: counts.pending,
      ending: counts.ending,
    }),
    actions: [
      { label: words.t('people:move.list'), href: '/access/moves', icon: 'arrow-right' },
      { label: words.t('people:selection.file'), href: withQuery('/file.csv', criteria), icon: 'download' },
      { label: words.t('people:selection.link'), href: withQuery('/selection', criteria), icon: 'users' },
    ],
    filters: {
      action: '/access/accounts',
      active: chips.length,
      clearHref: '/access/accounts',
      words: { name: 'q', value: criteria.q, placeholder: words.t('accounts:list.words') },
    },
    facets: facetsOf(sources),
    chips,
    isWide,
    rows: page.rows.map(account => rowOf(account, sources)),
    columns: columnsOf(sources),
    pager: {
      ...(page.first > 0 ? { from: page.first, to: page.first + page.rows.length - 1 } : {}),
      total,
      newerLabel: words.t('common:pager.previous'),
      olderLabel: words.t('common:pager.next'),
      ...(page.before ? { newer: listHref(criteria, { before: writeCursor(page.before) }) } : {}),
      ...(page.after ? { older: listHref(criteria, { after: writeCursor(page.after) }) } : {}),
    },
    empty: {
      text: words.t('accounts:list.empty'),
      action: { label: words.t('accounts:list.whole'), href: '/access/accounts' },
    },
  };
}

/** A page beside the list, of the same criteria. */
function withQuery(page: string, criteria: AccountCriteria): string {
  return listHref({ ...criteria, sort: 'login' }).replace('/access/accounts', `/access/accounts${page}`);
}

export function rowOf(account: Account, { words, today }: ListSources) {
  return {
    href: `/access/accounts/${account.id}`,
    loginId: account.loginId,
    name: account.personName ?? '',
    unit: account.unit ?? '',
    demo: account.demo,
    office: words.office(account.officeCode),
    level: words.level(account.level),
    duties: words.duties(account.duties),
    endsOn: account.endsOn ?? '',
    factor: account.hasFactor ? words.t('accounts:factor.set') : '',
    seen: account.lastSignInAt?.toISOString().slice(0, 10) ?? '',
    tag: stateTag(account, words, addDays(today, endingDays)),
  };
}

export function columnsOf({ criteria, words }: ListSources) {
  const head = (sort: AccountSort, direction: 'ascending' | 'descending') => ({
    label: words.t(`accounts:column.${sort}`),
    href: listHref(criteria, { sort: sort === 'login' ? undefined : sort }),
    ...(criteria.sort === sort ? { direction } : {}),
  });
  return {
    login: head('login', 'ascending'),
    name: head('name', 'ascending'),
    end: head('end', 'ascending'),
    seen: head('seen', 'descending'),
  };
}

export function facetsOf({ viewer, criteria, counts, words, offices }: ListSources) {
  const { t } = words;
  const option = (value: string, label: string, chosen: string | undefined, count?: number) => ({
    value,
    label,
    checked: value === (chosen ?? ''),
    ...(count === undefined ? {} : { count }),
  });
  const states = ['live', 'pending', 'suspended', 'ending', 'locked', 'ended', 'all'] as const;
  return {
    state: {
      legend: t('accounts:facet.state'),
      name: 'state',
      single: true,
      on: criteria.state ? 1 : 0,
      options: [
        option('', t('accounts:filter.open'), criteria.state, counts.open),
        ...states.map(state => option(state, t(`accounts:filter.${state}`), criteria.state, counts[state])),
      ],
    },
    level: {
      legend: t('common:account.level'),
      name: 'level',
      single: true,
      on: criteria.level ? 1 : 0,
      options: [
        option('', t('common:any'), criteria.level),
        ...levels
          .filter(level => level !== 'partner' || administers(viewer))
          .map(level => option(level, words.level(level), criteria.level)),
      ],
    },
    duty: {
      legend: t('accounts:facet.duty'),
      name: 'duty',
      single: true,
      on: criteria.duty ? 1 : 0,
      options: [
        option('', t('common:any'), criteria.duty),
        ...duties.map(duty => option(duty, t(`common:duty.${duty}`), criteria.duty)),
      ],
    },
    dormant: {
      legend: t('people:filter.dormant'),
      name: 'dormant',
      single: true,
      on: criteria.dormant ? 1 : 0,
      options: [
        option('', t('common:any'), criteria.dormant),
        ...dormantDays.map(days => option(days, t('people:filter.days', { count: Number(days) }), criteria.dormant)),
      ],
    },
    factor: factorFacet(criteria, words),
    office: administers(viewer)
      ? {
          id: 'office',
          name: 'office',
          label: t('common:account.office'),
          value: criteria.office ?? '',
          options: offices.all
            .map(({ code }) => ({ value: code, label: words.office(code) }))
            .sort((a, b) => a.label.localeCompare(b.label, words.lang)),
        }
      : undefined,
  };
}

function factorFacet({ factor }: AccountCriteria, { t }: Words) {
  const labels = { '': t('common:any'), set: t('accounts:factor.set'), none: t('accounts:factor.none') };
  return {
    legend: t('accounts:fact.factor'),
    name: 'factor',
    single: true,
    on: factor ? 1 : 0,
    options: Object.entries(labels).map(([value, label]) => ({ value, label, checked: value === (factor ?? '') })),
  };
}

function chipsOf({ criteria, words }: ListSources) {
  const { q, office, level, duty, state, dormant, factor } = criteria;
  const chip = (name: string, label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [{ label, value, href: listHref(criteria, { [name]: undefined }) }];
  return [
    ...chip('q', words.t('accounts:list.words'), q),
    ...chip('state', words.t('accounts:facet.state'), state && words.t(`accounts:filter.${state}`)),
    ...chip('office', words.t('common:account.office'), office && words.office(office)),
    ...chip('level', words.t('common:account.level'), level && words.level(level)),
    ...chip(
      'dormant',
      words.t('people:filter.dormant'),
      dormant && words.t('people:filter.days', { count: Number(dormant) }),
    ),
    ...chip('factor', words.t('accounts:fact.factor'), factor && words.t(`accounts:factor.${factor}`)),
    ...chip('duty', words.t('accounts:facet.duty'), duty && words.t(`common:duty.${duty}`)),
  ];
}
