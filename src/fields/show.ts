import { dateText, numberText } from '../text/formats.ts';
import { plainDecimal } from '../text/number.ts';
import type { AskWords } from './ask.ts';
import type { Field } from './field.ts';
import { isEmpty } from './read-value.ts';

/** The words of a feature, where a field's own declaration does not name its options, codes or figures. */
interface ShowWords extends AskWords {
  option?(value: string): string;
  code?(value: string): string;
  number?(value: number): string;
}

/** A value in words; '' where nothing is stated. */
export function showValue(field: Field, value: unknown, words: ShowWords): string {
  if (isEmpty(value)) return '';
  if (Array.isArray(value)) return value.map(one => showValue(field, one, words)).join(', ');
  if (typeof value === 'boolean') return words.t(`common:${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') return withUnit(words.number?.(value) ?? numberText(value, words.lang), field);
  const text = String(value);
  if (field.type === 'date') return dateText(text, words.lang);
  if (field.type === 'choice')
    return words.option?.(text) ?? (field.labels === undefined ? text : words.t(`${field.labels}.${text}`));
  if (field.type === 'code') return words.code?.(text) ?? field.source?.name(text, words.lang) ?? text;
  return text;
}

function withUnit(number: string, field: Field): string {
  return 'unit' in field && field.unit !== undefined ? `${number} ${field.unit}` : number;
}

/** A value as somebody would type it: what `readValue` reads again. Several stay a list. */
export function writeValue(value: unknown): string | readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? plainDecimal(value) : String(value ?? '');
}
