import type { Viewer } from '../../../access/index.ts';
import { renderMarkdown } from '../../../markup/index.ts';
import type { Words } from '../../../reference/index.ts';
import { commonFields, headings, isHeadingCode, lineFields, recordWordsFor, stopsOf } from '../../../seizures/index.ts';
import type { DraftState, Field, FieldValue, RecordWords } from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { FormKind, Operation } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import type { Case } from '../figures/board.ts';
import { numberOf } from '../shipment.ts';
import { durationText } from '../figures/duration.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { carriedOver } from '../carry-over.ts';
import { ownFields, staysHere } from './own-fields.ts';
import { mayRecord } from '../record.ts';
import { goodsText, quantityText } from '../subject.ts';
import type { HeadingIcon, RouteLine } from '../../../web/shared-views.ts';

/** What the chain of a message is shown with: `caseOfMessage` reads it. */
export interface ShownChain {
  readonly operation: Pick<Operation, 'id' | 'title'>;
  readonly found: Case | undefined;
  /** The draft of a record made of the seizure, as this viewer may know it. */
  readonly draft: DraftState | undefined;
  readonly mayWrite: boolean;
}

type Fields = Readonly<Record<string, FieldValue>>;
interface Item {
  readonly label: string;
  readonly value?: string;
  readonly note?: string;
  readonly heading?: HeadingIcon;
  readonly route?: RouteLine;
}

const facts = new Map(
  Object.values(commonFields)
    .flat()
    .map(field => [field.name, field]),
);
/** Told in a line of their own, or with another. */
const together = new Set([
  'heading',
  'product',
  'quantity',
  'unit',
  'quantity2',
  'unit2',
  'currency',
  'quantityBasis',
  'origin',
  'departure',
  'transit',
  'destination',
  'country',
  'doneAt',
  'expectedAt',
]);
const kept = new WeakMap<object, (lang: 'en' | 'fr') => RecordWords>();

/** Words of the record for a room, made once. */
function recordWordsOf(context: Pick<CencommContext, 'lists' | 'offices' | 'texts'>, lang: 'en' | 'fr'): RecordWords {
  const words = kept.get(context.lists) ?? recordWordsFor(context);
  kept.set(context.lists, words);
  return words(lang);
}

/** A warning, feedback or seizure as its page shows it (views/cencomm/forms/_message.ejs); undefined for plain mail. Pure but for the clock. */
export function presentForm(
  context: CencommContext,
  words: Words,
  viewer: Viewer,
  message: Message,
  chain: ShownChain,
) {
  if (message.kind === 'plain') return undefined;
  const say = recordWordsOf(context, words.lang);
  const fields = (message.fields ?? {}) as Fields;
  return {
    steps: stepsOf(chain, message, words),
    items: itemsOf(message.kind, fields, say, words),
    remarks:
      message.body.trim() === ''
        ? undefined
        : {
            label: words.t('cencommforms:message.remarks'),
            html: renderMarkdown(message.body, {
              externalLabel: words.t('cws:externalLabel'),
              tableLabel: words.t('cws:tableLabel'),
            }),
          },
    record: message.kind === 'seizure' ? recordPanel(viewer, message, chain, words) : undefined,
    actions: actionsOf(message, chain, words),
  };
}

