import { filledField } from '../../../forms/index.ts';
import { mayEnterFor } from '../../../seizures/index.ts';
import { nextOffices } from '../addressee.ts';
import { deskName } from './styles.ts';
import { can, isDesk, type Action } from '../permissions.ts';
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
  const isElsewhere = isDesk(viewer, referral) && may('pass') && !mayEnterFor(viewer, referral.country);
  const outcome = {
    type: 'choice',
    display: 'select',
    name: 'outcome',
    label: t('cwsreferrals:field.outcome'),
    options: outcomes.map(value => ({ value, label: t(`cwsreferrals:answer.${value}`) })),
  };
  const reason = { type: 'longtext', max: longestWord, label: t('cwsreferrals:field.reason') };
  return {
    work: workOf(sources, may),
    elsewhere: isElsewhere ? t('cwsreferrals:elsewhere', { country: words.country(referral.country) }) : undefined,
    answer: may('answer')
      ? form(sources, [
          outcome,
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
    reopen: may('reopen') ? form(sources, [{ ...reason, rows: 3, name: 'reopenReason' }]) : undefined,
    withdraw: may('withdraw')
      ? form(sources, [{ ...reason, rows: 2, name: 'withdrawReason', optional: true }])
      : undefined,
    message: may('ask') || may('say') ? messageForm(sources, may('ask')) : undefined,
  };
}

/** Taking a referral and recording its seizure. */
function workOf(sources: ShowSources, may: (action: Action) => boolean) {
  const { viewer, referral, draft, words } = sources;
  const isBegun = referral.state === 'taken' && referral.draftId !== null;
  const ownDraft =
    isBegun && draft?.isOwn && !draft.isDiscarded && !draft.record ? `/seizures/drafts/${referral.draftId}` : undefined;
  if (!isDesk(viewer, referral) || !(may('take') || may('record') || ownDraft !== undefined)) return undefined;
  return {
    mayTake: may('take'),
    takeLabel: words.t(referral.state === 'taken' ? 'cwsreferrals:act.takeOver' : 'cwsreferrals:act.take'),
    mayRecord: may('record') && ownDraft === undefined,
    draftHref: ownDraft,
    note: workNote(sources),
  };
}

/** A question of the desk, or a word to it. */
function messageForm(sources: ShowSources, asks: boolean) {
  const { t } = sources.words;
  const key = asks ? 'question' : 'word';
  return {
    asks,
    ...form(sources, [
      {
        type: 'longtext',
        rows: 4,
        max: longestWord,
        name: 'message',
        label: t(`cwsreferrals:field.${key}`),
        hint: t(`cwsreferrals:hint.${key}`),
      },
    ]),
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

export function form(sources: ShowSources, fields: readonly Field[]) {
  const filled = fields.map(field => filledField(field, sources));
  return { isOpen: filled.some(({ error, value }) => error !== undefined || value !== ''), fields: filled };
}
