import { screen } from '../../personal-data/index.ts';
import type { Kind } from '../../personal-data/index.ts';
import { commonFields, fieldsFor, headings, isHeadingCode, lineFields } from '../../seizures/index.ts';
import type { Field, FieldValue, Told } from '../../seizures/index.ts';
import { plainText } from '../../markup/index.ts';
import type { Message } from '../mail/message.ts';
import { staysHere } from './pages/own-fields.ts';

/** What a record takes over from a seizure message, and what stays in the operation. */
interface CarriedOver {
  readonly told: Told;
  /** How many fields of the short form are filled in, of those it asks for these goods. */
  readonly filled: number;
  readonly asked: number;
  /** Fields of the message that records do not have. */
  readonly fields: readonly string[];
  /** Kinds of nominal data that were cut out of the texts. */
  readonly kinds: readonly Kind[];
}

const facts: ReadonlyMap<string, Field> = new Map(
  Object.values(commonFields)
    .flat()
    .map(field => [field.name, field]),
);
/** Replaces what was cut out. */
const gap = '[…]';
const longestNarrative = 8000;

/**
 * A seizure message as the entry form takes it: nothing is typed again, the operation is named, and what the screening
 * finds about persons and vehicles is cut out of every text. Undefined for a message without a heading. Pure.
 */
export function carriedOver(
  { fields = {}, body }: Pick<Message, 'fields' | 'body'>,
  { title, lang }: { title: string; lang: string },
): CarriedOver | undefined {
  const { heading, ...said } = fields as Readonly<Record<string, FieldValue>>;
  if (!isHeadingCode(heading)) return undefined;
  const kinds = new Set<Kind>();
  const kept = (value: FieldValue, field: Field | undefined): FieldValue => {
    if (typeof value !== 'string' || (field?.type !== 'text' && field?.type !== 'longtext') || field.screened === false)
      return value;
    return cutOut(value, kinds);
  };
  const own = new Map(headings[heading].fields.map(field => [`details.${field.name}`, field]));
  const ofLine = new Map<string, Field>([...lineFields.map(field => [field.name, field] as const), ...own]);
  const take = (from: ReadonlyMap<string, Field>): Record<string, FieldValue> =>
    Object.fromEntries(
      Object.entries(said)
        .filter(([name]) => from.has(name))
        .map(([name, value]) => [name, kept(value, from.get(name))]),
    );
  const remarks = cutOut(plainText(body).trim(), kinds).slice(0, longestNarrative);
  const told: Told = {
    heading,
    goods: take(ofLine),
    facts: {
      ...take(facts),
      operation: cutOut(title, kinds).slice(0, 80),
      ...(remarks === '' ? {} : { narrative: remarks, narrativeLang: lang }),
    },
  };
  const short = shortFields(heading, String(said.product ?? ''));
  return {
    told,
    asked: short.length,
    filled: short.filter(name => name === 'heading' || told.facts[name] !== undefined || told.goods[name] !== undefined)
      .length,
    fields: Object.keys(said).filter(name => staysHere.has(name)),
    kinds: [...kinds],
  };
}

/** Names of the fields the short form asks of these goods. */
function shortFields(heading: keyof typeof headings, product: string): string[] {
  const isShort = ({ form }: Field): boolean => form === 'short';
  return [
    ...[...facts.values()].filter(isShort).map(({ name }) => name),
    ...lineFields
      .filter(isShort)
      .filter(({ name }) => !name.endsWith('2') && name !== 'productText' && name !== 'currency')
      .map(({ name }) => name),
    ...fieldsFor(headings[heading], product)
      .filter(isShort)
      .map(({ name }) => `details.${name}`),
  ];
}

function cutOut(text: string, kinds: Set<Kind>): string {
  let kept = text;
  for (const { start, end, kind } of screen(text).toReversed()) {
    kinds.add(kind);
    kept = kept.slice(0, start) + gap + kept.slice(end);
  }
  return kept;
}
