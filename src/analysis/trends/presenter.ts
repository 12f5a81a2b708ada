import type { Option } from '../../fields/index.ts';
import type { FigureShown } from '../../web/charts/views.ts';
import { dimensionOf } from '../cells/dimension.ts';
import { dimensionLabel, dimensionOptions } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import { withFiles } from '../question/files.ts';
import { elsewhere, inSentence, pages, questionForm, subjectOf } from '../question/presenter-question.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import type { Question } from '../question/question.ts';
import { comparisons, measures, steps, type TrendFields } from './fields.ts';
import { quantitiesFigure } from './presenter-quantities.ts';
import { seriesFigure } from './presenter-series.ts';
import { seasonFigure } from './presenter-season.ts';
import { unusualFigure } from './presenter-unusual.ts';
import { isOneCase, sum, totalFigure } from './presenter-total.ts';
import type { TrendData } from './read.ts';

/** `/analysis/trends`. Pure. */
export function presentTrends(question: Question<TrendFields>, data: TrendData, sources: Sources) {
  const { names } = sources;
  const total = sum(data.total.now);
  return {
    title: names.label('analysis:trends.section'),
    head: {
      title: names.text('analysis:trends.title', {
        of: subjectOf(question, names),
        field: inSentence(dimensionLabel(data.split, names)),
      }),
      scope: names.text(data.isLines ? 'analysis:question.scopeLines' : 'analysis:question.scope', {
        count: total,
        number: names.count(total),
        from: names.date(question.criteria.from),
        to: names.date(question.criteria.to),
      }),
    },
    question: questionForm(question, ownFields(question, data, sources), 'trends', sources),
    elsewhere: elsewhere(question, 'trends', names),
    parts: withFiles(
      (total === 0 ? [emptyFigure(data, sources)] : figuresOf(question, data, sources)).map(figure => ({ figure })),
      pages.trends,
      question,
      question.asked,
    ),
    asOf: timeOfCopy(data.asOf, names),
  };
}

function figuresOf(question: Question<TrendFields>, data: TrendData, sources: Sources): FigureShown[] {
  if (isOneCase(data))
    return [totalFigure(question, data, sources), quantitiesFigure(question, data, sources)].filter(
      figure => figure !== undefined,
    );
  return [
    totalFigure(question, data, sources),
    seriesFigure(question, data, sources),
    unusualFigure(question, data, sources),
    seasonFigure(question, data, sources),
    quantitiesFigure(question, data, sources),
  ].filter(figure => figure !== undefined);
}

function ownFields(
  { criteria }: Question<TrendFields>,
  { isLines, split, step, against }: TrendData,
  { names }: Sources,
) {
  const labelled = (keys: readonly string[], group: string): Option[] =>
    keys.map(value => ({ value, label: names.label(`analysis:${group}${value}`) }));
  return [
    { name: 'measure', value: isLines ? 'lines' : 'cases', options: labelled(measures, 'trends.measure_') },
    {
      name: 'split',
      value: split,
      options: dimensionOptions(criteria.heading, [split], names).filter(({ value }) => !dimensionOf(value).isOrdered),
    },
    { name: 'step', value: step, options: labelled(steps, 'trends.step_') },
    { name: 'against', value: against, options: labelled(comparisons, 'trends.against_') },
  ];
}

function emptyFigure({ coverage }: TrendData, { names }: Sources): FigureShown {
  return {
    id: 'total',
    title: names.label('analysis:empty.title'),
    empty: { text: names.label('analysis:empty.text') },
    coverage: caseCoverage(coverage, names),
  };
}
