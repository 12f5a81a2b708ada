/** Where a tone begins, as share of the row in percent. */
const steps = [1.5, 6, 15, 28, 45] as const;

/** The tone of a cell from 0, blank, to 5, darkest, by its share of the row (0 to 1). */
export function heatTone(share: number | null): number {
  return share === null || !Number.isFinite(share) ? 0 : steps.filter(step => share * 100 >= step).length;
}
