/** What a reader makes of one raw value: the clean value, or the message key and its values. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly key: string; readonly values?: Readonly<Record<string, string | number>> };

export function read<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** A refusal by a key of locales; a key without a namespace is one of `findings`. */
export function refuse(name: string, values?: Readonly<Record<string, string | number>>): Reading<never> {
  const key = name.includes(':') ? name : `findings:${name}`;
  return values === undefined ? { ok: false, key } : { ok: false, key, values };
}

const controls = /[\u0000-\u001f\u007f-\u009f]/;
// Line breaks and tabs are part of a long text.
const controlsInLongText = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Characters that turn the direction of writing and so hide what a text says. */
const bidi = /[\u202a-\u202e\u2066-\u2069]/;
// Printable ASCII has nothing to check and is most of what comes.
const ordinary = /^[\x20-\x7e]*$/;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * A text, trimmed and in Unicode form NFC. `lines` allows line breaks and tabs. Length is counted in characters, not
 * bytes.
 */
export function readText(input: unknown, max: number, lines: boolean): Reading<string> {
  if (typeof input !== 'string') return refuse('notText');
  if (input.length > max * 8 + 1000) return refuse('tooLong', { max, actual: input.length });
  const text = (lines ? input.replaceAll('\r\n', '\n') : input).trim();
  if (ordinary.test(text)) return text.length <= max ? read(text) : refuse('tooLong', { max, actual: text.length });
  const bad = badCharacter(text, lines);
  if (bad !== undefined) return bad;
  const clean = text.normalize('NFC');
  const actual = clean.length <= max ? clean.length : [...clean].length;
  return actual <= max ? read(clean) : refuse('tooLong', { max, actual });
}

function badCharacter(text: string, lines: boolean): Reading<never> | undefined {
  return (
    found(text, loneSurrogate, 'characterBroken') ??
    found(text, bidi, 'characterBidi') ??
    found(text, lines ? controlsInLongText : controls, 'characterControl')
  );
}

function found(text: string, pattern: RegExp, name: string): Reading<never> | undefined {
  const at = text.search(pattern);
  if (at < 0) return undefined;
  const code = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return refuse(name, { code, position: at + 1 });
}

/**
 * Also refused where a name goes into a letter or a header: line separators, what was no character, and what does not
 * show.
 */
const invisible = /[\u2028\u2029\ufffd\u200b-\u200f\u2060-\u2069\ufeff]/;

/** Whether a text can be shown and kept as it is; `strict` refuses characters that do not show as well. */
export function isReadable(text: string, { lines = false, strict = false } = {}): boolean {
  return badCharacter(text, lines) === undefined && !text.includes('\ufffd') && !(strict && invisible.test(text));
}

/** A refused name or value as a page may repeat it: short, well-formed, without characters that act. */
export function printable(text: unknown, instead = ' '): string {
  return String(text)
    .slice(0, 60)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, instead);
}

/**
 * What was typed, as JSON in the database can hold it: what it cannot is replaced by the sign for it (U+FFFD), which is
 * then shown as an error at its field.
 */
export function storable(text: unknown): string {
  return String(text ?? '')
    .replaceAll('\0', '\ufffd')
    .replaceAll('\r\n', '\n')
    .toWellFormed();
}