function stepsOf({ operation, found }: ShownChain, message: Message, words: Words) {
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

/** Every field that is filled, in the order of the form, with names in the reader's language. */
function itemsOf(kind: FormKind, fields: Fields, say: RecordWords, words: Words): Item[] {
  const { t } = words;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const heading = text('heading');
  const own = new Map(ownFields[kind].map(field => [field.name, field]));
  // Said once, at the first of them.
  const firstNominal = [...own.keys()].find(name => staysHere.has(name) && fields[name] !== undefined);
  const ownItem = ([name, field]: [string, Field]): Item[] =>
    fields[name] === undefined || together.has(name)
      ? []
      : [
          {
            label: t(`cencommforms:own.${name}`),
            value: ownText(field, fields, say, t),
            ...(name === firstNominal ? { note: t('cencommforms:message.nominal') } : {}),
          },
        ];
  const details = isHeadingCode(heading)
    ? headings[heading].fields
        .filter(({ name }) => name !== 'appendix' && fields[`details.${name}`] !== undefined)
        .map(field => ({
          label: say.label(field.name, heading),
          value: say.value(field, fields[`details.${field.name}`] ?? '', heading),
        }))
    : [];
  const plain = (of: Iterable<Field>): Item[] =>
    [...of]
      .filter(({ name }) => fields[name] !== undefined && !together.has(name))
      .map(field => ({ label: say.label(field.name), value: say.value(field, fields[field.name] ?? '') }));
  const answer = [...own].filter(([name]) => name === 'answer' || name === 'doneOn');
  const basis =
    text('quantityBasis') === ''
      ? ''
      : say.option('quantityBasis', text('quantityBasis')).toLocaleLowerCase(words.lang);
  const quantities = [quantityText(say, fields), quantityText(say, fields, ['quantity2', 'unit2'])]
    .filter(part => part !== '')
    .join('; ');
  return [
    ...answer.flatMap(ownItem),
    ...(isHeadingCode(heading)
      ? [
          {
            label: t('cencommforms:item.goods'),
            heading: {
              ...say.names.heading(heading),
              more: [goodsText(say, fields), ...detailMarks(fields, heading, say)].join(', '),
            },
          },
        ]
      : []),
    ...(quantities === ''
      ? []
      : [{ label: say.label('quantity'), value: [quantities, basis].filter(part => part !== '').join(', ') }]),
    ...placeItem(fields, say, t),
    ...[...own].filter(([name]) => name !== 'answer' && name !== 'doneOn').flatMap(ownItem),
    ...routeItem(fields, say, t),
    ...plain(lineFields),
    ...details,
    ...plain([...facts.values()].filter(({ name }) => name !== 'placeName' && name !== 'place')),
  ];
}

/** The appendix beside a species is what an officer asks first. */
function detailMarks(fields: Fields, heading: keyof typeof headings, say: RecordWords): string[] {
  const appendix = headings[heading].fields.find(({ name }) => name === 'appendix');
  return appendix && fields['details.appendix'] !== undefined
    ? [say.value(appendix, fields['details.appendix'], heading)]
    : [];
}

function placeItem(fields: Fields, say: RecordWords, t: Words['t']): Item[] {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const parts = [
    text('placeName') || (text('place') && say.code('place', text('place'))),
    text('country') && say.code('country', text('country')),
  ].filter(part => part !== '');
  return parts.length === 0 ? [] : [{ label: t('cencommforms:item.place'), value: parts.join(', ') }];
}

function routeItem(fields: Fields, say: RecordWords, t: Words['t']): Item[] {
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
  const transit = Array.isArray(fields.transit) ? fields.transit.map(String) : [];
  if ([text('origin'), text('departure'), text('destination')].every(one => one === null) && transit.length === 0)
    return [];
  const seizedIn = text('country');
  const stops = stopsOf({
    country: seizedIn ?? '',
    origin: text('origin'),
    departure: text('departure'),
    transit,
    destination: text('destination'),
  })
    .filter(({ code }) => code !== '')
    .map(({ code, seized }) => ({ code, label: say.code('country', code), seized: seized && seizedIn !== null }));
  const transport = text('transport');
  return [
    {
      label: t('cencommforms:item.route'),
      route: {
        stops,
        ...(transport === null
          ? {}
          : { transport: { icon: say.names.transportIcon(transport), label: say.code('transport', transport) } }),
      },
    },
  ];
}

function ownText(field: Field, fields: Fields, say: RecordWords, t: Words['t']): string {
  const value = fields[field.name] ?? '';
  const hour = { doneOn: fields.doneAt, expectedOn: fields.expectedAt }[field.name];
  if (field.name === 'answer') return t(`cencommforms:answer.${String(value)}`);
  if (field.name === 'grade') return say.option('sourceGrade', String(value));
  return [say.value(field, value), ...(typeof hour === 'string' ? [hour] : [])].join(', ');
}

/** What can be sent next. */
function actionsOf(message: Message, { operation, found, mayWrite }: ShownChain, { t }: Words) {
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

/** The way from a seizure message to a record, for those who may go it; the record, for all, once there is one. */
function recordPanel(
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
