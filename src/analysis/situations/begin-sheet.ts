import type { Viewer } from '../../access/index.ts';
import { beginDocument } from '../../cws/index.ts';
import type { Sources } from '../cells/sources.ts';
import type { AnalysisContext } from '../context.ts';
import { addressOf, type Question } from '../question/question.ts';
import { nameOfSubject, type Subject } from './subject.ts';

/** What a situation sheet is begun with, in the language of the page and in the other. */
export interface SheetAsked {
  readonly subject: Subject;
  /** The search of the subject over its period. */
  readonly question: Question;
  readonly own: Sources;
  readonly other: Sources;
}

const longestTitle = 160;

/**
 * Begins a situation sheet with the search of a situation: its title and summary by rule in both languages, its figures
 * counted by the sheet itself, of what is released to all. The same form sent twice begins one. Answers its reference.
 */
export function beginSheet(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  clientUuid: string,
  asked: SheetAsked,
): Promise<string> {
  return beginDocument({ pool }, viewer, 'sheet', clientUuid, typedOf(asked));
}

function typedOf({ subject, question, own, other }: SheetAsked): Readonly<Record<string, string>> {
  const { criteria, plain } = question;
  const countries = subject.kind === 'product' ? [] : [subject.code];
  const written = { ...question, plain: { ...plain, from: criteria.from, to: criteria.to } };
  return {
    original: own.names.lang,
    handling: 'H0',
    ...textsOf(subject, question, own),
    ...textsOf(subject, question, other),
    headings: plain.heading.join(','),
    countries: countries.join(','),
    query: addressOf('', written).slice(1),
  };
}

function textsOf(subject: Subject, { criteria }: Question, { names }: Sources): Record<string, string> {
  const words = { name: nameOfSubject(subject, names), from: names.date(criteria.from), to: names.date(criteria.to) };
  return {
    [`${names.lang}.title`]: names.text('situations:sheet.title', words).slice(0, longestTitle),
    [`${names.lang}.summary`]: names.text(`situations:sheet.summary_${subject.kind}`, words),
  };
}
