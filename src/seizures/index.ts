import type { FacetCounts } from './facets.ts';
import { openFacetCounts } from './facets.ts';
import { startImportJobs } from './imports/jobs.ts';
import { keptNorms } from './norms.ts';
import type { Room } from './room.ts';
import type { WordIndex } from './search-words.ts';
import { indexWords } from './search-words.ts';

export { insertSeizures } from './store-insert.ts';
export type { NewSeizure } from './store-insert.ts';
export { project } from './project.ts';
export { validateRecord } from './validate.ts';
export { seizureRoutes } from './routes.ts';
export { seizuresAtHome } from './home.ts';

/** The feature, opened: its room, the word index of its search and the counts beside its filters. */
export interface Seizures {
  readonly room: Room;
  readonly words: WordIndex;
  readonly facets: FacetCounts;
}

/** Opens the feature over the portal's parts and starts its jobs. */
export async function openSeizures(parts: Omit<Room, 'changed' | 'changes'>): Promise<Seizures> {
  let count = 0;
  const room: Room = { ...parts, changed: () => { count += 1; }, changes: () => count, quantityNorm: keptNorms(parts.jobPool) };
  room.quantityNorm?.('', ''); // the first officer finds them read
  await startImportJobs(room);
  return { room, words: indexWords(room.lists), facets: openFacetCounts(room.pool, room.changes) };
}
