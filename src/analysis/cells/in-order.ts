/**
 * Groups as counted, in an order of their own: a database hands them out as it happens to hold them. Whatever is equal
 * by its number then stands alike on the page, in its files, and from whichever of the two engines counted.
 */
export function inOrder<Row extends object>(rows: readonly Row[], by: readonly (keyof Row)[]): Row[] {
  return rows.toSorted((one, other) => {
    for (const column of by) {
      const [a, b] = [one[column], other[column]];
      if (a !== b) return placed(a, b);
    }
    return 0;
  });
}

/** What is not stated comes last. */
function placed(one: unknown, other: unknown): number {
  if (one === null || other === null) return one === null ? 1 : -1;
  return String(one) < String(other) ? -1 : 1;
}
