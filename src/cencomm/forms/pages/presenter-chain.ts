import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { DraftState } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { FormKind, Operation } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import { carriedOver } from '../carry-over.ts';
import type { Case } from '../figures/board.ts';
import { durationText } from '../figures/duration.ts';
import { mayRecord } from '../record.ts';
import { numberOf } from '../shipment.ts';
import type { SentForm } from '../store-sent-forms.ts';

/** What the chain of a message is shown with: `caseOfMessage` reads it. */
export interface ShownChain {
  readonly operation: Pick<Operation, 'id' | 'title'>;
  readonly found: Case | undefined;
  /** The draft of a record made of the seizure, as this viewer may know it. */
  readonly draft: DraftState | undefined;
  readonly mayWrite: boolean;
}

/** Warning, feedback and seizure of a chain, each with what is known of it. */
export function stepsOf({ operation, found }: ShownChain, message: Message, words: Words) {
  if (!found) return [];
  const { warning, feedback, seizure, chain } = found;
  const { t } = words;
  const step = (kind: FormKind, form: SentForm | undefined, note: string) => ({
    kind,
    label: t(`cencomm:kind.${kind}`),
    icon: stepIcons[kind],
    isThis: form?.id === message.id,
    isDone: form !== undefined,
    note,
    who: form
      ? `${form.senderCountry ?? words.short(form.senderOffice)}, ${words.time(new Date(form.createdMs).toISOString())}`
      : chain.warningId !== null
        ? t('cencommforms:step.notYet')
        : kind === 'warning'
          ? t('cencommforms:step.none')
          : '–',
    ...(form && form.id !== message.id ? { href: `${pathOf(operation.id)}/mail/${form.id}` } : {}),
  });
  const after = (form: SentForm | undefined): string =>
    form && found.first.id !== form.id
      ? t('cencommforms:board.after', { time: durationText(words, form.createdMs - found.first.createdMs) })
      : '';
  const answer = feedback ? t(`cencommforms:answer.${String(feedback.fields.answer)}`) : '';
  const number = numberOf(chain.number, chain.warningId !== null);
  const isWarned = chain.warningId !== null;
  return [
    step('warning', warning, isWarned ? number : ''),
    step('feedback', feedback, answer),
    step('seizure', seizure, isWarned ? after(seizure) : number),
  ];
}
const stepIcons: Readonly<Record<FormKind, string>> = {
  warning: 'triangle-alert',
  feedback: 'message-circle-question-mark',
  seizure: 'circle-check',
};

/** What can be sent next. */
export function actionsOf(message: Message, { operation, found, mayWrite }: ShownChain, { t }: Words) {
  if (!mayWrite || !found?.warning || message.kind === 'seizure') return [];
  const to = (kind: FormKind): string => `${pathOf(operation.id)}/forms/${kind}/new?chain=${found.chain.number}`;
  return [
    {
      label: t('cencommforms:board.answer'),
      href: to('feedback'),
      icon: 'message-circle-question-mark',
      tone: found.chain.state === 'open' ? 'primary' : '',
    },
    ...(found.chain.seizureId === null
      ? [{ label: t('cencommforms:board.seize'), href: to('seizure'), icon: 'circle-check', tone: '' }]
      : []),
  ];
}

interface RecordPanel {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
  readonly action?: string;
  readonly submit?: string;
}

/** The step from a seizure message to a record, for those who may take it; once there is a record, its reference. */
export function recordPanel(
  viewer: Viewer,
  message: Message,
  { operation, found, draft }: ShownChain,
  words: Words,
): RecordPanel | undefined {
  const { t } = words;
  if (found?.chain.seizureId !== message.id) return undefined;
  const { recordRef, draftId } = found.chain;
  if (recordRef !== null)
    return {
      title: t('cencommforms:record.made'),
      text: t('cencommforms:record.madeText', { ref: recordRef }),
      ...(draft?.record?.isOpen
        ? { link: { href: `/seizures/${encodeURIComponent(recordRef)}`, label: recordRef } }
        : {}),
    };
  if (!mayRecord(viewer, message)) return undefined;
  if (draft && !draft.isDiscarded)
    return draft.isOwn
      ? {
          title: t('cencommforms:record.begun'),
          text: t('cencommforms:record.begunText', { time: words.time(draft.savedAt) }),
          link: { href: `/seizures/drafts/${draftId ?? ''}`, label: t('cencommforms:record.open') },
        }
      : {
          title: t('cencommforms:record.begun'),
          text: t('cencommforms:record.begunOther', { login: draft.login, time: words.time(draft.savedAt) }),
        };
  const carried = carriedOver(message, { title: operation.title, lang: words.lang });
  if (!carried) return undefined;
  const left = [
    ...carried.fields.map(name => t(`cencommforms:left.${name}`)),
    ...carried.kinds.map(kind => t(`cencommforms:left.${kind}`)),
  ];
  return {
    title: t('cencommforms:record.title'),
    action: `${pathOf(operation.id)}/mail/${message.id}/record`,
    submit: t('cencommforms:record.submit'),
    text: [
      t('cencommforms:record.filled', { filled: carried.filled, asked: carried.asked }),
      left.length === 0
        ? t('cencommforms:record.nothingLeft')
        : t('cencommforms:record.left', { what: new Intl.ListFormat(words.lang).format(left) }),
    ].join(' '),
  };
}
