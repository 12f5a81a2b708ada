import { oneOf } from '../attacks.ts';

/** What fields, parameters and headers are not made for. */
const hostile: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e309',
  'NaN',
  '2147483648',
  '9223372036854775808',
  '99999999999999999999999999',
  '٣',
  '0x10',
  'true',
  'null',
  '[]',
  '{}',
  '\0',
  'a\0b',
  '\r\nX-Injected: 1',
  '\u202eabc',
  '\u200b\ufeff',
  'e\u0301'.repeat(300),
  '😀',
  '\ud800',
  'a\udfffb',
  "' or 1=1 --",
  '%_\\',
  'a & b | ! c:*',
  '((((',
  '"',
  '<script>tripwire()</script>',
  '"><img src=x onerror=tripwire()>',
  '{{7*7}}',
  '../../etc/passwd',
  '..%2f',
  '//evil.example',
  'https://evil.example/',
  'javascript:tripwire()',
  '__proto__',
  'constructor',
  'toString',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '-271821-04-20',
  '2026-11-27T25:61',
  '24:00',
  'KE-2026-000123',
  'KE-9999-999999999',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-4fff-bfff-ffffffffffff',
  '=cmd|calc',
  '1,5',
  'x'.repeat(300),
  '__a'.repeat(3000),
  'y'.repeat(70_000),
];

const names: readonly string[] = [
  '__proto__',
  'constructor[prototype]',
  'a[b]',
  'a[]',
  '_csrf',
  'hasOwnProperty',
  'toString',
  '',
  '\0',
  'q',
  'page',
  'after',
  'from',
  'sort',
  'lang',
  'back',
  'next',
  'n'.repeat(200),
];

export function hostileValue(random: () => number): string {
  return oneOf(random, hostile);
}

/** What is accepted, or nearly: of the same shape as values that pages give, at the ends of what there is. */
const edges: readonly (readonly [shape: RegExp, values: readonly string[]])[] = [
  [/^\d{4}-\d\d-\d\d$/, ['1000-01-01', '9999-12-31', '2024-02-29', '']],
  [/^\d{4}-\d\d$/, ['1000-01', '9999-12', '2024-02']],
  [/^(?:19|20)\d\d$/, ['1000', '9999', '2024']],
  [/^\d+(?:[.,]\d+)?$/, ['0', '1', '007', '0.001', '32767', '2147483647', '9007199254740991', '']],
];

/** A value a page gives for a field, or one at the edge of what is accepted in its place. */
export function acceptedValue(random: () => number, known: readonly string[]): string {
  const given = known.length === 0 ? '' : oneOf(random, known);
  const found = random() < 0.7 ? edges.find(([shape]) => known.some(value => shape.test(value))) : undefined;
  return found ? oneOf(random, found[1]) : given;
}

export function hostileName(random: () => number): string {
  return oneOf(random, names);
}

const encoded = new Map<string, string>();

/**
 * As `encodeURIComponent`, which throws for half a character: that goes out as the bytes it would have. What is long is
 * one of the values above and encoded once: a twelfth of the run otherwise.
 */
export function encode(text: string): string {
  const known = encoded.get(text);
  if (known !== undefined) return known;
  const parts = text.isWellFormed()
    ? encodeURIComponent(text)
    : Array.from(text, char => (char.isWellFormed() ? encodeURIComponent(char) : '%ED%A0%80')).join('');
  if (text.length > 100) encoded.set(text, parts);
  return parts;
}
