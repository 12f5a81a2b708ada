import { createHash } from 'node:crypto';
import { markFor, screen, type Mark } from '../../personal-data/index.ts';
import { screenedTexts } from '../checks/validate.ts';
import type { SeizureRecord } from '../seizure.ts';

/** What other Members read in place of words that wait for a second person. */
export const mask = '▇▇▇▇';
/** What everybody reads in place of words that were taken out. */
export const removedMark = '[removed]';

/** Words in a record that the guard found and the officer called not personal. */
export interface HeldWords {
  readonly path: string;
  readonly kind: string;
  readonly text: string;
  readonly reason: string;
}

/** The words of a valid record that stand only by a mark, each once. Pure. */
export function heldWords(record: SeizureRecord, marks: readonly Mark[]): HeldWords[] {
  const mark = markFor(marks);
  const lang = record.facts.narrativeLang;
  const options = typeof lang === 'string' && /^[a-z]{2}$/.test(lang) ? { lang } : {};
  const found = screenedTexts(record).flatMap(({ path, text }) =>
    screen(text, options).flatMap(place => {
      const given = mark(place);
      return given ? [{ path, kind: place.kind, text: place.text, reason: given.reason }] : [];
    }),
  );
  return [...new Map(found.map(words => [`${words.kind} ${words.text}`, words])).values()];
}

/** A record with words replaced wherever they stand in its free texts, in any case of letters. Pure. */
export function replaceWords(record: SeizureRecord, words: readonly string[], by: string): SeizureRecord {
  const changed = structuredClone(record);
  for (const { path, text } of screenedTexts(record)) {
    const now = words.reduce((so, word) => replaceEach(so, word, by), text);
    if (now !== text) put(changed, path.split('.'), now);
  }
  return changed;
}

/** What other Members read of a record while words wait; null where none do. Pure. */
export function maskedBy(record: SeizureRecord, words: readonly string[]): SeizureRecord | null {
  return words.length === 0 ? null : replaceWords(record, words, mask);
}

function replaceEach(text: string, word: string, by: string): string {
  const [lower, wanted] = [text.toLowerCase(), word.toLowerCase()];
  // Where letters change their length with their case, only what is written alike is replaced.
  if (lower.length !== text.length || wanted === '') return text.replaceAll(word, by);
  let out = '';
  let past = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, past)) {
    out += text.slice(past, at) + by;
    past = at + wanted.length;
  }
  return out + text.slice(past);
}

function put(within: object, [name = '', ...rest]: readonly string[], value: string): void {
  const place = within as Record<string, unknown>;
  if (rest.length === 0) place[name] = value;
  else put(place[name] as object, rest, value);
}

/** The record that lists, search and counts are made of while words wait: a hidden reference is no reference. */
export function searchable(masked: SeizureRecord): SeizureRecord {
  const { nationalRef, ...facts } = masked.facts;
  return typeof nationalRef === 'string' && nationalRef.includes(mask) ? { ...masked, facts } : masked;
}

/** What the trail keeps of words: never the words. */
export function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}

export function noteOf(held: readonly HeldWords[]): { path: string; kind: string; sha256: string; reason: string }[] {
  return held.map(({ path, kind, text, reason }) => ({ path, kind, sha256: hashOf(text), reason }));
}
