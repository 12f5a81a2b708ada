import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { askedViews, declaredView, isHeadingCode } from '../../../seizures/index.ts';
import type { DeclaredView, RecordWords, Showing } from '../../../seizures/index.ts';
import { audiences } from '../../mail/message.ts';
import { presentDraftFiles } from '../../mail/pages/presenter-attachments.ts';
import type { Attachment } from '../../mail/writing/store-attachments.ts';
import { choosableFields, fieldsOf } from '../../operations/pages/form-fields.ts';
import type { Entered, FormKind } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { ownFields } from './own-fields.ts';
import type { Typed } from './read-form.ts';
import { countriesOf, longestRemarks } from '../read-message.ts';
import type { Colleague } from '../store-members.ts';
import { longestSubject } from '../subject.ts';
import { templatesFor } from '../templates/index.ts';
import type { TemplateChoice } from '../templates/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { FormField } from '../../../fields/index.ts';

type View = DeclaredView | (FormField & { readonly id: string; readonly error?: string; readonly html?: string });

export interface FormPageSources {
  readonly context: CencommContext;
  readonly entered: Entered;
  readonly kind: FormKind;
  readonly words: Words;
  readonly recordWords: RecordWords;
  readonly colleagues: readonly Colleague[];
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  /** What is answered: number, subject and address of the warning. */
  readonly answers?: { readonly label: string; readonly href: string; readonly text: string };
  /** What is attached to the draft of the form. */
  readonly attachments: readonly Attachment[];
  /** What was done last, as a sentence. */
  readonly done?: string;
}

const one = (typed: Typed, name: string): string => [typed[name] ?? ''].flat()[0] ?? '';
const many = (typed: Typed, name: string): readonly string[] =>
  [typed[name] ?? []]
    .flat()
    .flatMap(value => value.split(','))
    .filter(value => value !== '');

/** Fields of a form stand in the order a reader wants them: what, on which way and how, where and when. */
const order = ['goods', 'details', 'route', 'means', 'circumstances', 'concealment', 'outcome'] as const;

/** A form of an operation over what was typed, each problem at its field. Pure but for the clock. */
export function presentFormPage(sources: FormPageSources) {
  const {
    entered: { operation },
    kind,
    words,
    typed,
    problems,
    context,
  } = sources;
  const { t } = words;
  const showing: Showing = { words: sources.recordWords, lists: context.lists, date: today(), form: 'long', problems };
  const groups = order
    .map(part => ({
      title: t(`cencommforms:group.${part}`),
      fields: part === 'means' ? meansViews(sources, showing) : recordViews(sources, part, showing),
    }))
    .filter(({ fields }) => fields.length > 0);
  const answer =
    kind === 'feedback' ? [{ title: t('cencommforms:group.answer'), fields: ownViews(sources, showing) }] : [];
  const views = [...answer, ...groups].flatMap(({ fields }) => fields);
  const shown = new Set([...views.map(({ id }) => id), ...messageIds]);
  const labels = new Map(views.map(({ id, label }) => [id, label]));
  const at = (path: string): string => path.replaceAll('.', '-');
  const files = presentDraftFiles(sources.attachments, problems, words);
  return {
    title: t(`cencommforms:new.title.${kind}`),
    lead: t(`cencommforms:new.lead.${kind}`),
    kind,
    action: `${pathOf(operation.id)}/forms/${kind}`,
    cancelHref: `${pathOf(operation.id)}/board`,
    crumbs: [
      { label: t('cencomm:tabs.board'), href: `${pathOf(operation.id)}/board` },
      { label: t(`cencommforms:new.title.${kind}`) },
    ],
    hidden: {
      clientUuid: one(typed, 'clientUuid'),
      chain: one(typed, 'chain'),
      ...(operation.headings.length === 1 ? { 'lines.0.heading': operation.headings[0] ?? '' } : {}),
    },
    problems: problems.map(problem => ({
      text: summaryText(problem, labels.get(at(problem.path)), words),
      ...(problem.path === 'file'
        ? { href: `#${files.field.id}` }
        : shown.has(at(problem.path))
          ? { href: `#${at(problem.path)}` }
          : {}),
    })),
    answers: sources.answers,
    done: sources.done,
    files,
    groups: [...answer, ...groups],
    message: messageViews(sources),
    recipients: recipientViews(sources),
    template: templateView(sources),
    submit: t(`cencommforms:new.send.${kind}`),
    isUrgent: one(typed, 'urgent') === 'yes',
  };
}

