import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import type { Offices } from '../../../reference/index.ts';
import { allCommonFields } from '../../fields.ts';
import { lineFields } from '../../goods/line-fields.ts';
import type { HeadingCode } from '../../goods/heading.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Seizure } from '../../record/store.ts';
import type { SeizureRecord } from '../../seizure.ts';
import { canAbout } from '../permissions.ts';
import { dueDays, longestProposed, longestText, type Question } from '../question.ts';

const known = new Set(allCommonFields.map(({ name }) => name));

/** The places of a record that can be asked about, with their names: facts in the order of the form, then its lines. */
export function askedFields(record: SeizureRecord, words: Words): { value: string; label: string }[] {
  const facts = allCommonFields
    .filter(({ name }) => record.facts[name] !== undefined)
    .map(({ name }) => ({ value: `facts.${name}`, label: words.label(name) }));
  const lines = record.lines.flatMap((line, at) => {
    const stated = lineFields.filter(({ name }) => (line as unknown as Record<string, unknown>)[name] !== undefined);
    const own = Object.keys(line.details).map(name => ({
      value: `lines.${at}.details.${name}`,
      label: lineLabel(at, words.label(name, line.heading), words),
    }));
    return [
      ...stated.map(({ name }) => ({ value: `lines.${at}.${name}`, label: lineLabel(at, words.label(name), words) })),
      ...own,
    ];
  });
  return [...facts, ...lines];
}

/** The name of a place, also where an amendment took its field away since. Pure. */
export function fieldName(field: string, record: SeizureRecord, words: Words): string {
  const fact = /^facts\.(\w+)$/.exec(field)?.[1];
  if (fact !== undefined) return known.has(fact) ? words.label(fact) : fact;
  const line = /^lines\.(\d+)\.(details\.)?(\w+)$/.exec(field);
  if (!line) return words.t('questions:whole');
  const [, at = '0', isOwn, name = ''] = line;
  const heading: HeadingCode | undefined = record.lines[Number(at)]?.heading;
  return lineLabel(Number(at), isOwn && heading ? words.label(name, heading) : words.label(name), words);
}

function lineLabel(at: number, label: string, words: Words): string {
  return `${words.t('record:line', { no: at + 1 })}, ${label}`;
}

/** Threads the viewer may read, and what they may do: ask, suggest, answer, decide, close. Makes a form number. */
export function presentQuestions(
  viewer: Viewer,
  seizure: Seizure,
  questions: readonly Question[],
  { words, offices }: { readonly words: Words; readonly offices: Offices },
) {
  const shown = questions.filter(one => canAbout(viewer, 'read', seizure, one));
  const fields = askedFields(seizure.record, words);
  const field = {
    type: 'choice',
    id: 'field-field',
    name: 'field',
    label: words.t('questions:field'),
    placeholder: words.t('questions:whole'),
    value: '',
    options: fields,
  };
  return {
    // Who may not read threads is not told that there are none.
    isNone: questions.length === 0,
    threads: shown.map(one => threadOf(viewer, seizure, one, { words, offices })),
    clientUuid: randomUUID(),
    ask: canAbout(viewer, 'ask', seizure) ? { field, days: daysField(words) } : undefined,
    suggest: canAbout(viewer, 'suggest', seizure) ? { field } : undefined,
    longestText,
    longestProposed,
  };
}

function daysField(words: Words) {
  return dueDays.map(days => ({ value: String(days), label: words.t('questions:days', { count: days }) }));
}

function threadOf(
  viewer: Viewer,
  seizure: Seizure,
  question: Question,
  { words, offices }: { readonly words: Words; readonly offices: Offices },
) {
  const { id, kind, field, proposed, state, due } = question;
  const may = (action: 'answer' | 'decide' | 'close'): boolean => canAbout(viewer, action, seizure, question);
  return {
    id: String(id),
    isSuggestion: kind === 'suggestion',
    about:
      field === ''
        ? words.t('questions:onWhole')
        : words.t('questions:on', { field: fieldName(field, seizure.record, words) }),
    proposed,
    state,
    stateLabel: words.t(`questions:state.${state}`),
    due: due !== null && state === 'open' ? words.t('questions:dueOn', { date: words.date(due) }) : '',
    texts: question.texts.map((one, at) => ({
      who: words.t(at === 0 ? `questions:by.${kind}` : 'questions:by.answer', {
        login: one.loginId,
        office: offices.name(one.office, words.lang),
      }),
      when: words.time(one.at),
      datetime: one.at,
      text: one.text,
    })),
    mayAnswer: may('answer'),
    mayDecide: may('decide'),
    mayClose: may('close'),
  };
}
