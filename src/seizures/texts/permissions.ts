import type { Viewer } from '../../access/index.ts';

/** Who may be the second person at all: somebody of the office with a duty, or its RILO officer. */
export function mayDecideWords({ level, duties, office }: Viewer): boolean {
  return level === 'unlimited' && (office.kind === 'rilo' ? duties.includes('rilo') : duties.length > 0);
}

interface Decidable {
  readonly state: 'waiting' | 'proposed';
  readonly markedBy: number;
  readonly proposedBy: number | null;
}

/** Nobody frees words of their own, nor agrees alone to take words out. Pure. */
export function wordsActs(viewer: Viewer, one: Decidable): { agree: boolean; remove: boolean } {
  const may = mayDecideWords(viewer);
  const isMarker = one.markedBy === viewer.accountId;
  if (one.state === 'waiting') return { agree: may && !isMarker, remove: may };
  const isProposer = one.proposedBy === viewer.accountId;
  // The marker may see that the words were personal after all: that is a second person, too.
  return { agree: may && !isMarker && !isProposer, remove: !isProposer && (may || isMarker) };
}
