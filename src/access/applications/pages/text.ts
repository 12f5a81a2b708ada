import type { FieldProblem } from '../../../errors.ts';
import { inPlainLetters } from '../../../text/fold.ts';
import { isReadable } from '../../../text/readable-text.ts';

/** Lower case a to z: accents off, everything else away. '' for a name of another script. */
export function foldToAscii(text: string): string {
  return inPlainLetters(text).replace(/[^a-z]/g, '');
}

/**
 * What two writings of one name have in common: its words without accents, case and order ("OTIENO, Ada" and "Ada
 * Otieno").
 */
export function nameKey(name: string): string {
  return inPlainLetters(name)
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ');
}

type Text = { readonly text: string; readonly problem?: Omit<FieldProblem, 'path'> };

/**
 * A typed text as it may be kept: trimmed, NFC, of at most so many characters, without control or hidden characters (a
 * name goes into letters, where a line break would be another header). `lines` allows line breaks.
 */
export function readText(typed: string, most: number, { lines = false }: { lines?: boolean } = {}): Text {
  const text = typed.replaceAll('\r\n', '\n').trim().normalize('NFC');
  if (!isReadable(text, { lines, strict: true })) return { text, problem: { key: 'applications:problems.characters' } };
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
