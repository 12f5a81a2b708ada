import { quotedLexeme } from '../../db/lexeme.ts';

/**
 * How references are found: whole, from their beginning, and by their parts, which lexemes like "ref=92358" stand for.
 * No text has an equals sign in a lexeme.
 */
const part = (text: string): string => `ref=${text}`;
/** A year says little of which record is meant: most have it. */
const year = /^(?:19|20)\d\d$/;
const own = /^([a-z]{2})[-/ ]?(\d{4})[-/ ]?(\d{1,6})$/;
/** A shipping container: owner, category, serial number, check digit. */
const container = /(?<![\p{L}\p{N}])([A-Z]{3}[UJZ])[ -]?(\d{3})[ -]?(\d{3})[ -]?(\d)(?!\d)/giu;

function partsOf(reference: string): string[] {
  return (reference.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(one => !year.test(one));
}

/** Lexemes of a record's own reference: "KE-2026-000087" is also "2026-000087" and "000087". */
export function termsOfReference(ref: string): string[] {
  const whole = ref.toLowerCase();
  const [, date = '', number = ''] = whole.split('-');
  return [whole, part(`${date}-${number}`), part(number)];
}

/** Lexemes of an office's own reference: "NBO/EX/2026/92358" is also "nbo", "ex" and "92358". */
export function termsOfNationalReference(reference: string): string[] {
  return [reference.toLowerCase(), ...partsOf(reference).map(part)];
}

/** Lexemes of the container numbers in a text. */
export function termsOfContainers(text: string): string[] {
  return [...text.matchAll(container)].map(
    ([, prefix = '', ...digits]) => `box=${prefix.toLowerCase()}${digits.join('')}`,
  );
}

/** The tsquery of a container's number, or of its beginning. */
export function containerQuery(number: string): string {
  return `${quotedLexeme(`box=${number.toLowerCase()}`)}:*`;
}

/** The lexemes of a tsquery that a typed word finds references and HS codes by. */
export function referenceLexemes(typed: string): string[] {
  const text = typed.toLowerCase();
  const whole = quotedLexeme(text);
  const [, country, date, number] = own.exec(text) ?? [];
  const inFull = country === undefined ? [] : [quotedLexeme(`${country}-${date}-${number?.padStart(6, '0')}`)];
  const numbered = /^((?:19|20)\d\d)-(\d{1,6})$/.exec(text);
  const ofYear = numbered ? [quotedLexeme(part(`${numbered[1]}-${numbered[2]?.padStart(6, '0')}`))] : [];
  return [...inFull, ...ofYear, ...byParts(text), ...begun(text, whole)];
}

/** Parts as references are divided. */
const divided = /^[\p{L}\p{N}]+(?:[-/._][\p{L}\p{N}]+)*$/u;

/** All parts of what was typed; the last may be the beginning of one, where it is a number. */
function byParts(text: string): string[] {
  const parts = partsOf(text);
  const last = parts.at(-1) ?? '';
  if (!divided.test(text) || parts.length === 0 || (parts.length === 1 && last.length < 2)) return [];
  const all = parts.map((one, at) =>
    at === parts.length - 1 && /^\d{3,}$/.test(one) ? `${quotedLexeme(part(one))}:*` : quotedLexeme(part(one)),
  );
  return [`(${all.join(' & ')})`];
}

/** References and HS codes are kept whole, and may be typed in part. */
function begun(text: string, whole: string): string[] {
  if (!/\d/.test(text) || text.length < 4) return [whole];
  const digits = text.replaceAll('.', '');
  return [`${whole}:*`, ...(/^\d{4,10}$/.test(digits) ? [`${quotedLexeme(`hs:${digits}`)}:*`] : [])];
}
