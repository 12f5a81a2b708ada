import type { FigureShown } from '../../web/charts/views.ts';
import { halves } from '../cells/dimension.ts';
import type { Sources } from '../cells/sources.ts';
import type { AnalysisContext } from '../context.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import { changesPart } from '../flows/presenter-changes.ts';
import { mapPart } from '../flows/presenter-map.ts';
import { frameOf, type RouteFrame } from '../flows/presenter-frame.ts';
import { withFiles, type Part } from '../question/files.ts';
import { elsewhere, pages } from '../question/presenter-question.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import { addressOf, recordsAddress, type Question } from '../question/question.ts';
import { bestOf } from '../trends/estimates.ts';
import type { TrendFields } from '../trends/fields.ts';
import { quantitiesFigure, unitsOf } from '../trends/presenter-quantities.ts';
import { seriesFigure } from '../trends/presenter-series.ts';
import { seasonFigure } from '../trends/presenter-season.ts';
import { sum, totalFigure } from '../trends/presenter-total.ts';
import { unusualFigure } from '../trends/presenter-unusual.ts';
import type { TrendData } from '../trends/read.ts';
import type { KeptNow } from '../risk/pages/presenter-rows.ts';
import { indicatorRows } from './presenter-indicators.ts';
import { sharesPart } from './presenter-shares.ts';
import type { SituationData } from './read.ts';
import { addressOfSituation, nameOfSubject, type Subject } from './subject.ts';

/** What other rooms hold of a subject, as far as this viewer may see them. */
export interface Beside {
  readonly website: Awaited<ReturnType<AnalysisContext['website']>>;
  readonly pictures: Awaited<ReturnType<AnalysisContext['pictures']['find']>> & { readonly href: string };
  readonly indicators: readonly KeptNow[];
}

interface Asked {
  readonly subject: Subject;
  /** The search of the subject over the period. */
  readonly question: Question<TrendFields>;
  /** The period alone, for the addresses of this page. */
  readonly period: Question;
}

/** `/analysis/situations/product/DRUG-KET`. Pure. */
export function presentSituation(
  { subject, question, period }: Asked,
  data: SituationData,
  { indicators, ...beside }: Beside,
  sources: Sources,
) {
  const { names } = sources;
  const total = sum(data.trends.total.now);
  const path = addressOfSituation(subject.kind, subject.code);
  const parts = total === 0 ? [emptyPart(data, sources)] : partsOf(question, data, sources);
  const name = nameOfSubject(subject, names);
  return {
    title: name,
    crumbs: [
      { label: names.label('situations:section'), href: '/analysis/situations' },
      { label: names.label(`situations:kind_${subject.kind}`) },
    ],
    head: {
      title: name,
      scope: names.text(`situations:scope_${subject.kind}`, {
        count: total,
        number: names.count(total),
        from: names.date(question.criteria.from),
        to: names.date(question.criteria.to),
      }),
    },
    heading: subject.kind === 'product' ? names.heading(halves(subject.code, '/')[0]) : undefined,
    question: periodForm(period, path, sources),
    elsewhere: elsewhere(question, undefined, names),
    follow: {
      // Of what is recorded from now on: without the period.
      href: `${recordsAddress({ criteria: { ...question.criteria, from: '', to: '' } })}&watch=open#watch`,
      label: names.label('situations:follow'),
    },
    findings: total === 0 ? [] : parts.slice(0, 5).map(({ figure }) => figure.title),
    facts: factsOf(data, sources),
    parts: withFiles(parts, path, period, {}),
    asOf: timeOfCopy(data.trends.asOf, names),
    indicators: {
      rows: indicatorRows(indicators, sources),
      all: addressOf(pages.riskIndicators, {
        ...question,
        plain: { ...period.plain, heading: question.plain.heading },
      }),
    },
    ...beside,
  };
}

/** Shares that stand two in a row; one more has a row of its own. */
const pairedShares = 2;

function partsOf(question: Question<TrendFields>, data: SituationData, sources: Sources): Part[] {
  const { trends, routes, shares } = data;
  // Drawn another way it is a page of trends.
  const series = { ...seriesFigure(question, trends, sources), views: undefined };
  const figures = (list: readonly (FigureShown | undefined)[]): Part[] =>
    list.filter(figure => figure !== undefined).map(figure => ({ figure }));
  return [
    ...figures([totalFigure(question, trends, sources)]),
    ...routeParts(frameOf({ ...question, asked: { join: '', measure: '' } }, routes, sources)),
    ...shares.map((one, at) => sharesPart(question, one, sources, at < pairedShares)),
    ...figures([series, ...surprises(question, trends, sources), quantitiesFigure(question, trends, sources)]),
  ];
}

/** The map, and the routes that changed. */
function routeParts(frame: RouteFrame): Part[] {
  return [mapPart(frame), changesPart(frame)].filter(part => part !== undefined);
}

/** A month out of its range and a season, where there are any: that there are none is told by the page of trends. */
function surprises(question: Question<TrendFields>, trends: TrendData, sources: Sources) {
  return [
    ...(trends.unusual?.worst ? [unusualFigure(question, trends, sources)] : []),
    ...(trends.unusual?.season?.isTold ? [seasonFigure(question, trends, sources)] : []),
  ];
}

function emptyPart({ trends }: SituationData, { names }: Sources): Part {
  return {
    figure: {
      id: 'total',
      title: names.label('analysis:empty.title'),
      empty: { text: names.label('analysis:empty.text') },
      coverage: caseCoverage(trends.coverage, names),
    },
  };
}

/** Cases, what they were, up to two units each by itself, who reports, and the viewer's own country. */
function factsOf({ trends, own }: SituationData, { names, country }: Sources) {
  const [now, before] = [sum(trends.total.now), sum(trends.total.before)];
  const best = sum(bestOf(trends.total.now, trends.total.estimates));
  return [
    {
      label: names.label('situations:fact.cases'),
      value: names.count(now),
      rest: best > now ? names.text('situations:fact.late', { best: names.count(best) }) : undefined,
    },
    {
      label: names.label('situations:fact.before'),
      value: names.count(before),
      rest: names.label('situations:fact.same'),
    },
    ...unitsOf(trends)
      .slice(0, 2)
      .map(({ unit, total, lines }) => ({
        label: names.label('situations:fact.quantity'),
        value: `${names.sum(total)} ${names.unit(unit, total)}`,
        rest: names.text('situations:fact.lines', { count: lines, number: names.count(lines) }),
      })),
    {
      label: names.label('situations:fact.members'),
      value: names.count(trends.coverage.members),
      rest: names.text('situations:fact.ofMembers', { all: names.count(trends.coverage.membersAsked) }),
    },
    ...(own === undefined || country === null
      ? []
      : [
          {
            label: names.of('country', country),
            value: names.count(own),
            rest: names.text('situations:fact.own', { count: own }),
          },
        ]),
  ];
}

function periodForm({ criteria }: Question, action: string, { names }: Sources) {
  const date = (name: 'from' | 'to') => ({
    ...{ name, type: 'date' as const, value: criteria[name] },
    label: names.label(`analysis:field.${name}`),
  });
  return {
    action,
    title: names.label('analysis:question.change'),
    submit: names.label('analysis:question.show'),
    fields: [date('from'), date('to')],
  };
}
