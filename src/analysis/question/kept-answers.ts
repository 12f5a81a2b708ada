import type { Viewer } from '../../access/index.ts';
import type { Office } from '../../reference/index.ts';
import { scopeKey } from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import type { Sources } from '../cells/sources.ts';
import { timeOfCopy } from './presenter-time.ts';
import { asksWords, type Question } from './question.ts';

interface Kept<T> {
  /** The offices whose names are in it. */
  readonly offices: readonly Office[];
  readonly answer: Promise<T>;
}

/** Answers kept; each is a page of drawings. */
const keepMost = 60;

/**
 * Keeps what was made of a question for as long as the copy that figures are counted in stays what it was: everybody of
 * one office sees the same records, and most minutes of a day bring no change. Nothing is kept of what PostgreSQL
 * counts, since nobody tells when that changes.
 */
export function keepAnswers<T extends { readonly asOf: string }>({
  figures,
  lists,
  offices,
}: Pick<AnalysisContext, 'figures' | 'lists' | 'offices'>) {
  const kept = new Map<string, Kept<T>>();

  function of(key: string, make: () => Promise<T>): Promise<T> {
    const known = kept.get(key);
    if (known?.offices === offices.all) return known.answer;
    const made = { offices: offices.all, answer: make() };
    kept.delete(key);
    kept.set(key, made);
    made.answer.catch(() => kept.get(key) === made && kept.delete(key));
    if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
    return made.answer;
  }

  return async <Q extends Question>(
    question: Q,
    viewer: Viewer,
    { names, country }: Pick<Sources, 'names' | 'country'>,
    make: () => Promise<T>,
  ): Promise<T> => {
    const copy = asksWords(question.criteria) ? undefined : await figures.copy();
    if (!copy) return make();
    const seen = [copy.version, today(), scopeKey(viewer), country];
    const answer = await of(JSON.stringify([...seen, lists.version, names.lang, question]), make);
    return { ...answer, asOf: timeOfCopy(copy.asOf, names) };
  };
}
