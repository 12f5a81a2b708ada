import { readDate } from '../text/plain-date.ts';
import { readDecimal, readInteger } from '../text/number.ts';
import { read, readText, refuse, type Reading } from '../text/readable-text.ts';
import { isMany, type Field } from './field.ts';

const longestCode = 120;
const mostValues = 60;

/**
 * Reads what is stated of a field, from a form, a file or an interface: text, number, boolean or a list. Emptiness is
 * not judged here.
 */
export function readValue(field: Field, input: unknown): Reading<unknown> {
  switch (field.type) {
    case 'text':
    case 'longtext':
      return readTyped(field, input);
    case 'integer':
      return readInteger(input, field.min, field.max);
    case 'decimal':
      return readDecimal(input, field.min, field.max);
    case 'date':
      return readDate(input, field.from, field.to);
    case 'yesno':
      return readYesNo(input);
    case 'choice':
    case 'code':
      return field.many ? readMany(field, input) : readOne(field, input);
  }
}

function readTyped(field: Field & { type: 'text' | 'longtext' }, input: unknown): Reading<unknown> {
  if (typeof input !== 'string') return refuse('notText');
  const reading = field.max === undefined ? read(input.trim()) : readText(input, field.max, field.type === 'longtext');
  if (!reading.ok) return reading;
  if (field.pattern && !field.pattern.test(reading.value)) return refuse('notThisShape', { value: reading.value });
  return field.parse ? field.parse(reading.value) : reading;
}

/** Forms send words, interfaces send booleans. */
function readYesNo(input: unknown): Reading<boolean> {
  if (input === true || input === 'yes' || input === 'true') return read(true);
  if (input === false || input === 'no' || input === 'false') return read(false);
  return refuse('notYesOrNo');
}

type Coded = Field & { type: 'choice' | 'code' };

function readOne(field: Coded, input: unknown): Reading<string> {
  const reading = readText(input, longestCode, false);
  if (!reading.ok) return reading;
  const { value } = reading;
  if (field.type === 'choice') return field.options.includes(value) ? reading : refuse('notAChoice', { value });
  if (field.source && !field.source.has(value)) return refuse('unknownCode', { value });
  return field.parse ? field.parse(value) : reading;
}

/** One ticked box comes as a text, several as a list; repeats count once. */
function readMany(field: Coded, input: unknown): Reading<readonly string[]> {
  if (typeof input !== 'string' && !Array.isArray(input)) return refuse('notAList');
  const all: unknown[] = typeof input === 'string' ? [input] : input;
  const most = field.most ?? (field.type === 'choice' ? Math.max(mostValues, field.options.length) : mostValues);
  if (all.length > most) return refuse('tooMany', { max: most });
  const values = new Set<string>();
  for (const one of all) {
    const reading = readOne(field, one);
    if (!reading.ok) return reading;
    values.add(reading.value);
  }
  return read(field.type === 'choice' && field.sorted ? field.options.filter(one => values.has(one)) : [...values]);
}

/** Whether nothing is stated: empty texts and lists, null and undefined. */
export function isEmpty(input: unknown): boolean {
  if (typeof input === 'string') return input.trim() === '';
  return input === null || input === undefined || (Array.isArray(input) && input.length === 0);
}

/** The value of a field that states nothing. */
export function emptyValue(field: Field): unknown {
  if (isMany(field)) return [];
  return ['integer', 'decimal', 'yesno'].includes(field.type) ? undefined : '';
}
