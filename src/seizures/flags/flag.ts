import type { FieldProblem } from '../../errors.ts';

/** Something doubtful about a record: a sentence (message key, values) with its evidence, at the place it is about. */
export interface Flag extends FieldProblem {
  /** 'held': more than its goods can be, and in no total; 'doubt': to be looked at. */
  readonly tone: 'held' | 'doubt';
}

/** What a flag is settled under: it stays settled until its values change. At most 400 characters. */
export function idOf({ key, path, values = {} }: FieldProblem): string {
  const stated = Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(' ');
  return `${key} ${path} ${stated}`.slice(0, 400).trim();
}

/** Warnings that an experienced eye looks at first. */
const heavy: ReadonlySet<string> = new Set([
  'flags:placeAgainstQuantity',
  'flags:moreThanCarried',
  'findings:quantityUnusualHigh',
  'findings:appendixDiffers',
  'findings:exportToHere',
  'findings:importFromHere',
  'findings:transitEndsHere',
  'findings:hsUnusual',
]);
const mostDoubts = 1000;

/** How doubtful a record is by its open flags: what the desk sorts by. */
export function doubtsOf(flags: readonly Flag[]): number {
  const weights = flags.map(({ tone, key }): number => (tone === 'held' ? 100 : heavy.has(key) ? 3 : 1));
  return Math.min(
    mostDoubts,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
}

/** The heaviest first. */
export function byWeight(one: Flag, other: Flag): number {
  return doubtsOf([other]) - doubtsOf([one]);
}
