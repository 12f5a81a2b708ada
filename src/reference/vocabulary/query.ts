/** One thing looked for in a search. */
export interface Sought {
  /** As it was typed: a word, or several that are one name. */
  readonly typed: string;
  /**
   * 'quoted': as it stands, words in this order; 'beginning': words that begin so; 'name': the name of something;
   * 'word': any other.
   */
  readonly kind: 'quoted' | 'beginning' | 'name' | 'word';
  /** What else it is called, to be looked for in texts; without the typed one. */
  readonly ways: readonly string[];
  /** Codes that are so called, as "list:code" in lower case. */
  readonly codes: readonly string[];
  /** Further codes that have the word in their name. */
  readonly related: readonly string[];
  /** Of a name in several words: each word, which together are found as well. */
  readonly parts: readonly Sought[];
}

/** Any of these; or none of them. */
export interface Clause {
  readonly any: readonly Sought[];
  readonly not: boolean;
}

/** What was typed, one piece after the other: what stands between "or" in one list. */
export interface TypedPiece {
  readonly text: string;
  readonly quoted: boolean;
}
export interface TypedClause {
  readonly any: readonly TypedPiece[];
  readonly not: boolean;
}
