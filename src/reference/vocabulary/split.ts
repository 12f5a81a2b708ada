import { meaningfulWords } from './keys.ts';
import type { TypedClause, TypedPiece } from './query.ts';

/** Quotation marks as keyboards and word processors write them. */
const marks = /[“”„‟«»″〝〞＂]/gu;
const pieces = /([-−–]?)(?:"([^"]+)"|([^\s"|]+))|\|+/gu;
const either = /^(?:\|+|or|ou|OR|OU|Or|Ou|или)$/;

/**
 * Splits what was typed: words, "phrases" in any quotation marks, -words and NOT words to leave out, and "or", "ou" or
 * | between what may stand for one another. What holds no word is dropped, and so is an "or" with nothing beside it.
 */
export function splitTyped(q: string): TypedClause[] {
  const clauses: { any: TypedPiece[]; not: boolean }[] = [];
  let before: 'and' | 'or' | 'not' = 'and';
  for (const [all, minus = '', quoted, word = ''] of q.replace(marks, '"').matchAll(pieces)) {
    const sign = quoted === undefined && minus === '' ? signOf(all) : undefined;
    if (sign !== undefined) {
      before = sign;
      continue;
    }
    const text = (quoted ?? word).replace(/^[()[\]{}]+|[()[\]{}]+$/g, '').trim();
    if (meaningfulWords(text).length === 0) continue;
    const piece = { text, quoted: quoted !== undefined };
    const not = minus !== '' || before === 'not';
    const last = clauses.at(-1);
    if (before === 'or' && last?.not === false && !not) last.any.push(piece);
    else clauses.push({ any: [piece], not });
    before = 'and';
  }
  return clauses;
}

/** What a word says of those beside it. */
function signOf(word: string): 'or' | 'not' | undefined {
  if (word === 'NOT') return 'not';
  return either.test(word) ? 'or' : undefined;
}

/** Whether something is looked for at all. */
export function hasWords(q: string): boolean {
  return splitTyped(q).length > 0;
}
