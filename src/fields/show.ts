import { dateText, numberText } from '../text/formats.ts';
import type { AskWords } from './ask.ts';
import type { Field } from './field.ts';
import { isEmpty } from './read-value.ts';

/** A value in words; '' where nothing is stated. */
export function showValue(field: Field, value: unknown, words: AskWords): string {
  if (isEmpty(value)) return '';
  if (Array.isArray(value)) return value.map(one => showValue(field, one, words)).join(', ');
  if (typeof value === 'boolean') return words.t(`common:${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') return withUnit(numberText(value, words.lang), field);
  const said = String(value);
  if (field.type === 'choice' && field.labels !== undefined) return words.t(`${field.labels}.${said}`);
  if (field.type === 'code') return field.source?.name(said, words.lang) ?? said;
  return field.type === 'date' ? dateText(said, words.lang) : said;
}

function withUnit(number: string, field: Field): string {
  return 'unit' in field && field.unit !== undefined ? `${number} ${field.unit}` : number;
}

/** A value as the cell of an export or a template: what `readValue` reads again. */
export function writeValue(value: unknown): string | number {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? value : String(value ?? '');
}
