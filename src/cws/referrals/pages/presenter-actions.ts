import type { FieldProblem } from '../../../errors.ts';
import { mayEnterFor } from '../../../seizures/index.ts';
import { nextOffices } from '../addressee.ts';
import { deskName } from './styles.ts';
import { can, isDesk } from '../permissions.ts';
import type { Action } from '../permissions.ts';
import { outcomes } from '../referral.ts';
import type { ShowSources } from './show-sources.ts';
import type { Field as AskedField } from '../../../web/forms/views.ts';

/** Longest word of either side. Characters. */
export const longestWord = 2000;

/** What this viewer may do with a referral: the forms of its page, each with what was typed into it. Pure. */
export function presentActs(sources: ShowSources) {
  const { viewer, referral, draft, words } = sources;
  const { t } = words;
  const may = (action: Action): boolean =>
    can(viewer, action, { ...referral, isRecordWithdrawn: draft?.record?.status === 'withdrawn' });
  const hand = may('take') || may('record');
  const ownDraft =
    draft?.isOwn && !draft.isDiscarded && !draft.record && referral.draftId !== null && referral.state === 'taken'
      ? `/seizures/drafts/${referral.draftId}`
      : undefined;
  return {
    work:
      isDesk(viewer, referral) && (hand || ownDraft !== undefined)
        ? {
            mayTake: may('take'),
            takeLabel: t(referral.state === 'taken' ? 'cwsreferrals:act.takeOver' : 'cwsreferrals:act.take'),
            mayRecord: may('record') && ownDraft === undefined,
            draftHref: ownDraft,
            note: workNote(sources),
          }
        : undefined,
    elsewhere:
      isDesk(viewer, referral) && may('pass') && !mayEnterFor(viewer, referral.country)
        ? t('cwsreferrals:elsewhere', { country: words.country(referral.country) })
        : undefined,
    answer: may('answer')
      ? form(sources, [
          {
            type: 'choice',
            display: 'select',
            name: 'outcome',
            label: t('cwsreferrals:field.outcome'),
            options: outcomes.map(value => ({ value, label: t(`cwsreferrals:answer.${value}`) })),
          },
          {
            type: 'longtext',
            rows: 4,
            max: longestWord,
            name: 'answer',
            label: t('cwsreferrals:field.answer'),
            hint: t('cwsreferrals:hint.answer'),
          },
        ])
      : undefined,
    pass: may('pass') ? passForm(sources) : undefined,
    reopen: may('reopen')
      ? form(sources, [
          { type: 'longtext', rows: 3, max: longestWord, name: 'reopenReason', label: t('cwsreferrals:field.reason') },
        ])
      : undefined,
    withdraw: may('withdraw')
      ? form(sources, [
          {
            type: 'longtext',
            rows: 2,
            max: longestWord,
            name: 'withdrawReason',
            optional: true,
            label: t('cwsreferrals:field.reason'),
          },
        ])
      : undefined,
    message:
      may('ask') || may('say')
        ? {
            asks: may('ask'),
            ...form(sources, [
              {
                type: 'longtext',
                rows: 4,
                max: longestWord,
                name: 'message',
                label: t(may('ask') ? 'cwsreferrals:field.question' : 'cwsreferrals:field.word'),
                hint: t(may('ask') ? 'cwsreferrals:hint.question' : 'cwsreferrals:hint.word'),
              },
            ]),
          }
        : undefined,
  };
}

function workNote({ viewer, referral, draft, words }: ShowSources): string {
  const { t } = words;
  if (referral.state === 'sent') return t('cwsreferrals:act.noteSent');
  if (draft?.isDiscarded && draft.isOwn) return t('cwsreferrals:act.noteDiscarded');
  if (draft && !draft.isDiscarded && !draft.record)
    return draft.isOwn
      ? t('cwsreferrals:act.noteDraft', { time: words.time(draft.savedAt) })
      : t('cwsreferrals:act.noteOther', { login: draft.login, time: words.time(draft.savedAt) });
  return referral.takenBy === viewer.accountId
    ? t('cwsreferrals:act.noteOwn')
    : t('cwsreferrals:act.noteTaken', { login: referral.takenByLogin ?? '' });
}

function passForm(sources: ShowSources) {
  const { viewer, referral, offices, words } = sources;
  const { t } = words;
  const options = nextOffices(viewer, offices, referral).map(office => ({
    value: office.code,
    label: deskName(office, words),
    group: t(`common:officeKind.${office.kind}`),
  }));
  if (options.length === 0) return undefined;
  return form(sources, [
    {
      type: 'code',
      display: 'select',
      name: 'office',
      label: t('cwsreferrals:field.office'),
      options,
      ...(options.length === 1 ? { noBlank: true } : {}),
    },
    {
      type: 'longtext',
      rows: 3,
      max: longestWord,
      name: 'passReason',
      label: t('cwsreferrals:field.reason'),
      hint: t('cwsreferrals:hint.passReason'),
    },
  ]);
}

type Field = Omit<AskedField, 'id'>;

export function form({ typed = {}, problems = [], words }: ShowSources, fields: readonly Field[]) {
  const error = (name: string): FieldProblem | undefined => problems.find(({ path }) => path === name);
  return {
    isOpen: fields.some(({ name }) => error(name) !== undefined || (typed[name] ?? '') !== ''),
    fields: fields.map(field => {
      const problem = error(field.name);
      return {
        ...field,
        id: `field-${field.name}`,
        value: typed[field.name] ?? '',
        ...(problem ? { error: words.problem(problem) } : {}),
      };
    }),
  };
}
