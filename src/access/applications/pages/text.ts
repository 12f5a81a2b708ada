import type { FieldProblem } from '../../../errors.ts';

/** Letters that stay one when their accent is taken off. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
};

/** Lower case a to z: accents off, everything else away. '' for a name of another script. */
export function foldToAscii(text: string): string {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z]/g, letter => letters[letter] ?? '');
}

/**
 * What two writings of one name have in common: its words without accents, case and order ("OTIENO, Ada" and "Ada
 * Otieno").
 */
export function nameKey(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]/gu, sign => letters[sign] ?? ' ');
  return [...plain]
    .map(letter => letters[letter] ?? letter)
    .join('')
    .split(/\s+/)
    .filter(Boolean)
    .sort()
    .join(' ');
}

type Text = { readonly text: string; readonly problem?: Omit<FieldProblem, 'path'> };

const controls = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;
const controlsInLines = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;
const hidden = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/**
 * A typed text as it may be kept: trimmed, NFC, of at most so many characters, without control or hidden characters (a
 * name goes into letters, where a line break would be another header). `lines` allows line breaks.
 */
export function readText(typed: string, most: number, { lines = false }: { lines?: boolean } = {}): Text {
  const text = typed.replaceAll('\r\n', '\n').trim().normalize('NFC');
  if ((lines ? controlsInLines : controls).test(text) || hidden.test(text))
    return { text, problem: { key: 'applications:problems.characters' } };
  const actual = [...text].length;
  return actual > most
    ? { text, problem: { key: 'applications:problems.tooLong', values: { most, actual } } }
    : { text };
}

/** A name as printed in a passport: letters of any script, spaces, and what stands between them. */
export function readName(typed: string, most: number): Text {
  const { text, problem } = readText(typed, most);
  if (problem) return { text, problem };
  if (text === '') return { text, problem: { key: 'applications:problems.nameMissing' } };
  if (!/\p{L}/u.test(text) || /[^\p{L}\p{M} .'’ʼ·-]/u.test(text))
    return { text, problem: { key: 'applications:problems.nameLetters' } };
  return { text: text.replace(/ +/g, ' ') };
}
