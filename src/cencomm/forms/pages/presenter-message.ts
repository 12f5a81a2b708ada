import type { Viewer } from '../../../access/index.ts';
import { renderMarkdown } from '../../../markup/index.ts';
import type { Words } from '../../../reference/index.ts';
import {
  commonFields,
  headings,
  isHeadingCode,
  lineFields,
  recordWordsFor,
  stopsOf,
  type Field,
  type FieldValue,
  type RecordWords,
} from '../../../seizures/index.ts';
import type { Message } from '../../mail/message.ts';
import type { FormKind } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import type { HeadingIcon, RouteLine } from '../../../web/shared-views.ts';
import { containerCheckDigit } from '../../../text/container-number.ts';
import { goodsText, quantityText } from '../subject.ts';
import { personsOf, type Person } from '../nominal/persons.ts';
import { ownFields, staysHere } from './own-fields.ts';
import { actionsOf, stepsOf, type ShownChain } from './presenter-chain.ts';
import { recordPanel } from './presenter-record.ts';
import { changesBetween, presentVersion, type Compared } from '../versions/presenter-version.ts';

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
/** Shown in a line of their own, or together with another. */
const shownElsewhere = new Set([
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
  'asPainted',
]);
const recordWords = new WeakMap<object, (lang: 'en' | 'fr') => RecordWords>();

/** The words of records, made once for each context. */
function recordWordsOf(context: Pick<CencommContext, 'lists' | 'offices' | 'texts'>, lang: 'en' | 'fr'): RecordWords {
  const words = recordWords.get(context.lists) ?? recordWordsFor(context);
  recordWords.set(context.lists, words);
  return words(lang);
}

/**
 * A warning, feedback or seizure as its page shows it (views/cencomm/forms/_message.ejs); undefined for plain mail.
 * Pure but for the clock.
 */
export function presentForm(
  context: CencommContext,
  words: Words,
  viewer: Viewer,
  message: Message,
  chain: ShownChain,
) {
  if (message.kind === 'plain') return undefined;
  const say = recordWordsOf(context, words.lang);
  const { kind } = message;
  const fields = (message.fields ?? {}) as Fields;
  const items = itemsOf(kind, fields, say, words);
  const { previous } = chain.versions;
  const compared = (of: Pick<Message, 'body'>, shown: readonly Item[]): Compared[] => [
    ...shown.map(item => ({ label: item.label, text: textOfItem(item) })),
    { label: words.t('cencommforms:message.remarks'), text: of.body.trim() },
  ];
  return {
    ...presentVersion({
      viewer,
      message,
      versions: chain.versions,
      found: chain.found,
      offices: context.offices,
      words,
    }),
    changes: previous
      ? changesBetween(
          compared(previous, itemsOf(kind, (previous.fields ?? {}) as Fields, say, words)),
          compared(message, items),
        )
      : [],
    steps: stepsOf(chain, message, words),
    items,
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
    record:
      message.kind === 'seizure'
        ? recordPanel(viewer, message, chain, { words, say, offices: context.offices })
        : undefined,
    actions: actionsOf(message, chain, words),
  };
}

/** A field as one text, to be compared. */
function textOfItem({ value, note, heading, route }: Item): string {
  const way = route?.stops.map(({ label }) => label).join(' › ');
  return [heading?.label, heading?.more, way, route?.transport?.label, value, note].filter(Boolean).join(', ');
}

/** Every field that is filled, in the order of the form, with names in the reader's language. */
function itemsOf(kind: FormKind, fields: Fields, say: RecordWords, words: Words): Item[] {
  const { t } = words;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const heading = text('heading');
  const own = new Map(ownFields[kind].map(field => [field.name, field]));
  // Shown once, at the first of them.
  const firstNominal = [...own.keys()].find(name => staysHere.has(name) && fields[name] !== undefined);
  const isPainted = fields.asPainted !== undefined;
  const noteOf = (name: string): { note?: string } => {
    if (name === 'containerNo' && isPainted)
      return { note: t('cencommforms:painted.note', { digit: containerCheckDigit(text(name)) }) };
    return name === firstNominal ? { note: t('cencommforms:message.nominal') } : {};
  };
  const ownItem = ([name, field]: [string, Field]): Item[] =>
    fields[name] === undefined || shownElsewhere.has(name)
      ? []
      : [{ label: t(`cencommforms:own.${name}`), value: ownText(field, fields, say, t), ...noteOf(name) }];
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
      .filter(({ name }) => fields[name] !== undefined && !shownElsewhere.has(name))
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
    ...personItems(personsOf(fields), t),
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

/** Persons and companies, each on a line; said once, that they stay in the operation. */
function personItems(persons: readonly Person[], t: Words['t']): Item[] {
  return persons.map(({ role, name, company, ...more }, at) => ({
    label:
      role === undefined ? t('cencommforms:person.number', { number: at + 1 }) : t(`cencommforms:person.role.${role}`),
    value: [
      ...[name, company].filter(part => part !== undefined),
      ...Object.entries(more).map(([field, text]) => t(`cencommforms:person.said.${field}`, { text })),
    ].join(', '),
    ...(at === 0 ? { note: t('cencommforms:person.stays') } : {}),
  }));
}

/** The CITES appendix of a species is what an officer asks first. */
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
