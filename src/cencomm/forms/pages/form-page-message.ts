import type { FormField } from '../../../fields/index.ts';
import { today } from '../../../text/plain-date.ts';
import { audiences } from '../../mail/message.ts';
import { officeName } from '../../words.ts';
import { countriesOf, longestRemarks } from '../read-message.ts';
import { longestSubject } from '../subject.ts';
import { templatesFor } from '../templates/index.ts';
import type { TemplateChoice } from '../templates/index.ts';
import { one } from './form-page-sources.ts';
import type { FormPageSources, View } from './form-page-sources.ts';
import type { Typed } from './read-form.ts';

const many = (typed: Typed, name: string): readonly string[] =>
  [typed[name] ?? []]
    .flat()
    .flatMap(value => value.split(','))
    .filter(value => value !== '');

function field({ problems, words }: FormPageSources, view: FormField): View {
  const problem = problems.find(({ path }) => path === view.name);
  return { ...view, id: view.name, ...(problem ? { error: words.problem(problem) } : {}) };
}

/** Subject, remarks and, of a warning, until when an answer is wanted. */
export function messageViews(sources: FormPageSources): View[] {
  const {
    words: { t },
    typed,
    kind,
  } = sources;
  return [
    field(sources, {
      name: 'subject',
      type: 'text',
      label: t('cencommforms:message.subject'),
      hint: t(one(typed, 'chain') === '' ? 'cencommforms:message.subjectHint' : 'cencommforms:message.subjectAnswer'),
      optional: true,
      max: longestSubject,
      value: one(typed, 'subject'),
      span: 12,
    }),
    ...(kind === 'warning'
      ? [
          field(sources, {
            name: 'answerOn',
            type: 'date',
            label: t('cencommforms:message.answerOn'),
            optional: true,
            min: today(),
            value: one(typed, 'answerOn'),
            span: 4,
          }),
          field(sources, {
            name: 'answerAt',
            type: 'text',
            label: t('cencommforms:message.answerAt'),
            hint: t('cencommforms:message.answerAtHint'),
            optional: true,
            max: 5,
            value: one(typed, 'answerAt'),
            span: 4,
          }),
        ]
      : []),
    field(sources, {
      name: 'remarks',
      type: 'longtext',
      label: t('cencommforms:message.remarks'),
      hint: t('cencommforms:message.remarksHint'),
      optional: true,
      rows: 9,
      dir: 'auto',
      max: longestRemarks,
      value: one(typed, 'remarks'),
      span: 12,
    }),
  ];
}

/** Who the message is for. */
export function recipientViews(sources: FormPageSources): View[] {
  const { words, typed, colleagues, context } = sources;
  const { t } = words;
  return [
    field(sources, {
      name: 'audience',
      type: 'choice',
      display: 'radios',
      label: t('cencommforms:message.audience'),
      value: one(typed, 'audience') || 'all',
      span: 12,
      options: audiences.map(value => ({
        value,
        label: t(`cencommforms:audience.${value}`, { count: colleagues.length }),
      })),
    }),
    field(sources, {
      name: 'countries',
      type: 'codes',
      display: 'columns',
      label: t('cencommforms:message.countries'),
      optional: true,
      value: many(typed, 'countries'),
      span: 6,
      options: countriesOf(colleagues).map(value => ({ value, label: words.country(value) })),
    }),
    field(sources, {
      name: 'members',
      type: 'codes',
      label: t('cencommforms:message.members'),
      optional: true,
      value: many(typed, 'members'),
      span: 6,
      options: colleagues.map(({ accountId, loginId, officeId }) => ({
        value: String(accountId),
        label: loginId,
        group: officeName(officeId, context.offices, words),
      })),
    }),
  ];
}

/** The choice of a ready text for the remarks. */
export function templateView(sources: FormPageSources): { field: View; choices: readonly TemplateChoice[] } {
  const {
    entered: { operation },
    kind,
    words,
    typed,
  } = sources;
  const choices = templatesFor(kind, operation.langs, words.lang);
  return {
    choices,
    field: field(sources, {
      name: 'template',
      type: 'choice',
      display: 'select',
      optional: true,
      label: words.t('cencommforms:message.template'),
      hint: words.t('cencommforms:message.templateHint'),
      value: one(typed, 'template'),
      span: 12,
      options: choices.map(({ id, lang, name }) => ({ value: id, label: name, lang, group: words.language(lang) })),
    }),
  };
}
