import { openFacetCounts } from './facets.ts';
import { startImportJobs } from './imports/jobs.ts';
import { keptNorms } from './norms.ts';
import type { Room, Seizures } from './room.ts';
import { indexWords } from './search-words.ts';

export { publishedFigures } from './figures/index.ts';
export type { Condition, FiguresCriteria, PublishedFigures } from './figures/index.ts';
export type { Row as FigureLine, SeizureFigures, Share, Sum, UnitFigures } from './figures/figures.ts';
export { insertSeizures } from './store-insert.ts';
export type { NewSeizure } from './store-insert.ts';
export { project } from './project.ts';
export { headingMark } from './presenter-names.ts';
export type { HeadingMark } from './presenter-names.ts';
export { visibleRefs } from './store.ts';
export { validateRecord } from './validate.ts';
export { seizureRoutes } from './routes.ts';
export { seizuresAtHome } from './home.ts';
export type { Seizures } from './room.ts';

/** Opens the feature over the portal's parts. */
export function openSeizures(parts: Omit<Room, 'changed' | 'changes' | 'onChange'>): Seizures {
  let count = 0;
  const listeners: (() => void)[] = [];
  const room: Room = {
    ...parts, changed: () => { count += 1; listeners.forEach((hear) => hear()); }, changes: () => count, onChange: (hear) => { listeners.push(hear); },
    quantityNorm: keptNorms(parts.jobPool),
  };
  room.quantityNorm?.('', ''); // the first officer finds them read
  return { room, words: indexWords(room.lists), facets: openFacetCounts(room.pool, room.changes) };
}

/** Takes up the feature's jobs in this thread. */
export function startSeizureJobs({ room }: Seizures): Promise<void> {
  return startImportJobs(room);
}
