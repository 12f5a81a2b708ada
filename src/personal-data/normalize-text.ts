/**
 * Reading text as a person sees it: hidden characters dropped, full-width and styled letters made plain, accents
 * folded. Positions in the plain text lead back to the text as it was written.
 */
export interface Plain {
  /** Folded text, case kept. */
  readonly text: string;
  /** The same, lower case; same length. */
  readonly lower: string;
  /** Place in the written text of each plain character; null when the two are aligned. */
  readonly places: Int32Array | null;
}

const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const HIDDEN = 3;

const letter = /^\p{L}$/u;
const hidden =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is looked for by itself.
  /^[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\p{Mn}]$/u;
const singles: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  ß: 's',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ð: 'd',
  Ð: 'D',
  æ: 'a',
  Æ: 'A',
  œ: 'o',
  Œ: 'O',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '´': "'",
  '＇': "'",
  '。': '.',
  '․': '.',
  '﹫': '@',
  º: '°',
  ª: 'ª',
};

/** What one UTF-16 unit is, and what it is read as. */
export const kindOf = new Uint8Array(65536);
export const foldOf = new Uint16Array(65536);
export const lowOf = new Uint16Array(65536);

function foldUnit(char: string): number {
  const single = singles[char];
  if (single !== undefined) return single.charCodeAt(0);
  if (/\s/.test(char) && !/[\n\r\t]/.test(char)) return 32;
  const first = char.normalize('NFKD').charAt(0);
  const digit = /^\p{Nd}$/u.test(char) ? char.codePointAt(0)! : -1;
  if (digit >= 0) return 48 + digitValue(digit);
  return /^[\p{L}\p{Nd}@.+_-]$/u.test(first) ? first.charCodeAt(0) : char.charCodeAt(0);
}

/** Decimal digits of Unicode stand in runs of ten; the nearest zero below gives the value. */
function digitValue(code: number): number {
  let zero = code;
  while (zero > code - 10 && /^\p{Nd}$/u.test(String.fromCharCode(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

function classify(unit: number): void {
  const char = String.fromCharCode(unit);
  const isHidden = hidden.test(char);
  const folded = isHidden ? 0 : foldUnit(char);
  const plain = String.fromCharCode(folded);
  foldOf[unit] = folded;
  lowOf[unit] = plain.toLowerCase().charCodeAt(0);
  kindOf[unit] = isHidden ? HIDDEN : letter.test(plain) ? LETTER : folded >= 48 && folded <= 57 ? DIGIT : OTHER;
}

/** Scripts without case or accents of interest (Hangul, Han, …) are letters and read as they are. */
function fillTables(): void {
  for (let unit = 0; unit < 65536; unit += 1) {
    if (unit < 0x2500 || unit >= 0xf900 || (unit >= 0x3000 && unit < 0x3040)) {
      classify(unit);
      continue;
    }
    foldOf[unit] = unit;
    lowOf[unit] = unit;
    kindOf[unit] = unit >= 0x2c00 && (unit < 0xd800 || unit >= 0xe000) ? LETTER : OTHER;
  }
}
fillTables();

/** Styled letters and digits outside the basic plane (mathematical bold and so on) as plain ones, else undefined. */
function styled(text: string, at: number): number | undefined {
  const code = text.codePointAt(at);
  if (code === undefined || code < 0x1d400 || code > 0x1fbff) return undefined;
  const plain = String.fromCodePoint(code).normalize('NFKD');
  return plain.length === 1 && plain.charCodeAt(0) < 128 ? plain.charCodeAt(0) : undefined;
}

function fromUnits(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 8192) text += String.fromCharCode(...units.subarray(at, at + 8192));
  return text;
}

function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : fromUnits(Uint16Array.from(text, char => lowOf[char.charCodeAt(0)] ?? 0));
}

/** Folds a text; linear. */
export function fold(written: string): Plain {
  const length = written.length;
  const units = new Uint16Array(length);
  const places = new Int32Array(length);
  let size = 0;
  for (let at = 0; at < length; at += 1) {
    const unit = written.charCodeAt(at);
    if (kindOf[unit] === HIDDEN) continue;
    const plain = unit >= 0xd835 && unit <= 0xd83e ? styled(written, at) : undefined;
    places[size] = at;
    units[size] = plain ?? foldOf[unit]!;
    size += 1;
    if (plain !== undefined) at += 1;
  }
  const text = fromUnits(units.subarray(0, size));
  return { text, lower: lowered(text), places: size === length ? null : places.subarray(0, size) };
}

/** A word as `fold` reads it, lower case. */
export function folded(word: string): string {
  return fold(word.normalize('NFC')).lower;
}

/** The written span of a plain span. */
export function writtenSpan(written: string, plain: Plain, start: number, end: number): { start: number; end: number } {
  if (!plain.places) return { start, end };
  const last = plain.places[end - 1] ?? 0;
  const wide = (written.codePointAt(last) ?? 0) > 0xffff;
  return { start: plain.places[start] ?? 0, end: last + (wide ? 2 : 1) };
}
