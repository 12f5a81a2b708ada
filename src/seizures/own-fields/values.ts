import { fold } from '../../reference/index.ts';
import type { Field, FieldValue, GoodsLine } from '../goods/heading.ts';
import { fieldsOf } from './declared.ts';

/**
 * What the own fields of a goods line are found by: lexemes of its choices, codes and words, and its numbers by field.
 */
export interface OwnValues {
  readonly lexemes: readonly string[];
  readonly numbers: readonly OwnNumber[];
}
interface OwnNumber {
  /** The field with its heading: "WEAP.madeYear". */
  readonly field: string;
  /** A date is its days since 1970. */
  readonly value: number;
}

/** Works out what a line is found by; `computed` are the values the portal worked out for it, by name. */
export function ownValuesOf(line: GoodsLine, computed: Readonly<Record<string, unknown>>): OwnValues {
  const stated = fieldsOf(line.heading).flatMap(field => {
    const value = line.details[field.name] ?? computedValue(computed[field.name]);
    return value === undefined ? [] : [{ field, key: fieldKey(line.heading, field.name), value }];
  });
  return {
    lexemes: [...new Set(stated.flatMap(({ field, key, value }) => lexemesOf(field, key, value)))],
    numbers: stated.flatMap(({ field, key, value }) => {
      const number = numberOf(field, value);
      return number === undefined ? [] : [{ field: key, value: number }];
    }),
  };
}

/** The appendix is worked out as "I/II" and stated as "I_II"; one of them is looked for. */
function computedValue(value: unknown): FieldValue | undefined {
  if (typeof value === 'string') return value.replace('/', '_');
  return typeof value === 'number' ? value : undefined;
}

function lexemesOf({ type }: Field, key: string, value: FieldValue): string[] {
  switch (type) {
    case 'choice':
    case 'code':
      return (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).map(one => lexemeOf(key, one));
    case 'yesno':
      return [lexemeOf(key, value === true ? 'yes' : 'no')];
    case 'text':
    case 'longtext':
      return wordsOf(String(value)).map(word => lexemeOf(key, word));
    default:
      return [];
  }
}

function numberOf({ type }: Field, value: FieldValue): number | undefined {
  if (type === 'date') return typeof value === 'string' ? daysOf(value) : undefined;
  return (type === 'integer' || type === 'decimal') && typeof value === 'number' ? value : undefined;
}

export function fieldKey(heading: string, name: string): string {
  return `${heading}.${name}`;
}

/** No text has an equals sign in a lexeme, so what is stated in a field is not found by words typed anywhere. */
export function lexemeOf(key: string, value: string): string {
  return `${key}=${value}`.toLowerCase();
}

/**
 * The words of a text as they are found: folded, digits apart from letters, so that "9x19", "9 x 19 mm" and "9 X 19MM"
 * meet, and so do "R-22" and "R22".
 */
export function wordsOf(text: string): string[] {
  return [...new Set(fold(text).match(/\p{L}+|\p{N}+/gu) ?? [])];
}

/** Days of a plain date since 1970. */
export function daysOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
