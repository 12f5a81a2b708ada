import { timeText } from '../../../text/formats.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import type { Sources } from '../../cells/sources.ts';
import { withFiles, type Part } from '../../question/files.ts';
import { elsewhere, inSentence, pages, questionForm, subjectOf } from '../../question/presenter-question.ts';
import { timeOfCopy } from '../../question/presenter-time.ts';
import { aboutOf, abouts, listedStates, orders, supports, type ListQuestion } from '../finding/fields.ts';
import { queryOf } from '../finding/read-query.ts';
import type { NamedSign } from '../finding/found.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import type { tooMany } from '../finding/too-many.ts';
import type { AskedQuestion } from '../../views.ts';
import { coverageShown, listPart } from './presenter-figures.ts';
import { methodBox } from './presenter-rail.ts';
import { inOrder, rowsOf, stateOf, type KeptNow, type Listed } from './presenter-rows.ts';
import { intervalText, outcomeText, shareText, times, titleOf } from './presenter-words.ts';

const base = pages.riskIndicators;

export interface ListData {
  readonly kept: readonly KeptNow[];
  /** What anything kept says is found. */
  readonly outcomes: readonly NamedSign[];
  readonly searches: readonly RiskSearch[];
  readonly coverage: Coverage;
  readonly asOf: number | undefined;
}

/** `/analysis/risk-indicators`. Pure. */
export function presentList(question: ListQuestion, data: ListData, sources: Sources) {
  const { names } = sources;
  const open = data.kept.filter(one => stateOf(one) !== 'given up');
  const last = data.searches.find(({ state }) => state === 'done');
  const { state, order } = question.asked;
  const chosen = state === '' ? open : open.filter(one => stateOf(one) === state.replace('_', ' '));
  const listed = inOrder(chosen.map(listedOf), order || undefined);
  const running = data.searches.find(({ state }) => state === 'waiting' || state === 'running');
  return {
    title: names.label('risk:section'),
    head: {
      title: names.text('risk:title', { of: subjectOf(question, names) }),
      scope: names.text('risk:scope', { count: open.length, number: names.count(open.length) }),
    },
    elsewhere: elsewhere(question, 'riskIndicators', names),
    start: { action: `${base}/searches`, query: queryOf(question), label: names.label('risk:start') },
    question: questionForm(question, ownFields(question, data, sources), 'riskIndicators', sources),
    running: running && {
      href: `${base}/searches/${running.id}`,
      label: names.label('risk:running'),
      text: names.text('risk:runningText', { percent: running.progress }),
    },
    summary: summaryOf(open, sources),
    key: keyOf(names),
    heads: headsOf(names, true),
    rows: rowsOf(listed, sources),
    parts: partsOf(question, data, listed, sources),
    none:
      open.length > 0
        ? {
            title: names.text('risk:none.ofState', { state: stateLabel(state, names) }),
            text: names.text('risk:none.others', { count: open.length, number: names.count(open.length) }),
          }
        : question.asked.found !== ''
          ? { title: names.label('risk:none.ofFound'), text: names.label('risk:none.ofFoundText') }
          : {
              title: names.label('risk:none.title'),
              text: names.label(last ? 'risk:none.searched' : 'risk:none.text'),
            },
    givenUp: givenUpOf(data.kept, sources),
    searches: searchesOf(data.searches, sources),
    method: last && methodBox(last, data.kept.length, sources),
    not: [{ text: names.label('risk:not.title') }, ' ', names.label('risk:not.text')],
    coverage: caseCoverage(data.coverage, names),
    literature: { label: names.label('risk:literature'), href: '/help/analysis' },
    asOf: timeOfCopy(data.asOf, names),
  };
}

/** What to narrow before a search is asked for, at its field. */
export function withHint<Q extends AskedQuestion>(
  form: Q,
  excess: ReturnType<typeof tooMany>,
  names: Sources['names'],
): Q {
  const hinted = (field: Q['fields'][number]) =>
    field.name === excess?.path ? { ...field, hint: names.text(excess.key, excess.values) } : field;
  return { ...form, fields: form.fields.map(hinted) };
}

function listedOf({ kept, now }: KeptNow): Listed {
  return {
    found: now?.found ?? kept.found,
    score: now?.score,
    href: `${base}/${kept.ref}`,
    ref: kept.ref,
    keptAt: kept.keptAt,
    state: stateOf({ kept, now }),
  };
}

/** All that is kept, what was given up last, with its files. */
function partsOf(question: ListQuestion, data: ListData, open: readonly Listed[], sources: Sources): Part[] {
  const { names } = sources;
  const gone = data.kept.filter(one => stateOf(one) === 'given up').map(listedOf);
  if (open.length + gone.length === 0) return [];
  const last = data.searches.find(({ state }) => state === 'done');
  const about = {
    title: names.text('risk:title', { of: subjectOf(question, names) }),
    sub: names.label('risk:figure.sub'),
    coverage: coverageShown(data.coverage, last, sources),
  };
  const part = listPart([...open, ...inOrder(gone)], about, sources);
  return withFiles([part], `${base}/files`, question, question.asked);
}

