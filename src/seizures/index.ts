import type { Viewer } from '../access/index.ts';
import type { Client } from '../db/pool.ts';
import { openFacetCounts } from './facets.ts';
import { startImportJobs } from './imports/jobs.ts';
import { keptNorms } from './norms.ts';
import type { PicturesOf, Recorded, Room, Seizures } from './room.ts';
import { indexWords } from './search-words.ts';

export { draftFrom, stateOfDraft } from './draft-from.ts';
export type { DraftState, Told } from './draft-from.ts';
export { mayAmend, mayEnterFor } from './permissions.ts';
export { namesIn } from './presenter-names.ts';
export type { Names } from './presenter-names.ts';
export { unitsOf } from './units-of.ts';
export { readDecimal } from './validate-number.ts';
export type { Recorded, RecordPictures } from './room.ts';
export { publishedFigures } from './figures/index.ts';
export type { Condition, FiguresCriteria, PublishedFigures } from './figures/index.ts';
export type { Row as FigureLine, SeizureFigures, Share, Sum, UnitFigures } from './figures/figures.ts';
export { insertSeizures } from './store-insert.ts';
export type { NewSeizure } from './store-insert.ts';
export { project } from './project.ts';
export { commonFields } from './fields.ts';
export { headingCodes } from './headings/heading.ts';
export { headings, isHeadingCode } from './headings/index.ts';
export { lineFields } from './headings/line-fields.ts';
export type { Field, FieldValue, HeadingCode } from './headings/heading.ts';
export { typedValues } from './form-flatten.ts';
export { fieldsFor } from './headings/products.ts';
export { askedViews, declaredView } from './pages/asked-fields.ts';
export type { AskedOf, DeclaredView, Showing } from './pages/asked-fields.ts';
export { stopsOf } from './presenter-rows.ts';
export { wordsFor as recordWordsFor } from './record-presenter-words.ts';
export type { Words as RecordWords } from './record-presenter-words.ts';
export { headingMark } from './presenter-names.ts';
export type { HeadingMark } from './presenter-names.ts';
export { productList, takesPictures } from './headings/pictures.ts';
export { readSeizure, visibleRefs } from './store.ts';
export type { Seizure } from './store.ts';
export { latestToday, validateRecord } from './validate.ts';
export { fieldsSchema, readFields } from './validate-fields.ts';
export { seizureRoutes } from './routes.ts';
export { seizuresAtHome } from './home.ts';
export type { Seizures } from './room.ts';

/** Opens the feature over the portal's parts. */
export function openSeizures(
  parts: Omit<
    Room,
    'changed' | 'changes' | 'onChange' | 'onRecorded' | 'tellRecorded' | 'takePicturesFrom' | 'picturesOf'
  >,
): Seizures {
  let count = 0;
  const listeners: (() => void)[] = [];
  const followers: ((client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>)[] = [];
  let pictures: PicturesOf = async () => ({ cards: [], note: '' });
  const room: Room = {
    ...parts,
    changed: () => {
      count += 1;
      listeners.forEach(hear => hear());
    },
    changes: () => count,
    onChange: hear => {
      listeners.push(hear);
    },
    onRecorded: follow => {
      followers.push(follow);
    },
    async tellRecorded(client, viewer, recorded) {
      for (const follow of followers) await follow(client, viewer, recorded);
    },
    takePicturesFrom: give => {
      pictures = give;
    },
    picturesOf: (...of) => pictures(...of),
    quantityNorm: keptNorms(parts.jobPool),
  };
  room.quantityNorm?.('', ''); // the first officer finds them read
  return { room, words: indexWords(room.lists), facets: openFacetCounts(room.pool, room.changes) };
}

/** Takes up the feature's jobs in this thread. */
export function startSeizureJobs({ room }: Seizures): Promise<void> {
  return startImportJobs(room);
}
