import { quotedLexeme } from '../../db/lexeme.ts';
import {
  anyOf,
  hasWords,
  inTexts,
  orTogether,
  splitTyped,
  vocabularyOf,
  type Lists,
  type Sought,
  type Vocabulary,
} from '../../reference/index.ts';
import { referenceLexemes } from '../record/references.ts';
import { join, sql, type Sql } from '../../db/sql.ts';

/**
 * Full-text search over codes and texts. A word matches a record when it, or another name of what it names, is in its
 * texts, or when a code of the record is so called: "cocaïne" and "coke" find what was recorded as cocaine, and the
 * reverse. The query grows, not the record: a word added to the lists finds what is already there.
 */
export interface WordIndex extends Vocabulary {
  /** Lexemes so many records have that nobody counts them. */
  common(): readonly string[];
}

export function indexWords(lists: Lists, common: WordIndex['common'] = () => []): WordIndex {
  return { read: q => vocabularyOf(lists).read(q), suggest: q => vocabularyOf(lists).suggest(q), common };
}

export { anyOf, hasWords };

/** Words that are looked for, those of an "or" each for itself. */
export function countWords(q: string): number {
  return splitTyped(q).reduce((sum, { any }) => sum + any.length, 0);
}

/** The tsquery of what was typed, all words required; undefined when there is no word in it. */
export function tsQuery(q: string, words: WordIndex): Sql | undefined {
  const each = requiredQueries(q, words);
  return each.length === 0 ? undefined : sql`(${join(each, ' && ')})`;
}

/**
 * The same in parts that are all required. The index weighs a whole query for every record that has one word of it;
 * asked for apart, the rarest word leads. What is left out goes with a word that is wanted: alone, it would look at
 * every record.
 */
export function requiredQueries(q: string, words: WordIndex): Sql[] {
  const clauses = words.read(q);
  const wanted = clauses.filter(({ not }) => !not).map(({ any }) => anyOf(any.map(widely)));
  const left = clauses.filter(({ not }) => not).map(({ any }) => sql`!!${anyOf(any.map(widely))}`);
  if (left.length === 0) return wanted;
  return [sql`(${join([...wanted.slice(0, 1), ...left], ' && ')})`, ...wanted.slice(1)];
}

/**
 * Whether what was typed finds more than anybody counts, whatever else it finds: one of its words alone does. Undefined
 * where more than one must be there, one must not, or no word is as common.
 */
export function isCommon(q: string, words: WordIndex): Sql | undefined {
  const ways = waysOf(q, words);
  if (ways === undefined || words.common().length === 0) return undefined;
  return sql`
    exists (select from unnest(${[...words.common()]}::text[]) word
      where array_to_tsvector(array[word]) @@ ${anyOf([ways])})`;
}

/**
 * What was typed where it is one thing, as queries of which one is enough: an expression of tsquery[]. Undefined where
 * more than one must be there, or one must not.
 */
export function waysOf(q: string, words: WordIndex): Sql | undefined {
  const [only, ...others] = words.read(q);
  if (only === undefined || only.not || others.length > 0) return undefined;
  return sql`(${join(only.any.map(widely), ' || ')})`;
}

/**
 * What the matches are put in order by: what is called so before what has the word in its name. Undefined when
 * everything typed is to be left out.
 */
export function rankQuery(q: string, words: WordIndex): Sql | undefined {
  const wanted = words.read(q).filter(({ not }) => !not);
  if (wanted.length === 0) return undefined;
  return anyOf(wanted.flatMap(({ any }) => any).map(narrowly));
}

/** Everything that may be meant: an expression of tsquery[]. */
function widely(sought: Sought): Sql {
  const { typed, codes, related, parts } = sought;
  const lexemes = [...referenceLexemes(typed), ...[...codes, ...related].map(quotedLexeme)];
  const ways = sql`${inTexts(sought)} || ${lexemesOf(lexemes)}`;
  return parts.length === 0 ? ways : orTogether(ways, parts, widely);
}

const mostRanked = 60;

/** What is meant most likely, the thing itself, where it is known: an expression of tsquery[]. */
function narrowly(sought: Sought): Sql {
  const { typed, codes, related } = sought;
  const exact = (codes.length > 0 ? codes : related).slice(0, mostRanked).map(quotedLexeme);
  const ways = inTexts({ ...sought, ways: sought.ways.slice(0, 10) });
  return sql`${ways} || ${lexemesOf([...referenceLexemes(typed), ...exact])}`;
}

function lexemesOf(lexemes: readonly string[]): Sql {
  return sql`${[...lexemes]}::text[]::tsquery[]`;
}
