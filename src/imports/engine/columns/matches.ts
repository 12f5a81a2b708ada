import type { TrigramIndex } from '../text/trigrams.ts';

/**
 * Who says that a word means a code: the code list itself, our seeds, a loose seed (proposed, never taken alone), the
 * office, an administrator.
 */
export type EntrySource = 'list' | 'seed' | 'loose' | 'office' | 'administrator';

/** A word and the code it means. Product codes are written HEADING/CODE. */
export interface Entry {
  readonly word: string;
  readonly language?: string;
  readonly code: string;
  readonly source: EntrySource;
}

/** Why a unit is proposed for goods without one: beside the same goods, beside goods of their heading, or usual. */
export type BesideGoods = 'same_goods' | 'same_heading' | 'usual_unit';

export interface Candidate {
  readonly code: string;
  /** 0 to 1. */
  readonly score: number;
  /** The known word it was found by. */
  readonly word: string;
  readonly why: 'same_word' | 'same_words' | 'part' | 'spelling' | 'loose' | 'shared' | BesideGoods;
  /** Letters that differ, for "spelling, 1 letter". */
  readonly letters?: number;
}

export interface Match {
  readonly how: 'exact' | 'fingerprint' | 'part' | 'fuzzy' | 'none';
  /** Set when there is one answer, sure (`auto`) or to be confirmed with others in one block (`preselected`). */
  readonly code?: string;
  readonly candidates: readonly Candidate[];
  readonly auto: boolean;
  readonly preselected: boolean;
}

export interface MatchOptions {
  /** Language of the file: decides between two meanings of one word. */
  readonly language?: string;
  /** False: short codes (ES, NA, KA) do not count as words. For columns not yet known to hold this list. */
  readonly codes?: boolean;
  /** False: only words of the list, none spelt somewhat like it. For judging columns, where it costs most. */
  readonly spelling?: boolean;
}

export interface Matcher {
  readonly kind: string;
  /** Pure and total: any string gives a match, at worst `none`. */
  readonly match: (word: string, options?: MatchOptions) => Match;
  /** Known words inside a longer text, the best first. */
  readonly inside: (word: string) => readonly Candidate[];
  /** Whether the word is in the list as written (exact or by its words in another order). */
  readonly knows: (word: string) => boolean;
}

export interface Meaning {
  readonly code: string;
  readonly languages: readonly string[];
  readonly source: EntrySource;
  readonly word: string;
}
/** What a word means, each code once. A list of 68,000 words holds three of these for each: so no maps and sets. */
export type Meanings = readonly Meaning[];

export interface Index {
  readonly kind: string;
  readonly exact: Map<string, Meanings>;
  readonly cased: Map<string, Meanings>;
  readonly prints: Map<string, Meanings>;
  readonly stops: ReadonlySet<string>;
  readonly words: string[];
  /** Made when a spelling is first looked for: most lists are never asked. */
  readonly trigrams: () => TrigramIndex;
}
