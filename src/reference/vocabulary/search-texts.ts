import { quotedLexeme } from '../../db/lexeme.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import type { Clause, Sought } from './query.ts';

/** Letters from which on the beginning of a word finds it. */
const leastLetters = 3;

export interface TextSearch {
  /** Which words are also looked for as the beginning of a longer one: each, or the last, which is being typed. */
  readonly beginnings?: 'each' | 'last';
}

/**
 * The tsquery of a search over texts in English and French: every clause is required. For texts only; where codes are
 * lexemes too, a room writes its own. Undefined where nothing is looked for.
 */
export function textQuery(clauses: readonly Clause[], { beginnings }: TextSearch = {}): Sql | undefined {
  if (clauses.length === 0) return undefined;
  const each = clauses.map(({ any, not }, at) => {
    const begins = !not && (beginnings === 'each' || (beginnings === 'last' && at === clauses.length - 1));
    const found = anyOf(any.map(sought => wanted(sought, begins)));
    return not ? sql`!!${found}` : found;
  });
  return sql`(${join(each, ' && ')})`;
}

function wanted(sought: Sought, begins: boolean): Sql {
  const { typed, kind, parts } = sought;
  const isBegun = begins && kind === 'word' && typed.length >= leastLetters && /^[\p{L}\p{N}]+$/u.test(typed);
  const ways = isBegun ? sql`${inTexts(sought)} || ${beginning(typed)}` : inTexts(sought);
  return parts.length === 0 ? ways : orTogether(ways, parts, part => wanted(part, begins));
}

/** Queries of which one is enough, as an expression of one; each of them is an expression of tsquery[]. */
export function anyOf(queries: readonly Sql[]): Sql {
  return sql`any_of(${join(queries, ' || ')})`;
}

/** Queries, or those of all parts of a word together: an expression of tsquery[]. */
export function orTogether(ways: Sql, parts: readonly Sought[], queriesOf: (part: Sought) => Sql): Sql {
  const together = parts.map(part => anyOf([queriesOf(part)]));
  return sql`${ways} || array[${join(together, ' && ')}]`;
}

/** What was typed, or what else it is called, in texts of either language: an expression of tsquery[]. */
export function inTexts({ typed, kind, ways }: Sought): Sql {
  if (kind === 'beginning') return beginning(typed);
  // A word in parts is one word: "ALERT-2026-0014" is not any alert of 2026.
  const reader = kind === 'word' && /^[\p{L}\p{N}]+$/u.test(typed) ? sql`plainto_tsquery` : sql`phraseto_tsquery`;
  const itself = sql`array[${reader}('cen_en', ${typed}), ${reader}('cen_fr', ${typed})]`;
  if (ways.length === 0) return itself;
  const other = sql`${[...ways]}::text[]`;
  return sql`${itself} || phrases_in('cen_en', ${other}) || phrases_in('cen_fr', ${other})`;
}

function beginning(typed: string): Sql {
  const begun = `${quotedLexeme(typed.toLowerCase())}:*`;
  return sql`array[to_tsquery('cen_en', ${begun}), to_tsquery('cen_fr', ${begun})]`;
}
