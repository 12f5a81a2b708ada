/** What was read for an account, kept for a while. */
export interface PerAccount<V, T> {
  of(viewer: V): Promise<T>;
  forget(accountId: number): void;
  clear(): void;
}

interface Kept<T> {
  readonly until: number;
  readonly answer: Promise<T>;
}

/**
 * Keeps answers for `seconds`, for at most `most` accounts; those asked for together wait for one reading. A failed one
 * is not kept.
 */
export function perAccount<V extends { readonly accountId: number }, T>(
  { seconds, most }: { seconds: number; most: number },
  read: (viewer: V) => Promise<T>,
): PerAccount<V, T> {
  const kept = new Map<number, Kept<T>>();
  return {
    of(viewer) {
      const known = kept.get(viewer.accountId);
      if (known && known.until > Date.now()) return known.answer;
      const answer = read(viewer);
      kept.delete(viewer.accountId);
      kept.set(viewer.accountId, { until: Date.now() + seconds * 1000, answer });
      answer.catch(() => {
        kept.delete(viewer.accountId);
      });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return answer;
    },
    forget(accountId) {
      kept.delete(accountId);
    },
    clear() {
      kept.clear();
    },
  };
}
