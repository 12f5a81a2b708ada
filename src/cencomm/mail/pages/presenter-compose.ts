import type { FieldProblem } from '../../../errors.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { templatesFor } from '../../forms/templates/index.ts';
import { draftPath, mailPath, messagePath } from '../writing/addresses.ts';
import { longestBody, longestSubject } from '../writing/compose-form.ts';
import { placeOf, sizeText } from '../reading/message-style.ts';
import { presentDraftFiles } from './presenter-attachments.ts';
import { bodyHtml } from './presenter-message.ts';
import type { Attachment } from '../writing/store-attachments.ts';
import type { Typed } from '../writing/store-drafts.ts';
import type { MailMember } from '../writing/store-members.ts';
import type { FieldLook } from '../../../web/shared-views.ts';

export interface ComposeSources {
  readonly entered: Entered;
  readonly ownId: number;
  readonly draftId: string;
  readonly typed: Typed;
  readonly members: readonly MailMember[];
  readonly attachments: readonly Attachment[];
  /** Attachments of the message that is passed on. */
  readonly carried: readonly Attachment[];
  readonly problems?: readonly FieldProblem[];
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
  const {
    entered,
    ownId,
    draftId,
    typed,
    members,
    attachments,
    carried,
    problems = [],
    isPreviewed,
    savedAt,
    offices,
    words,
  } = sources;
  const { t } = words;
  const base = mailPath(entered.operation.id);
  const field = (name: string, more: FieldLook & { readonly label: string }) => {
    const problem = problems.find(({ path }) => path === name);
    return {
      id: `field-${name}`,
      name,
      value: typed[name] ?? '',
      ...more,
      ...(problem ? { error: words.problem(problem) } : {}),
    };
  };
  const listed = (name: string): string[] => (typed[name] ?? '').split(',').filter(one => one !== '');
  const others = members.filter(({ accountId }) => accountId !== ownId);
  const countries = Map.groupBy(
    members.filter(({ country }) => country !== null),
    ({ country }) => country ?? '',
  );
  return {
    title: t(
      typed.forward
        ? 'cencommmail:compose.forward'
        : typed.parent
          ? 'cencommmail:compose.reply'
          : 'cencommmail:compose.new',
    ),
    action: draftPath(entered.operation.id, draftId),
    previewUrl: `${base}/preview`,
    cancelHref: typed.parent ? messagePath(entered.operation.id, typed.parent) : base,
    hidden: { parent: typed.parent ?? '', forward: typed.forward ?? '' },
    to: field('to', {
      type: 'choice',
      display: 'radios',
      label: t('cencommmail:field.to'),
      options: [
        { value: 'all', label: t('cencommmail:compose.all', { count: members.length }) },
        ...(countries.size > 0 ? [{ value: 'countries', label: t('cencommmail:compose.countries') }] : []),
        { value: 'members', label: t('cencommmail:compose.members') },
      ],
    }),
    country: field('country', {
      type: 'choices',
      display: 'columns',
      label: t('cencommmail:field.country'),
      value: listed('country'),
      options: [...countries].map(([code, there]) => ({
        value: code,
        label: words.country(code),
        hint: there.map(({ loginId }) => loginId).join(', '),
      })),
    }),
    member: field('member', {
      type: 'choices',
      display: 'columns',
      label: t('cencommmail:field.member'),
      value: listed('member'),
      options: others.map(({ accountId, loginId, officeId, role }) => ({
        value: String(accountId),
        label: loginId,
        hint: `${placeOf(officeId, offices, words)} · ${t(`cencomm:role.${role}`)}`,
      })),
    }),
    fields: [
      field('subject', { type: 'text', label: t('cencommmail:field.subject'), max: longestSubject }),
      field('body', {
        type: 'longtext',
        label: t('cencommmail:field.body'),
        hint: t('cencommmail:hint.body'),
        rows: 12,
        max: longestBody,
      }),
    ],
    priority: { isOn: typed.priority === 'high' },
    answerDate: field('answerDate', {
      type: 'date',
      label: t('cencommmail:field.answerDate'),
      optional: true,
      span: 4,
    }),
    answerTime: field('answerTime', {
      type: 'text',
      label: t('cencommmail:field.answerTime'),
      optional: true,
      placeholder: '14:00',
      max: 5,
      span: 4,
    }),
    files: presentDraftFiles(attachments, problems, words),
    carry:
      carried.length === 0
        ? undefined
        : field('carry', {
            type: 'choices',
            label: t('cencommmail:field.carry'),
            value: listed('carry'),
            options: carried.map(({ id, name, size }) => ({
              value: id,
              label: name ?? t('cencommmail:brokenName'),
              hint: sizeText(size, words),
            })),
          }),
    problems: problems.map(problem => ({
      text: words.problem(
        problem.key === 'forms:problem.missing'
          ? { ...problem, key: 'forms:problem.missingField', values: { label: t(`cencommmail:field.${problem.path}`) } }
          : problem,
      ),
      ...(problem.path === '' ? {} : { href: `#field-${problem.path}` }),
    })),
    preview: isPreviewed ? { html: bodyHtml(typed.body ?? '', 'preview-', words) } : undefined,
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
