import type { Values } from '../engine/problems.ts';
import type { RecordWords as Words } from '../../seizures/index.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import type { KeptProblem } from './store-rows.ts';

/** A problem of a file or a row as an officer reads it: what was found, why it cannot go in, what to do. */
export function problemText(words: Words, problem: { readonly code: string; readonly values?: Values }): string {
  const values = shown(words, problem.values ?? {}, problem.code);
  return words.t(problem.code.includes(':') ? problem.code : `imports:problems.${problem.code}`, values);
}

/** The same for a list of reasons, each with the field it is about. */
export function reasonText(words: Words, problem: KeptProblem): string {
  const label = problem.field === undefined ? '' : fieldLabel(words, problem.field);
  return label === ''
    ? problemText(words, problem)
    : words.t('imports:reasonOf', { label, text: problemText(words, problem) });
}

/** What a group of like problems is called. */
export function problemTitle(words: Words, code: string, example: KeptProblem): string {
  return words.t(`imports:kinds.${code.replace('findings:', '')}`, { defaultValue: '' }) || problemText(words, example);
}

function shown(words: Words, values: Values, code: string): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, shownValue(words, name, value, code)]),
  );
}

function shownValue(words: Words, name: string, value: string | number, code: string): string | number {
  const text = String(value);
  if (code.includes(':') && name !== 'country') return value;
  switch (name) {
    case 'country':
      return words.code('country', text);
    case 'unit':
      return words.unitChoice(text);
    case 'field':
      return fieldLabel(words, text);
    case 'fields':
      return text
        .split(', ')
        .map(field => fieldLabel(words, field))
        .join(', ');
    case 'product':
      return text === '' ? words.t('imports:thisProduct') : words.names.anyProduct(text);
    case 'date':
      return words.date(text);
    case 'size':
    case 'limit':
      return code === 'file_too_big' || code === 'archive_too_big'
        ? sizeText(words, Number(value))
        : numberText(words, value);
    case 'a':
    case 'b':
      return code === 'header_repeated' ? columnLetter(Number(value) - 1) : numberText(words, value);
    default:
      return typeof value === 'string' ? value.trim() : words.number(value);
  }
}

function numberText(words: Words, value: string | number): string | number {
  return typeof value === 'number' ? words.number(value) : value;
}

/** Bytes as an officer counts them. */
export function sizeText(words: Words, bytes: number): string {
  if (bytes < 1024 * 1024)
    return words.t('imports:size.kb', { size: words.number(Math.max(1, Math.round(bytes / 1024))) });
  return words.t('imports:size.mb', { size: words.number(Math.round((bytes / 1024 / 1024) * 10) / 10) });
}

/** A, B … Z, AA: as a spreadsheet names its columns. */
export function columnLetter(column: number): string {
  return (
    (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26))
  );
}
