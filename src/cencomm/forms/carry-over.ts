import {
  commonFields,
  fieldsFor,
  headings,
  isHeadingCode,
  lineFields,
  type Field,
  type FieldValue,
  type Told,
} from '../../seizures/index.ts';
import { plainText } from '../../markup/index.ts';
import type { Message } from '../mail/message.ts';
import { personsOf, type Person } from './nominal/persons.ts';
import { takeOut, type Taken } from './nominal/take-out.ts';
import { staysHere } from './pages/own-fields.ts';

/** What a record takes over from a seizure message, and what stays in the operation. */
export interface CarriedOver {
  readonly told: Told;
  /** How many fields of the short form are filled in, of those it asks for these goods. */
  readonly filled: number;
  readonly asked: number;
  /** Fields of the message that records do not have. */
  readonly fields: readonly string[];
  /** Persons and companies of the form, which stay. */
  readonly persons: number;
  /** What was taken out of the texts that go, each with the name of its field. */
  readonly taken: readonly (Taken & { readonly field: string })[];
}

/** What a record is made with. */
export interface Carrying {
  /** Of the operation, where its owner lets it out. */
  readonly title: string | undefined;
  readonly lang: string;
  /** Persons of the message itself, and of the other forms of its thread. */
  readonly persons: readonly Person[];
}

const facts: ReadonlyMap<string, Field> = new Map(
  Object.values(commonFields)
    .flat()
    .map(field => [field.name, field]),
);
const longestNarrative = 8000;

/**
 * A seizure message as the entry form takes it: nothing is typed again, and what names persons, companies and vehicles
 * is taken out of every text. Undefined for a message without a heading. Pure.
 */
export function carriedOver(
  { fields = {}, body }: Pick<Message, 'fields' | 'body'>,
  { title, lang, persons }: Carrying,
): CarriedOver | undefined {
  const { heading, ...said } = fields as Readonly<Record<string, FieldValue>>;
  if (!isHeadingCode(heading)) return undefined;
  const taken: (Taken & { field: string })[] = [];
  const without = (text: string, field: string): string => {
    const kept = takeOut(text, persons);
    taken.push(...kept.taken.map(one => ({ ...one, field })));
    return kept.text;
  };
  const kept = (value: FieldValue, field: Field | undefined): FieldValue =>
    typeof value === 'string' && (field?.type === 'text' || field?.type === 'longtext')
      ? without(value, field.name)
      : value;
  const own = new Map(headings[heading].fields.map(field => [`details.${field.name}`, field]));
  const ofLine = new Map<string, Field>([...lineFields.map(field => [field.name, field] as const), ...own]);
  const take = (from: ReadonlyMap<string, Field>): Record<string, FieldValue> =>
    Object.fromEntries(
      Object.entries(said)
        .filter(([name]) => from.has(name))
        .map(([name, value]) => [name, kept(value, from.get(name))]),
    );
  const remarks = without(plainText(body).trim(), 'narrative').slice(0, longestNarrative);
  const told: Told = {
    heading,
    goods: take(ofLine),
    facts: {
      ...take(facts),
      ...(title === undefined ? {} : { operation: title.slice(0, 80) }),
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
    persons: personsOf(fields).length,
    taken,
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

/** A text of a message, such as a reason, without what names somebody. */
export const withoutPersons = (text: string, persons: readonly Person[]): string => takeOut(text, persons).text;
