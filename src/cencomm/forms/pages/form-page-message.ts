import type { FormField } from '../../../fields/index.ts';
import { today } from '../../../text/plain-date.ts';
import { presentRecipients } from '../../mail/pages/compose/presenter-recipients.ts';
import { recipientInputs } from '../../mail/writing/recipients.ts';
import { longestReason, longestRemarks } from '../read-message.ts';
import { longestSubject } from '../subject.ts';
import { templatesFor, type TemplateChoice } from '../templates/index.ts';
import { one, type FormPageSources, type View } from './form-page-sources.ts';

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

/** Why a form is amended; undefined for a new one. */
export function reasonView(sources: FormPageSources): View | undefined {
  const { t } = sources.words;
  if (!sources.amends) return undefined;
  return field(sources, {
    name: 'reason',
    type: 'longtext',
    label: t('cencommforms:version.reason'),
    hint: t('cencommforms:version.reasonHint'),
    rows: 2,
    dir: 'auto',
    max: longestReason,
    value: one(sources.typed, 'reason'),
    span: 12,
  });
}

/** Who the message is for, chosen as in mail. */
export function recipientViews({ typed, problems, words, addressees, ownId, context }: FormPageSources) {
  const chosen = Object.fromEntries(recipientInputs.map(name => [name, [typed[name] ?? []].flat().join(',')]));
  return presentRecipients({ ...addressees, typed: chosen, problems, words, ownId, offices: context.offices });
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
