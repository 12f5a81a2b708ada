import type { Lang, Viewer } from '../access/index.ts';
import type { Client, Pool } from '../db/pool.ts';
import type { FileStore } from '../files/store/file-store.ts';
import type { Texts } from '../i18n/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Lists, Offices } from '../reference/index.ts';
import type { Logger } from '../web/server/log.ts';
import type { FacetCounts } from './search/search-facets.ts';
import type { QuantityNorms } from './checks/store-usual-quantities.ts';
import type { WordIndex } from './search/search-words.ts';
import type { Views } from '../web/render.ts';

/** What the operations and pages of this feature work with. */
export interface SeizuresContext {
  readonly pool: Pool;
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly files: FileStore;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly texts: Texts;
  /** What quantities are usual, for the warning at the form. */
  readonly quantityNorm?: QuantityNorms;
  /** Tells this process's cached counts that records changed. */
  readonly changed: () => void;
  /** Grows with every change this process made; a cached count of an older one is stale. */
  readonly changes: () => number;
  /** Calls `hear` after every change made here: how the jobs' thread tells the pages. */
  readonly onChange: (hear: () => void) => void;
  /** Calls `follow` in the transaction in which a draft becomes a record: both happen or neither. */
  readonly onRecorded: (follow: (client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>) => void;
  readonly tellRecorded: (client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>;
  /** Has `give` answer for the pictures beside a record; the feature that keeps pictures sets it. */
  readonly takePicturesFrom: (give: PicturesOf) => void;
  readonly picturesOf: PicturesOf;
}

/**
 * Pictures of a record the viewer already sees, as views/cpdb/_cards.ejs shows them, of these only what the viewer may
 * see. Notes what it hands out.
 */
export type PicturesOf = (viewer: Viewer, ref: string, lang: Lang) => Promise<RecordPictures>;

export interface RecordPictures {
  readonly cards: Views['cpdb/_cards']['cards'];
  /** How many there are and of what, in words; empty where there are none. */
  readonly note: string;
}

/** A draft that became a record. */
export interface Recorded {
  readonly draftId: string;
  readonly ref: string;
}

/** The feature, opened: its context, the word index of its search and the counts beside its filters. */
export interface Seizures {
  readonly context: SeizuresContext;
  readonly words: WordIndex;
  readonly facets: FacetCounts;
}
