import type { PublishedFigure } from '../../imports/index.ts';
import type { Names } from '../../seizures/index.ts';
import type { Sources } from '../cells/sources.ts';
import { subjectOf } from '../question/presenter-question.ts';
import type { Question } from '../question/question.ts';

/**
 * A Member's own published totals under the figures of its records: a table for each file they come from, by the time
 * and the unit they were published in. They are marked as no records, and added to nothing.
 */
export function publishedPart(question: Question, figures: readonly PublishedFigure[], { names, offices }: Sources) {
  const [country = ''] = question.criteria.country;
  if (figures.length === 0) return undefined;
  const isOfHeading = question.criteria.heading.length > 0;
  return {
    title: names.text('analysis:published.title', {
      member: names.of('country', country),
      of: subjectOf(question, names),
    }),
    note: names.label('analysis:published.note'),
    files: [...Map.groupBy(figures, ({ importId }) => importId).values()].map(own => ({
      source: sourceOf(own[0], names, offices),
      head: [
        names.label('analysis:published.period'),
        ...(isOfHeading ? [] : [names.label('analysis:published.heading')]),
        names.label('analysis:published.cases'),
        names.label('analysis:published.quantity'),
      ],
      rows: own.map(figure => [
        periodText(figure, names),
        ...(isOfHeading ? [] : [figure.heading === null ? '–' : names.heading(figure.heading).label]),
        figure.cases === null ? '–' : names.count(figure.cases),
        quantityText(figure, names),
      ]),
    })),
  };
}

function sourceOf(figure: PublishedFigure | undefined, names: Names, offices: Sources['offices']): string {
  if (!figure) return '';
  return names.text('analysis:published.source', {
    file: figure.fileName,
    office: names.of('office', offices.byId(figure.officeId)?.code ?? ''),
    date: names.date(figure.keptAt.toISOString().slice(0, 10)),
  });
}

function quantityText({ quantity, unit }: PublishedFigure, names: Names): string {
  if (quantity === null) return '–';
  return unit === null
    ? names.text('analysis:published.noUnit', { quantity: names.sum(quantity) })
    : `${names.sum(quantity)} ${names.unit(unit, quantity)}`;
}

function periodText({ from, to, kind }: PublishedFigure, names: Names): string {
  const [year = '', month = '01'] = from.split('-');
  switch (kind) {
    case 'year':
      return year;
    case 'month':
      return new Intl.DateTimeFormat(names.lang === 'fr' ? 'fr' : 'en-GB', {
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(Date.UTC(Number(year), Number(month) - 1, 1));
    case 'day':
      return names.date(from);
    default:
      return names.text('analysis:published.span', { from: names.date(from), to: names.date(to) });
  }
}
