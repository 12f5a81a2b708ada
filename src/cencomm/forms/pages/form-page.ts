import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { askedViews, declaredView, isHeadingCode } from '../../../seizures/index.ts';
import type { DeclaredView, Showing } from '../../../seizures/index.ts';
import { today } from '../../../text/plain-date.ts';
import { presentDraftFiles } from '../../mail/pages/presenter-attachments.ts';
import { choosableFields, fieldsOf } from '../../operations/pages/form-fields.ts';
import { pathOf } from '../../pages-frame.ts';
import { messageViews, recipientViews, templateView } from './form-page-message.ts';
import { one } from './form-page-sources.ts';
import type { FormPageSources, View } from './form-page-sources.ts';
import { ownFields } from './own-fields.ts';

/** Groups of fields in the order a reader wants them: what, by which route and how, where and when. */
const order = ['goods', 'details', 'route', 'means', 'circumstances', 'concealment', 'outcome'] as const;

/** The form of a message with what was typed and each problem at its field. Pure but for the clock. */
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
      // Before a seizure, the country is where the goods are expected.
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

/** Means and arrival of the shipment; feedback does not have them. */
function meansViews(sources: FormPageSources, showing: Showing): View[] {
  return sources.kind === 'feedback' ? [] : ownViews(sources, showing);
}

/** The summary of a problem; for an empty field it names the field. */
function summaryText(problem: FieldProblem, label: string | undefined, words: Words): string {
  return words.problem(
    problem.key === 'findings:required' && label !== undefined
      ? { ...problem, key: 'forms:problem.missingField', values: { label } }
      : problem,
  );
}