const messageIds = [
  'subject',
  'remarks',
  'audience',
  'countries',
  'members',
  'answerOn',
  'answerAt',
  'template',
  'lines-0-unit',
  'lines-0-unit2',
];

function recordViews(
  { entered: { operation }, kind, typed, words }: FormPageSources,
  part: (typeof order)[number],
  showing: Showing,
): View[] {
  const keys = new Set(fieldsOf(operation, kind).map(({ key }) => key));
  const asked = choosableFields(operation, kind)
    .filter(group => (part === 'details' ? isHeadingCode(group.part) : group.part === part))
    .flatMap(({ fields }) => fields)
    .filter(({ key, name }) => keys.has(key) && !(name === 'heading' && operation.headings.length === 1));
  const take = (prefix: string) =>
    Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  const required = new Set(
    asked
      .filter(({ fixed }) => fixed)
      .map(({ part: of, name }) => (of === 'facts' ? `facts.${name}` : `lines.0.${name}`)),
  );
  const line = {
    ...take('lines.0.'),
    ...(operation.headings.length === 1 ? { heading: operation.headings[0] ?? '' } : {}),
  };
  return (
    askedViews(asked, { facts: take('facts.'), line, codes: operation.headings }, showing)
      // Of a warning nothing is seized yet: the country is where the goods are looked for.
      .map(view => ({
        ...view,
        optional: kind === 'seizure' ? view.optional : !required.has(view.name),
        ...(view.name === 'facts.country' && kind !== 'seizure' ? { label: words.t('cencommforms:item.country') } : {}),
      }))
  );
}

function ownViews({ kind, typed, words }: FormPageSources, showing: Showing): View[] {
  const { t } = words;
  return ownFields[kind].map(field => {
    const path = `own.${field.name}`;
    const hint = `cencommforms:ownHint.${field.name}`;
    const options =
      field.type === 'choice'
        ? {
            options: field.options.map(value => ({
              value,
              label:
                field.name === 'grade' ? showing.words.option('sourceGrade', value) : t(`cencommforms:answer.${value}`),
            })),
          }
        : {};
    const view = declaredView(
      field,
      { path, values: typed, name: path, ...options, span: spans[field.name] ?? 6 },
      showing,
    );
    const { hint: _none, ...rest } = view as DeclaredView & { hint?: string };
    return {
      ...rest,
      label: t(`cencommforms:own.${field.name}`),
      ...(t(hint) === hint.split(':')[1] ? {} : { hint: t(hint) }),
      ...(field.name === 'answer' ? { display: 'radios' } : {}),
    };
  });
}
const spans: Readonly<Record<string, number>> = {
  answer: 12,
  expectedOn: 4,
  expectedAt: 4,
  grade: 4,
  askedOf: 12,
  doneOn: 4,
  doneAt: 4,
  expectedPlace: 12,
};

/** Means and arrival of the shipment; a feedback has none. */
function meansViews(sources: FormPageSources, showing: Showing): View[] {
  return sources.kind === 'feedback' ? [] : ownViews(sources, showing);
}

function messageViews(sources: FormPageSources): View[] {
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

function recipientViews(sources: FormPageSources): View[] {
  const { words, typed, colleagues, context } = sources;
  const { t } = words;
  const office = (id: number): string => {
    const found = context.offices.byId(id);
    return found ? words.office(found) : '';
  };
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
        group: office(officeId),
      })),
    }),
  ];
}

function templateView(sources: FormPageSources): { field: View; choices: readonly TemplateChoice[] } {
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

function field({ problems, words }: FormPageSources, view: FormField): View {
  const problem = problems.find(({ path }) => path === view.name);
  return { ...view, id: view.name, ...(problem ? { error: words.problem(problem) } : {}) };
}

/** What the summary says of a problem: of an empty field, which one it is. */
function summaryText(problem: FieldProblem, label: string | undefined, words: Words): string {
  return words.problem(
    problem.key === 'findings:required' && label !== undefined
      ? { ...problem, key: 'forms:problem.missingField', values: { label } }
      : problem,
  );
}
