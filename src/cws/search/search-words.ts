import type { Sql } from '../../db/sql.ts';
import { textQuery, vocabularyOf, type Lists } from '../../reference/index.ts';

/**
 * The tsquery of what was typed, in English and in French: words by any name of the thing, "phrases" and -exclusions,
 * and the last word also as the beginning of one, since it may still be being typed. Undefined when nothing was typed.
 */
export function wordsQuery(q: string, lists: Lists): Sql | undefined {
  return textQuery(vocabularyOf(lists).read(q), { beginnings: 'last' });
}

/**
 * A search for any of the words of another; each whole, so that none is taken for the beginning of one. A reference
 * stays one word ("ALERT-2026-0014" is not any alert of 2026), and what was excluded is not looked for.
 */
export function anyWord(q: string): string {
  return q
    .replaceAll('"', ' ')
    .split(/\s+/u)
    .filter(word => !word.startsWith('-') && /[\p{L}\p{N}]{2}/u.test(word))
    .map(word => `"${word}"`)
    .join(' or ');
}

/** The first word that may be looked for in a long text as it was typed. */
export function firstWord(q: string): string {
  return /[\p{L}\p{N}]{3,40}/u.exec(q.replace(/-\S+/gu, ' '))?.[0]?.toLowerCase() ?? '';
}
