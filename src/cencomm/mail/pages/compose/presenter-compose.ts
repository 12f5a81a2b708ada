import type { FieldProblem } from '../../../../errors.ts';
import type { Offices, Words } from '../../../../reference/index.ts';
import type { Entered } from '../../../operations/operation.ts';
import { templatesFor } from '../../../forms/templates/index.ts';
import { draftPath, mailPath, messagePath } from '../../writing/addresses.ts';
import { longestBody, longestSubject } from '../../writing/compose-form.ts';
import { placeOf, sizeText } from '../../reading/message-style.ts';
import { presentDraftFiles } from '../presenter-attachments.ts';
import { bodyHtml } from '../presenter-message.ts';
import type { Attachment } from '../../writing/store-attachments.ts';
import type { Typed } from '../../writing/store-drafts.ts';
import type { MailMember } from '../../writing/store-members.ts';
import type { FieldLook, Option } from '../../../../web/forms/views.ts';

interface ComposeSources {
  readonly entered: Entered;
  readonly ownId: number;
  readonly draftId: string;
  readonly typed: Typed;
  readonly members: readonly MailMember[];
  readonly attachments: readonly Attachment[];
  /** Attachments of the message that is forwarded. */
  readonly carried: readonly Attachment[];
  readonly problems: readonly FieldProblem[];
  readonly isPreviewed?: boolean;
  /** When it was saved last, ISO. */
  readonly savedAt?: string;
  readonly offices: Offices;
  readonly words: Words;
  /** Nothing was typed yet: ready texts are offered. */
  readonly isBegun?: boolean;
}

/** The form of a message. Pure but for the clock. */
export function presentCompose(sources: ComposeSources) {
  const { entered, draftId, typed, attachments, problems, savedAt, words } = sources;
  const { t } = words;
  const base = mailPath(entered.operation.id);
  const kind = typed.forward ? 'forward' : typed.parent ? 'reply' : 'new';
  return {
    title: t(`cencommmail:compose.${kind}`),
    action: draftPath(entered.operation.id, draftId),
    previewUrl: `${base}/preview`,
    cancelHref: typed.parent ? messagePath(entered.operation.id, typed.parent) : base,
    hidden: { parent: typed.parent ?? '', forward: typed.forward ?? '' },
    ...recipientFields(sources),
    ...messageFields(sources),
    files: presentDraftFiles(attachments, problems, words),
    carry: carryField(sources),
    problems: problems.map(problem => ({
      text: words.problem(
        problem.key === 'forms:problem.missing'
          ? { ...problem, key: 'forms:problem.missingField', values: { label: t(`cencommmail:field.${problem.path}`) } }
          : problem,
      ),
      ...(problem.path === '' ? {} : { href: `#field-${problem.path}` }),
    })),
    preview: sources.isPreviewed ? { html: bodyHtml(typed.body ?? '', 'preview-', words) } : undefined,
    ready: sources.isBegun
      ? templatesFor('plain', entered.operation.langs, words.lang).map(({ id, lang, dir, name }) => ({
          href: `${base}/new?template=${id}`,
          name,
          lang,
          dir,
        }))
      : [],
    saved: savedAt ? t('cencommmail:compose.savedAt', { time: `${savedAt.slice(11, 16)} UTC` }) : '',
  };
}

function field({ typed, problems, words }: ComposeSources, name: string, more: FieldLook) {
  const problem = problems.find(({ path }) => path === name);
  return {
    id: `field-${name}`,
    name,
    value: typed[name] ?? '',
    label: words.t(`cencommmail:field.${name}`),
    ...more,
    ...(problem ? { error: words.problem(problem) } : {}),
  };
}

/** A field of which several options can be chosen. */
function several(sources: ComposeSources, name: string, options: readonly Option[], more: Partial<FieldLook> = {}) {
  const value = (sources.typed[name] ?? '').split(',').filter(one => one !== '');
  return field(sources, name, { type: 'choices', value, options, ...more });
}

function recipientFields(sources: ComposeSources) {
  const { ownId, members, offices, words } = sources;
  const { t } = words;
  const countries = Map.groupBy(
    members.filter(({ country }) => country !== null),
    ({ country }) => country ?? '',
  );
  const byCountry = [...countries].map(([code, there]) => ({
    value: code,
    label: words.country(code),
    hint: there.map(({ loginId }) => loginId).join(', '),
  }));
  const others = members
    .filter(({ accountId }) => accountId !== ownId)
    .map(({ accountId, loginId, officeId, role }) => ({
      value: String(accountId),
      label: loginId,
      hint: `${placeOf(officeId, offices, words)} · ${t(`cencomm:role.${role}`)}`,
    }));
  return {
    to: field(sources, 'to', {
      type: 'choice',
      display: 'radios',
      options: [
        { value: 'all', label: t('cencommmail:compose.all', { count: members.length }) },
        ...(countries.size > 0 ? [{ value: 'countries', label: t('cencommmail:compose.countries') }] : []),
        { value: 'members', label: t('cencommmail:compose.members') },
      ],
    }),
    country: several(sources, 'country', byCountry, { display: 'columns' }),
    member: several(sources, 'member', others, { display: 'columns' }),
  };
}

function messageFields(sources: ComposeSources) {
  const hint = sources.words.t('cencommmail:hint.body');
  return {
    fields: [
      field(sources, 'subject', { type: 'text', max: longestSubject }),
      field(sources, 'body', { type: 'longtext', hint, rows: 12, max: longestBody }),
    ],
    priority: { isOn: sources.typed.priority === 'high' },
    answerDate: field(sources, 'answerDate', { type: 'date', optional: true, span: 4 }),
    answerTime: field(sources, 'answerTime', { type: 'text', optional: true, placeholder: '14:00', max: 5, span: 4 }),
  };
}

/** Which attachments of the forwarded message go with it; undefined where it has none. */
function carryField(sources: ComposeSources) {
  const { carried, words } = sources;
  if (carried.length === 0) return undefined;
  return several(
    sources,
    'carry',
    carried.map(({ id, name, size }) => ({
      value: id,
      label: name ?? words.t('cencommmail:brokenName'),
      hint: sizeText(size, words),
    })),
  );
}
