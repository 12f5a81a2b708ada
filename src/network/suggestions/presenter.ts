import { rights, type Viewer } from '../../access/index.ts';
import { fold, type Office, type Offices } from '../../reference/index.ts';
import { officeAddress } from '../pages/addresses.ts';
import { addressOf } from '../../fields/index.ts';
import type { Words } from '../pages/words.ts';
import {
  hasNews,
  parts,
  states,
  type Decision,
  type State,
  type Step,
  type StepKind,
  type Suggestion,
} from './suggestion.ts';
import { dateFormat } from '../../text/formats.ts';

export const path = '/network/suggestions';
export const tabs = [...states, 'all'] as const;
export const sorts = ['newest', 'support'] as const;
const rowsPerPage = 50;

const stateLooks: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  open: ['info', 'clock-3'],
  accepted: ['good', 'check'],
  planned: ['merged', 'calendar'],
  done: ['good', 'circle-check'],
  declined: ['bad', 'circle-x'],
};
const stepLooks: Readonly<Record<StepKind, readonly [tone: string, icon: string]>> = {
  suggested: ['', 'send'],
  endorsed: ['good', 'shield-check'],
  commented: ['info', 'pencil-line'],
  supported: ['', 'plus'],
  unsupported: ['', 'minus'],
  accepted: ['good', 'check'],
  planned: ['merged', 'calendar'],
  done: ['good', 'circle-check'],
  declined: ['bad', 'x'],
  reopened: ['warn', 'rotate-ccw'],
};

export function stateTag(state: State, { t }: Words) {
  const [tone, icon] = stateLooks[state];
  return { tone, icon, label: t(`suggestions:state.${state}`) };
}

/** "March 2027": a plan is good for a month. */
export function monthOf(plain: string, { lang }: Words): string {
  return dateFormat(lang, { month: 'long', year: 'numeric' }).format(new Date(`${plain}T00:00:00Z`));
}

interface ListQuery {
  readonly state: string;
  readonly part: string;
  readonly q: string;
  readonly sort: string;
  readonly after: string;
}

interface ListSources {
  readonly viewer: Viewer;
  readonly all: readonly Suggestion[];
  readonly query: ListQuery;
  readonly offices: Offices;
  readonly words: Words;
  readonly year: number;
}

/** The register: one state at a time, narrowed by part and words. Pure. */
export function presentList(sources: ListSources) {
  const { viewer, all, query, words, year } = sources;
  const { t } = words;
  const state = query.state || 'open';
  const fitting = all.filter(one => fits(one, query, sources.offices));
  const found = fitting.filter(one => state === 'all' || one.state === state);
  const sorted = query.sort === 'support' ? found.toSorted(bySupport) : found;
  const start = query.after === '' ? 0 : sorted.findIndex(({ ref }) => ref === query.after) + 1;
  const shown = sorted.slice(start, start + rowsPerPage);
  const to = (more: Partial<ListQuery>): string => addressOf(path, { ...query, after: '', ...more });
  const isNarrowed = query.q !== '' || query.part !== '';
  return {
    title: t('suggestions:title'),
    head: {
      title: t('suggestions:title'),
      scope: t('suggestions:scope'),
      actions: [{ label: t('suggestions:agenda.link', { year }), href: `${path}/agenda/${year}`, icon: 'printer' }],
    },
    tabs: {
      label: t('suggestions:tabs'),
      items: tabs.map(tab => ({
        label: t(`suggestions:state.${tab}`),
        href: to({ state: tab === 'open' ? '' : tab }),
        current: tab === state,
        count: tab === 'all' ? fitting.length : fitting.filter(one => one.state === tab).length,
      })),
    },
    filter: filterOf(query, to, words),
    chips: [
      ...(query.q ? [{ label: t('suggestions:field.words'), value: query.q, href: to({ q: '' }) }] : []),
      ...(query.part
        ? [{ label: t('suggestions:field.part'), value: t(`suggestions:part.${query.part}`), href: to({ part: '' }) }]
        : []),
    ],
    rows: shown.map(one => rowOf(one, viewer, sources.offices, words)),
    empty: {
      text: t(isNarrowed ? 'suggestions:noneFits' : 'suggestions:none'),
      ...(isNarrowed ? { action: { label: t('suggestions:whole'), href: path } } : {}),
    },
    pager: pagerOf(sorted, start, to, words),
  };
}

