/** Answers that hold for as long as the copy does not change, each by its question. */
export interface RememberedAnswers {
  /** What was answered before to the same question, the copy being what it was then. */
  of(question: string): string | undefined;
  /** Keeps an answer that was begun when the copy was at `version`, unless it has changed since. */
  keep(question: string, answer: string, version: number): void;
}

/** Characters of questions and answers kept; what was asked longest ago goes first. */
const mostKept = 64 * 1024 * 1024;
/** One that is longer, with its question, would push out many that are asked more often. */
const longest = mostKept / 32;
/** What a question asks of the moment, or of chance, is another thing the next time. A column may be called `now`. */
const momentary = /\b(?:now|random|clock_timestamp)\s*\(|\bcurrent_timestamp\b|'now'/i;

/**
 * Most seconds of a day bring no change of a record, and the officers of one office ask the same of it: the front page,
 * the counts beside a list, the trends of a heading. `version` says how often the copy has changed.
 */
export function rememberAnswers(version: () => number): RememberedAnswers {
  const kept = new Map<string, string>();
  let size = 0;
  let at = version();

  function forgetWhatChanged(): void {
    if (at === version()) return;
    at = version();
    kept.clear();
    size = 0;
  }
  function drop(question: string): void {
    const answer = kept.get(question);
    if (answer !== undefined) size -= question.length + answer.length;
    kept.delete(question);
  }
  return {
    of(question) {
      forgetWhatChanged();
      const answer = kept.get(question);
      if (answer === undefined) return undefined;
      kept.delete(question);
      kept.set(question, answer);
      return answer;
    },
    keep(question, answer, begun) {
      forgetWhatChanged();
      if (begun !== at || question.length + answer.length > longest || momentary.test(question)) return;
      drop(question);
      kept.set(question, answer);
      size += question.length + answer.length;
      for (const oldest of kept.keys()) {
        if (size <= mostKept) return;
        drop(oldest);
      }
    },
  };
}