function stateLabel(state: ListQuestion['asked']['state'], names: Sources['names']): string {
  return state === '' ? names.label('risk:allStates') : names.label(`risk:state.${state}`);
}

/** What is kept says is found, by name. */
function outcomeOptions(outcomes: readonly NamedSign[], sources: Sources) {
  const { names } = sources;
  const named = outcomes.map(outcome => ({
    value: `${outcome.field}:${outcome.value}`,
    label: outcomeText({ outcome }, sources),
  }));
  return [
    { value: '', label: names.label('risk:allFound') },
    ...named.toSorted((a, b) => a.label.localeCompare(b.label, names.lang)),
  ];
}

function ownFields(question: ListQuestion, { outcomes }: Pick<ListData, 'outcomes'>, sources: Sources) {
  const { names } = sources;
  return [
    {
      name: 'about',
      value: aboutOf(question),
      options: abouts.map(value => ({ value, label: names.label(`analysis:dimension.${value}`) })),
    },
    {
      name: 'support',
      value: question.asked.support || supports[0],
      options: supports.map(value => ({
        value,
        label: names.text('risk:method.cases', { count: Number(value), number: value }),
      })),
    },
    { name: 'found', value: question.asked.found, options: outcomeOptions(outcomes, sources) },
    {
      name: 'state',
      value: question.asked.state,
      options: (['', ...listedStates] as const).map(value => ({ value, label: stateLabel(value, names) })),
    },
    {
      name: 'order',
      value: question.asked.order || orders[0],
      options: orders.map(value => ({ value, label: names.label(`risk:order.${value}`) })),
    },
  ];
}

export function keyOf(names: Sources['names']) {
  return ['found', 'later', 'hit', 'miss', 'chance'].map(kind => ({ kind, label: names.label(`risk:key.${kind}`) }));
}

export function headsOf(names: Sources['names'], isKept: boolean) {
  return ['what', 'lift', 'quarters', isKept ? 'later' : 'keep'].map(key => names.label(`risk:head.${key}`));
}

/** "Of 248 later cases that met one of these, 172 were what it says; by chance it would have been 31." */
function summaryOf(open: readonly KeptNow[], { names }: Sources): string | undefined {
  const scores = open.flatMap(({ now }) => (now ? [now.score] : []));
  const sum = (of: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((total, score) => total + of(score), 0);
  const [hits, cases] = [sum(score => score.hits), sum(score => score.hits + score.misses)];
  if (open.length === 0) return undefined;
  if (cases === 0) return names.label('risk:summary.none');
  const fading = scores.filter(({ state }) => state === 'fading').length;
  return [
    names.text('risk:summary.later', {
      count: cases,
      cases: names.count(cases),
      hits: names.count(hits),
      share: shareText(hits, cases, names),
      chance: names.quantity(Math.round(sum(({ expected }) => expected))),
    }),
    ...(fading > 0 ? [names.text('risk:summary.fading', { count: fading, number: names.count(fading) })] : []),
  ].join(' ');
}

function givenUpOf(kept: readonly KeptNow[], sources: Sources) {
  const { names } = sources;
  const gone = kept.filter(one => stateOf(one) === 'given up');
  return {
    section: { title: names.label('risk:givenUp.title'), note: names.label('risk:givenUp.note'), id: 'given-up' },
    heads: ['what', 'outcome', 'lift', 'later', 'when'].map(key => names.label(`risk:givenUp.${key}`)),
    rows: gone.map(({ kept: one, now }) => {
      const found = now?.found ?? one.found;
      const score = one.givenUpAt === null || now ? now?.score : undefined;
      return {
        ref: one.ref,
        href: `${base}/${one.ref}`,
        title: titleOf(found, sources),
        outcome: outcomeText(found, sources),
        lift: `${times(found.lift.ratio, names)}, ${intervalText(found.lift, names)}`,
        later: score
          ? names.text('risk:hitsOf', { hits: names.count(score.hits), cases: names.count(score.hits + score.misses) })
          : '–',
        when: one.givenUpAt === null ? names.label('risk:givenUp.now') : names.date(one.givenUpAt.slice(0, 10)),
      };
    }),
  };
}

function searchesOf(searches: readonly RiskSearch[], sources: Sources) {
  const { names } = sources;
  return {
    section: { title: names.label('risk:searches.title'), note: names.label('risk:searches.note'), id: 'searches' },
    rows: searches.map(search => ({
      title: capital(
        names.text('risk:searches.row', {
          of: headingsOf(search, sources),
          from: names.date(search.from),
          to: names.date(search.to),
        }),
      ),
      text: names.text(`risk:searches.${search.state}`, {
        count: search.count,
        number: names.count(search.count),
        cases: names.count(search.cases),
      }),
      href: `${base}/searches/${search.id}`,
      icon: search.state === 'done' ? 'circle-check' : search.state === 'failed' ? 'circle-alert' : 'clock-3',
      end: `${search.loginId}, ${timeText(search.askedAt, names.lang)}`,
    })),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function headingsOf({ headings }: Pick<RiskSearch, 'headings'>, { names }: Sources): string {
  if (headings.length === 0) return names.label('analysis:question.everything');
  return headings.map(code => inSentence(names.heading(code).label)).join(', ');
}
