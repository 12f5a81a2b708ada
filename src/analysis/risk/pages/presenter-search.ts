import { timeText } from '../../../text/formats.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { filedAt, type Part } from '../../question/files.ts';
import { pages } from '../../question/presenter-question.ts';
import type { Found } from '../finding/found.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import { headingsOf, headsOf, keyOf } from './presenter-list.ts';
import { coverageShown, listPart } from './presenter-figures.ts';
import { methodBox, versionText } from './presenter-rail.ts';
import { inOrder, rowsOf, type Listed } from './presenter-rows.ts';

const base = pages.riskIndicators;

export function searchHref({ id }: Pick<RiskSearch, 'id'>): string {
  return `${base}/searches/${id}`;
}

interface SearchData {
  readonly search: RiskSearch;
  readonly found: readonly Found[];
  /** References of what was kept, by place. */
  readonly kept: ReadonlyMap<number, string>;
  readonly mayKeep: boolean;
  /** Of the period searched; undefined where it is not done, or the lists no longer know the question. */
  readonly coverage: Coverage | undefined;
}

/** A search: how far it is, or what it found. Pure. */
export function presentSearch({ search, found, kept, mayKeep, coverage }: SearchData, sources: Sources) {
  const { names } = sources;
  const { state } = search;
  const isOpen = state === 'waiting' || state === 'running';
  const listed = found.map((one, at): Listed => {
    const ref = kept.get(at + 1);
    const href = `${searchHref(search)}/${at + 1}`;
    return {
      ...{ found: one, ref, href: ref === undefined ? href : `${base}/${ref}` },
      keep: mayKeep && ref === undefined ? { action: `${href}/keep` } : undefined,
    };
  });
  return {
    title: names.label('risk:search.section'),
    refresh: isOpen,
    head: {
      crumbs: [{ label: names.label('risk:section'), href: base }, { label: names.label('risk:search.section') }],
      title: names.text('risk:search.title', { of: headingsOf(search, sources) }),
      scope: names.text('risk:search.scope', {
        from: names.date(search.from),
        to: names.date(search.to),
        login: search.loginId,
        time: timeText(search.askedAt, names.lang),
      }),
    },
    work: isOpen ? workOf(search, sources) : undefined,
    notice: noticeOf(search, found, sources),
    again: isOpen
      ? undefined
      : { action: `${base}/searches`, query: search.query, label: names.label('risk:search.again') },
    change: { href: `${base}?${search.query}`, label: names.label('risk:search.change') },
    key: keyOf(names).filter(({ kind }) => kind === 'found' || kind === 'chance'),
    heads: headsOf(names, false),
    rows: rowsOf(inOrder(listed), sources),
    parts: partsOf(search, listed, coverage, sources),
    method: methodBox(search, kept.size, sources),
    coverage: coverage && caseCoverage(coverage, names),
    asOf: names.text('risk:search.asOf', { version: versionText(search, sources) }),
  };
}

/** What was found, with its files. */
function partsOf(
  search: RiskSearch,
  listed: readonly Listed[],
  coverage: Coverage | undefined,
  sources: Sources,
): Part[] {
  const { names } = sources;
  if (listed.length === 0) return [];
  const about = {
    title: names.text('risk:search.title', { of: headingsOf(search, sources) }),
    sub: names.label('risk:figure.sub'),
    coverage: coverageShown(coverage, search, sources),
  };
  return filedAt([listPart(inOrder(listed), about, sources)], name => `${searchHref(search)}/files/${name}`);
}

function workOf(search: RiskSearch, { names }: Sources) {
  return {
    text: names.label(`risk:search.${search.state}`),
    stop: { action: `${searchHref(search)}/stop`, label: names.label('risk:search.stop') },
    leave: names.label('risk:search.leave'),
    progress: {
      label: names.label('risk:search.progress'),
      total: 100,
      poll: `${searchHref(search)}/progress`,
      parts: [{ key: 'done', label: names.label('risk:search.percent'), count: search.progress, tone: 'accent' }],
    },
  };
}

/** The JSON of public/js/progress.js. */
export function progressOf({ state, progress }: Pick<RiskSearch, 'state' | 'progress'>, { names }: Sources) {
  return {
    done: state !== 'waiting' && state !== 'running',
    value: progress,
    texts: { done: names.count(progress) },
    bars: { done: { x: 0, width: progress * 10 } },
  };
}

function noticeOf({ state, failure, cases, method }: RiskSearch, found: readonly Found[], { names }: Sources) {
  const numbers = { count: cases, cases: names.count(cases) };
  if (state === 'stopped') return { tone: 'info', text: names.label('risk:search.stopped') };
  if (state === 'failed') return { tone: 'error', text: names.text(`risk:search.failed.${failure}`, numbers) };
  if (state !== 'done' || found.length > 0) return undefined;
  const few = cases === 0 ? 'nothing' : cases < (method?.fewestCases ?? 0) ? 'few' : 'none';
  return {
    tone: 'info',
    text: names.text(`risk:search.empty.${few}`, { ...numbers, least: method?.fewestCases ?? 0 }),
  };
}
