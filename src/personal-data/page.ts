import { DIGIT, fold, foldOf, HIDDEN, kindOf, LETTER, lowOf, type Plain } from './normalize-text.ts';
import { ALONE, cueOf, heads } from './words.ts';

export const kinds = [
  'email',
  'phone',
  'passport',
  'plate',
  'titled_name',
  'birth_date',
  'account',
  'address',
  'id_number',
  'figures',
] as const;
export type Kind = (typeof kinds)[number];

/** A place in the plain text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly mask: number;
  readonly word: string;
}

/** Scripts that set no words apart, or whose words are not read as cues: Devanagari to Lao, Kana, Han, Hangul. */
const otherScripts = /[\u0900-\u0eff\u3040-\u9fff\uac00-\ud7a3]/;

/** A text laid out for the readers: folded, with its cue words in order. */
export interface Page extends Plain {
  readonly cues: readonly Cue[];
  /** All cue bits together. */
  readonly mask: number;
  /** All in capitals: capitals then tell nothing. */
  readonly isCapitals: boolean;
  /** Holds letters of a script that sets no words apart. */
  readonly hasOtherScript: boolean;
  readonly lang: string | undefined;
}

/**
 * The quick look: false for the great majority of cells (a place, a quantity, a plain sentence) without reading them.
 * One pass over the characters, no allocation.
 */
export function worthReading(written: string): boolean {
  return otherScripts.test(written) || isTellingText(written);
}

/** Plates and numbers so particular that no word stands before them (world/numbers-after-words.ts). */
const bareShape = /K[A-D][A-Z] ?\d{3}[A-Z]|[A-Z]{5}\d{4}[A-Z]/;
const severalWords = /\S[\s([{<]\S/;

function isTellingText(written: string): boolean {
  let digits = 0;
  let key = 0;
  let length = 0;
  let cues = 0;
  for (let at = 0; at < written.length; at += 1) {
    const unit = written.charCodeAt(at);
    const kind = kindOf[unit];
    if (kind === HIDDEN) continue;
    if (kind === LETTER) {
      if (length < 4) key = (key << 5) | (lowOf[unit]! & 31);
      length += 1;
      continue;
    }
    cues |= cuesAt(key, length);
    key = 0;
    length = 0;
    if (kind === DIGIT) digits += 1;
    else if (isTelling(written, at, foldOf[unit]!)) return true;
  }
  cues |= cuesAt(key, length);
  return digits >= 7 || tells(written, cues, digits);
}

function tells(written: string, cues: number, digits: number): boolean {
  if ((cues & ALONE) !== 0 && severalWords.test(written)) return true;
  return digits > 0 && (cues !== 0 || bareShape.test(written));
}

/** What a word may be a cue for, by its first letters. */
function cuesAt(key: number, length: number): number {
  if (length === 0) return 0;
  return heads[length < 4 ? key << (5 * (4 - length)) : key]!;
}

/** An at sign, the fillers of a passport's machine lines, styled letters, or the initials of a Cyrillic name. */
function isTelling(written: string, at: number, unit: number): boolean {
  if (unit === 64) return true;
  if (unit === 60) return written.charCodeAt(at + 1) === 60;
  if (unit === 46) return isInitial(written, at);
  return unit >= 0xd835 && unit <= 0xd83e;
}

function isInitial(written: string, at: number): boolean {
  const before = written.charCodeAt(at - 1);
  return before >= 0x410 && before <= 0x42f && kindOf[written.charCodeAt(at - 2)] !== LETTER;
}

function readCues(plain: Plain): Cue[] {
  const cues: Cue[] = [];
  const { lower } = plain;
  let start = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    const isLetter = at < lower.length && kindOf[lower.charCodeAt(at)] === LETTER;
    if (isLetter && start < 0) start = at;
    if (isLetter || start < 0) continue;
    const word = at - start <= 28 ? lower.slice(start, at) : '';
    const mask = word && cueOf(word);
    if (mask) cues.push({ start, end: at, mask, word });
    start = -1;
  }
  return cues;
}

/** Letters, figures and signs that `fold` leaves as they are: of references and codes there are few others. */
const foldedAlready = /^[ -~]*$/;

/** Lays a text out. */
export function openPage(written: string, lang: string | undefined): Page {
  const plain = foldedAlready.test(written)
    ? { text: written, lower: written.toLowerCase(), places: null }
    : fold(written);
  const cues = readCues(plain);
  const mask = cues.reduce((all, cue) => all | cue.mask, 0);
  const isCapitals = plain.text !== plain.lower && !/\p{Ll}/u.test(plain.text);
  return { ...plain, cues, mask, isCapitals, hasOtherScript: otherScripts.test(plain.text), lang };
}

/** The last cue of a kind that ends within `reach` characters before a place. */
export function cueBefore(page: Page, mask: number, at: number, reach: number): Cue | undefined {
  let low = 0;
  let high = page.cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.cues[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0 && page.cues[index]!.end >= at - reach; index -= 1) {
    if (page.cues[index]!.mask & mask) return page.cues[index];
  }
  return undefined;
}

/** First match of a pattern within `reach` characters from a place; the pattern must not carry the g or y flag. */
export function matchWithin(
  text: string,
  from: number,
  reach: number,
  pattern: RegExp,
): { start: number; end: number; text: string } | undefined {
  const match = pattern.exec(text.slice(from, from + reach));
  if (!match) return undefined;
  return { start: from + match.index, end: from + match.index + match[0].length, text: match[0] };
}

/** The `reach` characters before a place. */
export function before(text: string, at: number, reach: number): string {
  return text.slice(Math.max(0, at - reach), at);
}
