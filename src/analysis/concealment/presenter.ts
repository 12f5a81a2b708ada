import type { Option } from '../../fields/index.ts';
import type { Sources } from '../cells/sources.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import { withFiles, type Part } from '../question/files.ts';
import { elsewhere, pages, questionForm, subjectOf, type OwnField } from '../question/presenter-question.ts';
import { timeOfCopy } from '../question/presenter-time.ts';
import { addressOf, recordsAddress, type Question } from '../question/question.ts';
import { shown, type ConcealmentFields } from './fields.ts';
import { sum } from './grid.ts';
import { cellPart } from './presenter-cell.ts';
import { frameOf } from './presenter-frame.ts';
import { gridPart } from './presenter-grid.ts';
import { productPart } from './presenter-product.ts';
import type { ConcealmentData } from './read.ts';

/** `/analysis/concealment`. Pure. */
export function presentConcealment(question: Question<ConcealmentFields>, data: ConcealmentData, sources: Sources) {
  const { names } = sources;
  const total = sum(data.cells.map(({ cases }) => cases));
  return {
    title: names.label('analysis:concealment.section'),
    head: {
      title: names.text('analysis:concealment.pageTitle', { of: subjectOf(question, names) }),
      scope: names.text('analysis:question.scope', {
        count: total,
        number: names.count(total),
        from: names.date(question.criteria.from),
        to: names.date(question.criteria.to),
      }),
    },
    question: questionForm(question, ownFields(data, sources), 'concealment', sources),
    elsewhere: elsewhere(question, 'concealment', names),
    views: {
      label: names.label('analysis:crossTable.show'),
      items: shown.map(show => ({
        label: names.label(`analysis:concealment.show_${show}`),
        href: addressOf(pages.concealment, question, {
          ...question.asked,
          show: show === 'numbers' ? undefined : show,
        }),
        current: (question.asked.show || 'numbers') === show,
      })),
    },
    parts: withFiles(partsOf(question, data, sources, total), pages.concealment, question, question.asked),
    asOf: timeOfCopy(data.asOf, names),
  };
}

function partsOf(
  question: Question<ConcealmentFields>,
  data: ConcealmentData,
  sources: Sources,
  total: number,
): Part[] {
  if (total < 2) return [smallPart(question, data, sources, total)];
  const frame = frameOf(question, data, sources);
  return [gridPart(frame), cellPart(frame), productPart(frame)].filter(part => part !== undefined);
}

function ownFields({ means, places }: ConcealmentData, { names }: Sources): OwnField[] {
  const labelled = (values: readonly string[]): Option[] =>
    values.map(value => ({ value, label: names.label(`analysis:dimension.${value}`) }));
  return [
    { name: 'means', value: means, options: labelled(['conveyance', 'transport']) },
    { name: 'places', value: places, options: labelled(['hiding', 'concealment']) },
  ];
}

/** No case, or one: a sentence and no table. */
function smallPart(question: Question, { coverage, cells }: ConcealmentData, { names }: Sources, total: number): Part {
  const base = { id: 'grid', coverage: caseCoverage(coverage, names) };
  if (total === 0 || cells.length === 0)
    return {
      figure: {
        ...base,
        title: names.label('analysis:empty.title'),
        empty: { text: names.label('analysis:empty.text') },
      },
    };
  return {
    figure: {
      ...base,
      title: names.label('analysis:concealment.oneCase'),
      links: [{ label: names.text('analysis:openCases', { count: 1, number: '1' }), href: recordsAddress(question) }],
    },
  };
}