function pagerOf(found: readonly Suggestion[], start: number, to: (more: Partial<ListQuery>) => string, { t }: Words) {
  const end = Math.min(start + rowsPerPage, found.length);
  if (start === 0 && end === found.length) return undefined;
  return {
    total: found.length,
    from: start + 1,
    to: end,
    ...(start > 0 ? { newer: to({ after: found[start - rowsPerPage - 1]?.ref ?? '' }) } : {}),
    ...(end < found.length ? { older: to({ after: found[end - 1]?.ref ?? '' }) } : {}),
    newerLabel: t('common:pager.previous'),
    olderLabel: t('common:pager.next'),
  };
}

/** Most supports first, then what a RILO endorsed, then the newest. */
function bySupport(a: Suggestion, b: Suggestion): number {
  return b.supports - a.supports || Number(b.endorsedAt !== null) - Number(a.endorsedAt !== null) || b.id - a.id;
}

function filterOf(query: ListQuery, to: (more: Partial<ListQuery>) => string, { t }: Words) {
  const sort = query.sort || 'newest';
  return {
    action: path,
    query,
    part: {
      id: 'part',
      name: 'part',
      label: t('suggestions:field.part'),
      value: query.part,
      options: parts.map(value => ({ value, label: t(`suggestions:part.${value}`) })),
    },
    sort: {
      label: t('suggestions:sort.label'),
      items: sorts.map(one => ({
        label: t(`suggestions:sort.${one}`),
        href: to({ sort: one === 'newest' ? '' : one }),
        current: one === sort,
      })),
    },
  };
}

function fits(one: Suggestion, { part, q }: ListQuery, offices: Offices): boolean {
  if (part !== '' && one.part !== part) return false;
  const office = offices.byId(one.officeId);
  const told = fold(
    [one.ref, one.title, one.purpose, one.description, office?.code, office?.nameEn, office?.nameFr].join('\n'),
  );
  return fold(q)
    .split(' ')
    .every(word => told.includes(word));
}

function rowOf(one: Suggestion, viewer: Viewer, offices: Offices, words: Words) {
  return {
    ref: one.ref,
    href: `${path}/${one.ref}`,
    title: one.title,
    part: words.t(`suggestions:part.${one.part}`),
    office: officeName(offices.byId(one.officeId), words),
    date: words.date(one.madeAt.slice(0, 10)),
    supports: one.supports,
    isEndorsed: one.endorsedAt !== null,
    tag: stateTag(one.state, words),
    planned: one.plannedFor === null ? '' : monthOf(one.plannedFor, words),
    isSample: one.synthetic,
    isNews: viewer.office.id === one.officeId && rights.ncp(viewer) && hasNews(one),
  };
}

export function officeName(office: Office | undefined, words: Words): string {
  return office ? words.office(office) : '';
}

/** An office's own suggestions with their outcome, for its page. */
export function presentOutcomes(own: readonly Suggestion[], words: Words) {
  return own.map(one => ({
    title: `${one.ref}${words.t('common:colon')} ${one.title}`,
    href: `${path}/${one.ref}`,
    icon: stateLooks[one.state][1],
    end: words.t(`suggestions:state.${one.state}`),
    text: [
      words.t(`suggestions:part.${one.part}`),
      one.decidedAt === null
        ? words.t('suggestions:ofOffice.waiting', { date: words.date(one.madeAt.slice(0, 10)) })
        : words.t('suggestions:ofOffice.decided', { date: words.date(one.decidedAt.slice(0, 10)) }),
    ].join(' · '),
  }));
}

/** The signed timeline of a suggestion, newest first. */
export function presentSteps(steps: readonly Step[], offices: Offices, words: Words) {
  return steps.map(step => {
    const [tone, icon] = stepLooks[step.kind];
    return {
      title:
        step.kind === 'planned' && step.plannedFor !== null
          ? words.t('suggestions:step.plannedFor', { month: monthOf(step.plannedFor, words) })
          : words.t(`suggestions:step.${step.kind}`),
      who: words.t('suggestions:by', { login: step.login, office: officeName(offices.byId(step.officeId), words) }),
      when: words.time(step.at),
      datetime: step.at,
      tone,
      icon,
      ...(step.text ? { reason: step.text } : {}),
    };
  });
}

export function supporterLinks(ids: readonly number[], offices: Offices, words: Words) {
  return ids
    .map(id => offices.byId(id))
    .filter(office => office !== undefined)
    .map(office => ({ name: words.office(office), href: officeAddress(office.code) }));
}

/** A decision as a choice, with what it means. */
export function decisionOption(decision: Decision, { t }: Words) {
  return {
    value: decision,
    label: t(`suggestions:decision.${decision}`),
    hint: t(`suggestions:decisionHint.${decision}`),
  };
}
