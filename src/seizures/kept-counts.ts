/** Counts by what was asked. */
export interface KeptCounts<T> {
  /** What was counted a moment ago; undefined where it is too old, or a record has changed since. */
  of(key: string): T | undefined;
  keep(key: string, counted: T): void;
  /** Forgets what was kept, if it still is. */
  drop(key: string, counted: T): void;
}

const keepFor = 60_000;
/** Milliseconds the copy that counts may lack a change: what was counted in them is kept no longer. */
const settling = 5000;
const keepMost = 500;

/** Keeps counts for a minute, and drops them at once when any process changes a record. */
export function keepCounts<T>(changes: () => number, now: () => number = Date.now): KeptCounts<T> {
  const kept = new Map<string, { readonly at: number; readonly changes: number; readonly counted: T }>();
  let [last, changedAt] = [changes(), -settling];

  function follow(): void {
    if (changes() !== last) [last, changedAt] = [changes(), now()];
  }
  return {
    of(key) {
      follow();
      const old = kept.get(key);
      if (old?.changes !== last) return undefined;
      return now() - old.at < (old.at - changedAt < settling ? settling : keepFor) ? old.counted : undefined;
    },
    keep(key, counted) {
      follow();
      kept.delete(key);
      kept.set(key, { at: now(), changes: last, counted });
      if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
    },
    drop(key, counted) {
      if (kept.get(key)?.counted === counted) kept.delete(key);
    },
  };
}
