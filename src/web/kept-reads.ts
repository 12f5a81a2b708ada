/** What was read, kept for a while by its key. */
export interface KeptReads<Asked extends readonly unknown[], T> {
  of(...asked: Asked): Promise<T>;
  forget(key: string | number): void;
  clear(): void;
}

interface HowLong {
  readonly seconds: number;
  /** Keys kept; what was read first goes first. */
  readonly most: number;
  readonly now?: () => number;
}

/** Keeps answers for `seconds`. Those asked for together wait for one reading; a failed one is not kept. */
export function keepReads<Asked extends readonly unknown[], T>(
  { seconds, most, now = Date.now }: HowLong,
  keyOf: (...asked: Asked) => string | number,
  read: (...asked: Asked) => Promise<T>,
): KeptReads<Asked, T> {
  const kept = new Map<string | number, { readonly until: number; readonly answer: Promise<T> }>();
  return {
    of(...asked) {
      const key = keyOf(...asked);
      const known = kept.get(key);
      if (known && known.until > now()) return known.answer;
      const made = { until: now() + seconds * 1000, answer: read(...asked) };
      kept.delete(key);
      kept.set(key, made);
      made.answer.catch(() => kept.get(key) === made && kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return made.answer;
    },
    forget(key) {
      kept.delete(key);
    },
    clear() {
      kept.clear();
    },
  };
}
