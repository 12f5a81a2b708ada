import { readPort } from '../../seizures/index.ts';
import type { Option } from '../../fields/index.ts';
import type { Sources } from '../cells/sources.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import { withFiles, type Part } from '../question/files.ts';
import { elsewhere, pages, questionForm, subjectOf, type OwnField } from '../question/presenter-question.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import type { Question } from '../question/question.ts';
import { endsOfFlows, type RouteFields } from './fields.ts';
import { changesPart } from './presenter-changes.ts';
import { focusFigures } from './presenter-focus.ts';
import { frameOf } from './presenter-frame.ts';
import { mapPart } from './presenter-map.ts';
import { sankeyFigure } from './presenter-sankey.ts';
import type { RouteData } from './read.ts';

/** `/analysis/routes`. Pure. */
export function presentRoutes(question: Question<RouteFields>, data: RouteData, sources: Sources) {
  const { names } = sources;
  return {
    title: names.label('analysis:routes.section'),
    head: {
      title: names.text('analysis:routes.pageTitle', {
        of: subjectOf(question, names),
        ends: names.label(`analysis:routes.join_${data.ends}`).toLowerCase(),
      }),
      scope: names.text('analysis:question.scope', {
        count: data.cases,
        number: names.count(data.cases),
        from: names.date(question.criteria.from),
        to: names.date(question.criteria.to),
      }),
    },
    question: questionForm(question, ownFields(question, data, sources), 'routes', sources),
    elsewhere: elsewhere(question, 'routes', names),
    parts: withFiles(
      data.cases === 0 ? [emptyPart(question, data, sources)] : partsOf(question, data, sources),
      pages.routes,
      question,
      question.asked,
    ),
    asOf: timeOfCopy(data.asOf, names),
  };
}

function partsOf(question: Question<RouteFields>, data: RouteData, sources: Sources): Part[] {
  const frame = frameOf(question, data, sources);
  return [
    mapPart(frame),
    ...focusFigures(frame).map(figure => ({ figure })),
    changesPart(frame),
    asPart(sankeyFigure(frame)),
  ].filter(part => part !== undefined);
}

function asPart(figure: Part['figure'] | undefined): Part | undefined {
  return figure && { figure };
}

function ownFields({ asked, plain }: Question<RouteFields>, data: RouteData, { names, lists }: Sources): OwnField[] {
  const units = [...new Set([...data.units.slice(0, 12), ...(asked.measure ? [asked.measure] : [])])];
  const countries = lists
    .all('country')
    .filter(({ code }) => code !== 'ZZ')
    .map(({ code }): Option => ({ value: code, label: names.of('country', code) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, names.lang));
  const anywhere: Option = { value: '', label: names.label('analysis:field.noFocus') };
  return [
    {
      name: 'join',
      value: data.ends,
      options: endsOfFlows.map(value => ({ value, label: names.label(`analysis:routes.join_${value}`) })),
    },
    {
      name: 'measure',
      value: asked.measure,
      options: [
        { value: '', label: names.label('analysis:trends.measure_cases') },
        ...units.map(value => ({ value, label: names.unit(value, 2) })),
      ],
    },
    ...(plain.touches.length > 1
      ? []
      : [{ name: 'touches', value: plain.touches[0] ?? '', options: [anywhere, ...countries] }]),
    { name: 'port', value: plain.port ?? '' },
  ];
}

function emptyPart({ criteria: { port } }: Question, { coverage }: RouteData, { names, lists }: Sources): Part {
  const isUnknown = port !== undefined && readPort(port, lists).countries.length === 0;
  return {
    figure: {
      id: 'map',
      title: names.label('analysis:empty.title'),
      empty: {
        text: isUnknown ? names.text('analysis:empty.unknownPort', { port }) : names.label('analysis:empty.text'),
      },
      coverage: caseCoverage(coverage, names),
    },
  };
}
