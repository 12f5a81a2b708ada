import type { Lang, Viewer } from '../access/index.ts';
import type { Figures } from '../db/columnar/index.ts';
import type { News } from '../db/news.ts';
import type { Client, Pool, Queryable } from '../db/pool.ts';
import type { Reads } from '../db/reads.ts';
import type { FileStore } from '../files/store/file-store.ts';
import type { Texts } from '../i18n/index.ts';
import type { Outbox } from '../mail/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Lists, Offices } from '../reference/index.ts';
import type { Logger } from '../web/server/log.ts';
import type { FacetCounts } from './search/kept-facets.ts';
import type { UsualPlaces } from './flags/store-usual-places.ts';
import type { QuantityNorms } from './checks/store-usual-quantities.ts';
import type { WordIndex } from './search/search-words.ts';
import type { Views } from '../web/render.ts';
import type { WaitingChanges } from '../web/waiting.ts';

/** What the operations and pages of this feature work with. */
export interface SeizuresContext {
  readonly pool: Pool;
  /** Where what may be a moment old is read. */
  readonly reads: Reads;
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  /** Where counts and sums over many records are asked for. */
  readonly figures: Figures;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly files: FileStore;
  readonly jobs: Jobs;
  readonly news: News;
  readonly outbox: Outbox;
  readonly log: Logger;
  readonly texts: Texts;
  /** Told when something that waits for an account was read. */
  readonly waiting?: WaitingChanges;
  /** What quantities are usual, for the warning at the form. */
  readonly quantityNorm?: QuantityNorms;
  /** What quantities are usual in a hiding place, for the hints of the form. */
  readonly usualPlaces?: UsualPlaces;
  /** Tells this process's cached counts that records changed; PostgreSQL tells the others. */
  readonly changed: () => void;
  /** Grows with every change any process made; a cached count of an older one is stale. */
  readonly changes: () => number;
  /** Calls `follow` in the transaction in which a draft becomes a record: both happen or neither. */
  readonly onRecorded: (follow: (client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>) => void;
  /** Calls `follow` in the transaction that ends the recoding of a code or puts it back, and after a renaming. */
  readonly onCodeChange: (follow: CodeFollower) => void;
  readonly tellCodeChange: CodeFollower;
  readonly tellRecorded: (client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>;
  /** Has `give` answer for the pictures beside a record; the feature that keeps pictures sets it. */
  readonly takePicturesFrom: (give: PicturesOf) => void;
  readonly picturesOf: PicturesOf;
  /** Has `give` answer for the documents that name a record; the feature that publishes them sets it. */
  readonly takeDocumentsFrom: (give: DocumentsOf) => void;
  readonly documentsOf: DocumentsOf;
  /** The same for pictures taken while a record is entered. */
  readonly takeDraftPicturesFrom: (give: DraftPictures) => void;
  readonly draftPictures: () => DraftPictures;
  /** Calls `follow` in the transaction in which a draft is discarded. */
  readonly onDiscarded: (follow: (client: Client, viewer: Viewer, draftId: string) => Promise<void>) => void;
  readonly tellDiscarded: (client: Client, viewer: Viewer, draftId: string) => Promise<void>;
}

/** What is stated of a seizure so far, by the names of its fields; '' where nothing is. */
export type ToldOfDraft = Readonly<
  Record<'heading' | 'product' | 'concealment' | 'transport' | 'detection' | 'country' | 'seizedOn', string>
>;

/** Pictures that live with a draft. */
export interface DraftPictures {
  /** Begins them where there are none, and returns the address of their files. Throws Refused. */
  open(client: Client, viewer: Viewer, draftId: string, told: ToldOfDraft): Promise<string>;
  /** Those there are: `state` says in words what became of one that is not ready. */
  of(
    viewer: Viewer,
    draftId: string,
    lang: Lang,
  ): Promise<
    readonly {
      readonly name: string;
      readonly badge: string;
      readonly state: string;
      readonly src?: string;
      readonly width?: number;
      readonly height?: number;
    }[]
  >;
}

/**
 * Pictures of a record the viewer already sees, as views/cpdb/_cards.ejs shows them, of these only what the viewer may
 * see. Notes what it hands out.
 */
export type PicturesOf = (on: Queryable, viewer: Viewer, ref: string, lang: Lang) => Promise<RecordPictures>;

/** Published documents that name a record, of these only what the viewer may read, the newest first. */
export type DocumentsOf = (
  on: Queryable,
  viewer: Viewer,
  ref: string,
  lang: Lang,
) => Promise<readonly { readonly ref: string; readonly href: string; readonly title: string }[]>;

export interface RecordPictures {
  readonly cards: Views['cpdb/_cards']['cards'];
  /** How many there are and of what, in words; empty where there are none. */
  readonly note: string;
}

/** Every record of a code got another one, or has its own again; or, from a code to itself, it is called otherwise. */
export interface CodeChange {
  readonly recoding: number;
  readonly list: string;
  readonly from: string;
  readonly to: string;
  readonly isUndo: boolean;
  readonly by: Viewer;
}
type CodeFollower = (client: Client, change: CodeChange) => Promise<void>;

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
