import { isInstant } from '../text/plain-date.ts';
import { read, refuse } from '../text/readable-text.ts';
import { parsed, type Field } from './field.ts';

/**
 * A place in a sorted list as an address carries it: a few plain values in one word. Nobody need read it, and it is not
 * trusted: `cursorOf` reads back only what a list could have written.
 */
export function packCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Longest cursor an address may carry. Characters. */
const longest = 600;

/** Whether a value may stand at one place of a cursor. */
type CursorValue<T> = (value: unknown) => value is T;

/** A field that reads a cursor of these values, in their order, and makes a place of them; else it is malformed. */
export function cursorOf<T extends readonly (string | number)[], Place = T>(
  values: readonly [...{ [At in keyof T]: CursorValue<T[At]> }],
  make: (...found: T) => Place = (...found) => found as unknown as Place,
): Field<Place> {
  return parsed(typed => {
    const found = unpack(typed);
    const isOurs = found?.length === values.length && values.every((isOne, at) => isOne(found[at]));
    return isOurs ? read(make(...(found as unknown as T))) : refuse('forms:problem.malformed');
  });
}

function unpack(text: string): readonly unknown[] | undefined {
  if (text.length > longest) return undefined;
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** A whole number within bounds, both included: an id, or how many rows stand before. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): CursorValue<number> {
  return (value): value is number => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}

/** A text the list could have sorted by. */
export function textThat(fits: (text: string) => boolean): CursorValue<string> {
  return (value): value is string => typeof value === 'string' && fits(value);
}

/** A time as the database tells it, to the microsecond. */
export const instant = textThat(
  text => /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,6})?Z$/.test(text) && isInstant(text),
);
