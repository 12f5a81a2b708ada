import type { Words } from '../../../reference/index.ts';
import type { DraftState } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { FormKind, Operation } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import { senderText } from '../../words.ts';
import type { Case } from '../figures/board.ts';
import { durationText } from '../figures/duration.ts';
import { holdsSeizure, numberOf } from '../shipment.ts';
import type { SentForm } from '../store-sent-forms.ts';
import type { ShownVersions } from '../versions/presenter-version.ts';

/** What the chain of a message is shown with: `caseOfMessage` reads it. */
export interface ShownChain {
  readonly operation: Pick<Operation, 'id' | 'title' | 'titleInRecords'>;
  readonly found: Case | undefined;
  /** Every form of its thread that the member has. */
  readonly forms: readonly SentForm[];
  /** The draft of a record made of the seizure, as this viewer may know it. */
  readonly draft: DraftState | undefined;
  /** The last amendment of that record which was made of a later version. */
  readonly amendment: DraftState | undefined;
  readonly mayWrite: boolean;
  readonly versions: ShownVersions;
}

/** Warning, feedback and seizure of a chain, each with what is known of it. */
export function stepsOf({ operation, found }: ShownChain, message: Message, words: Words) {
  if (!found) return [];
  const { warning, feedback, chain } = found;
  const seizure = found.seizure ?? found.undone;
  const { t } = words;
  const changed = (form: SentForm | undefined): string =>
    form?.changedMs === undefined
      ? ''
      : t(`cencommforms:version.step.${form.standing}`, { time: words.time(new Date(form.changedMs).toISOString()) });
  const step = (kind: FormKind, form: SentForm | undefined, note: string) => ({
    kind,
    label: t(`cencomm:kind.${kind}`),
    icon: stepIcons[kind],
    isThis: form?.versionIds.includes(message.id) === true,
    isDone: form !== undefined,
    note,
    changed: changed(form),
    who: form
      ? [
          form.senderCountry ?? words.short(form.senderOffice),
          senderText(form),
          words.time(new Date(form.createdMs).toISOString()),
        ].join(', ')
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
    ...(!holdsSeizure(found.chain)
      ? [{ label: t('cencommforms:board.seize'), href: to('seizure'), icon: 'circle-check', tone: '' }]
      : []),
  ];
}
