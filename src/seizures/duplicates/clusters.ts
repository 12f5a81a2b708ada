/** Two records, in the order of their ids. */
export interface Pair {
  readonly one: number;
  readonly other: number;
}

/** Ids of records joined by pairs, directly or through others: groups in the order of the pairs. Pure. */
export function clustersOf(pairs: readonly Pair[]): number[][] {
  const groups = new Map<number, Set<number>>();
  for (const { one, other } of pairs) {
    const joined = new Set([...(groups.get(one) ?? [one]), ...(groups.get(other) ?? [other])]);
    for (const id of joined) groups.set(id, joined);
  }
  return [...new Set(groups.values())].map(group => [...group].toSorted((a, b) => a - b));
}
