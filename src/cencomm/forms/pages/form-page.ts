import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { askedViews, declaredView, isHeadingCode, type DeclaredView, type Showing } from '../../../seizures/index.ts';
import { today } from '../../../text/plain-date.ts';
import { presentDraftFiles } from '../../mail/pages/presenter-attachments.ts';
import { recipientInputs } from '../../mail/writing/recipients.ts';
import { choosableFields, fieldsOf } from '../../operations/pages/form-fields.ts';
import { pathOf } from '../../pages-frame.ts';
import { messageViews, reasonView, recipientViews, templateView } from './form-page-message.ts';
import { one, type FormPageSources, type View } from './form-page-sources.ts';
import { personRows } from './form-page-persons.ts';
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
    amends,
  } = sources;
  const { t } = words;
  const title = t(`cencommforms:${amends ? 'amend' : 'new'}.title.${kind}`);
  const showing: Showing = { words: sources.recordWords, lists: context.lists, date: today(), form: 'long', problems };
  const groups = groupsOf(sources, showing);
  const answer =
    kind === 'feedback'
      ? [{ title: t('cencommforms:group.answer'), fields: ownViews(sources, showing), folded: undefined }]
      : [];
  const persons = personRows(sources, showing.problems);
  const views = [...answer, ...groups, ...persons.rows].flatMap(({ fields }) => fields);
  const shown = new Set([...views.map(({ id }) => id), ...messageIds]);
  const recipients = recipientViews(sources);
  const labels = new Map([...views.map(({ id, label }) => [id, label] as const), ['to', recipients.to.label]]);
  const at = (path: string): string => path.replaceAll('.', '-');
  const files = presentDraftFiles(sources.attachments, problems, words, context.intake.scans);
  return {
    title,
    lead: amends ? t('cencommforms:amend.lead') : t(`cencommforms:new.lead.${kind}`),
    kind,
    action: `${pathOf(operation.id)}/forms/${kind}`,
    cancelHref: amends?.href ?? `${pathOf(operation.id)}/board`,
    crumbs: [
      { label: t('cencomm:tabs.board'), href: `${pathOf(operation.id)}/board` },
      ...(amends ? [{ label: amends.text, href: amends.href }] : []),
      { label: title },
    ],
    hidden: {
      clientUuid: one(typed, 'clientUuid'),
      chain: one(typed, 'chain'),
      version: one(typed, 'version') || '0',
      ...(amends ? { amends: one(typed, 'amends') } : {}),
      ...(operation.headings.length === 1 ? { 'lines.0.heading': operation.headings[0] ?? '' } : {}),
    },
    problems: problems.map(problem => ({
      text: summaryText(problem, labels.get(at(problem.path)), words),
      ...linkTo(problem.path, shown, files.field.id),
    })),
    answers: sources.answers,
    done: sources.done,
    files,
    groups: [...answer, ...groups],
    persons,
    message: messageViews(sources),
    recipients,
    sure: doubtIn(sources),
    template: templateView(sources),
    reason: reasonView(sources),
    told: amends && t('cencommforms:version.told', { count: amends.told }),
    meanwhile: sources.meanwhile,
    submit: t(`cencommforms:${amends ? 'amend' : 'new'}.send.${kind}`),
    isUrgent: one(typed, 'urgent') === 'yes',
  };
}

/** The question that is asked once before it goes to everybody or to partners; undefined where nothing is asked. */
function doubtIn({ problems, words }: FormPageSources): string | undefined {
  const doubt = problems.find(({ path }) => path === 'sure');
  return doubt && words.problem(doubt);
}

/** Where a problem of the summary is: the record's fields by their path, recipients by the ids they have in mail. */
function linkTo(path: string, shown: ReadonlySet<string>, fileId: string): { readonly href?: string } {
  const id = path.replaceAll('.', '-');
  if (path === 'file') return { href: `#${fileId}` };
  if (path === 'sure' || recipientInputs.some(name => name === path)) return { href: `#field-${path}` };
  return shown.has(id) ? { href: `#${id}` } : {};
}

/** What the message cannot be without, then the rest by its kind, folded away. */
function groupsOf(sources: FormPageSources, showing: Showing) {
  const { t } = sources.words;
  const parts = order.map(part => ({
    title: t(`cencommforms:group.${part}`),
    fields: part === 'means' ? meansViews(sources, showing) : recordViews(sources, part, showing),
  }));
  return [
    {
      title: t('cencommforms:group.needed'),
      fields: parts.flatMap(({ fields }) => fields.filter(isNeeded)),
      folded: undefined,
    },
    ...parts.map(({ title, fields }) =>
      folded(
        title,
        fields.filter(field => !isNeeded(field)),
      ),
    ),
  ].filter(({ fields }) => fields.length > 0);
}

/** What the message cannot be without stands first, and is never folded. */
const isNeeded = (field: View): boolean => field.optional !== true;

/** Fields that may be left out, folded away under their title; open where something is to be mended. */
function folded(title: string, fields: readonly View[]) {
  const isFilled = ({ value }: View): boolean => String(value ?? '') !== '';
  return {
    title,
    fields,
    folded: {
      isOpen: fields.some(({ error }) => error !== undefined),
      filled: fields.filter(isFilled).length,
      of: fields.length,
    },
  };
}

const messageIds = [
  'subject',
  'remarks',
  'reason',
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
  // Asked only where it is needed: of a number that does not add up.
  const isOddNumber =
    one(typed, 'own.asPainted') !== '' || showing.problems.some(({ key }) => key === 'cencommforms:problem.checkDigit');
  return ownFields[kind]
    .filter(({ name }) => name !== 'asPainted' || isOddNumber)
    .map(field => {
      const path = `own.${field.name}`;
      const hint = `cencommforms:ownHint.${field.name}`;
      const options =
        field.type === 'choice'
          ? {
              options: field.options.map(value => ({
                value,
                label:
                  field.name === 'grade'
                    ? showing.words.option('sourceGrade', value)
                    : t(`cencommforms:${field.name === 'asPainted' ? 'painted' : 'answer'}.${value}`),
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
    ['findings:required', 'forms:problem.missing'].includes(problem.key) && label !== undefined
      ? { ...problem, key: 'forms:problem.missingField', values: { label } }
      : problem,
  );
}
