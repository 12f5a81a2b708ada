/** A tsquery as PostgreSQL writes it, asked of the lexemes of a record in memory. */
export type WordQuery =
  | { readonly kind: 'lexeme' | 'beginning'; readonly text: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly WordQuery[] }
  | { readonly kind: 'maybe' | 'never' };

/** Lexemes of a record's search document: in order, and to look one up. */
export interface Lexemes {
  readonly sorted: readonly string[];
  readonly has: ReadonlySet<string>;
}

/** Signs of a tsquery's text: quoted lexemes with their marks, operators, brackets. */
const sign = /\s*(?:'((?:[^'\\]|''|\\.)*)'(?::([*A-D]+))?|(<(?:-|\d+)>)|([&|!()]))/gy;

interface Tokens {
  readonly all: readonly (
    | { readonly kind: 'word'; readonly text: string; readonly begins: boolean }
    | { readonly kind: 'op'; readonly op: string }
  )[];
  at: number;
}

/**
 * Reads the text of a tsquery. What it lets through is at least what PostgreSQL would: words that must follow each
 * other need only be there, and what must be absent is not asked about.
 */
export function readWordQuery(text: string): WordQuery {
  if (text.trim() === '') return { kind: 'never' };
  const all = [...text.matchAll(sign)].map(([, word, marks, follows, op = '']) =>
    word === undefined
      ? { kind: 'op' as const, op: follows === undefined ? op : '&' }
      : {
          kind: 'word' as const,
          text: word.replaceAll("''", "'").replaceAll('\\\\', '\\'),
          begins: marks?.includes('*') ?? false,
        },
  );
  return readAny({ all, at: 0 });
}

function readAny(tokens: Tokens): WordQuery {
  return readSeries(tokens, '|', 'any', () => readSeries(tokens, '&', 'all', () => readOne(tokens)));
}

function readSeries(tokens: Tokens, op: string, kind: 'all' | 'any', next: () => WordQuery): WordQuery {
  const of = [next()];
  while (isOp(tokens, op)) {
    tokens.at += 1;
    of.push(next());
  }
  return of.length === 1 ? (of[0] as WordQuery) : { kind, of };
}

function readOne(tokens: Tokens): WordQuery {
  const token = tokens.all[tokens.at];
  tokens.at += 1;
  if (token?.kind === 'word') return { kind: token.begins ? 'beginning' : 'lexeme', text: token.text };
  if (token?.op === '!') {
    readOne(tokens);
    return { kind: 'maybe' };
  }
  if (token?.op === '(') {
    const inner = readAny(tokens);
    tokens.at += 1;
    return inner;
  }
  return { kind: 'maybe' };
}

function isOp({ all, at }: Tokens, op: string): boolean {
  const token = all[at];
  return token?.kind === 'op' && token.op === op;
}

/** Whether a record may be one the query finds; no means no. */
export function mayHold(query: WordQuery, lexemes: Lexemes): boolean {
  switch (query.kind) {
    case 'lexeme':
      return lexemes.has.has(query.text);
    case 'beginning':
      return holdsBeginning(lexemes.sorted, query.text);
    case 'all':
      return query.of.every(one => mayHold(one, lexemes));
    case 'any':
      return query.of.some(one => mayHold(one, lexemes));
    case 'maybe':
      return true;
    case 'never':
      return false;
  }
}

function holdsBeginning(sorted: readonly string[], text: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(text) ?? false;
}
