/** What a reader makes of one raw value: the clean value, or the message key (namespace `findings`) and its values. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly key: string; readonly values?: Readonly<Record<string, string | number>> };

export function read<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function refuse(name: string, values?: Readonly<Record<string, string | number>>): Reading<never> {
  return values === undefined ? { ok: false, key: `findings:${name}` } : { ok: false, key: `findings:${name}`, values };
}

const controls = /[\u0000-\u001f\u007f-\u009f]/;
// Line breaks and tabs are part of a long text.
const controlsInLongText = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Characters that turn the direction of writing and so hide what a text says. */
const bidi = /[\u202a-\u202e\u2066-\u2069]/;
// Printable ASCII has nothing to check and is most of what comes.
const ordinary = /^[\x20-\x7e]*$/;
const loneSurrogate = /\p{Surrogate}/u;

/** A text, trimmed and in Unicode form NFC. `lines` allows line breaks and tabs. Length is counted in characters, not bytes. */
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
