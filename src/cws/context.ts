import type { BaseContext, Words } from '../reference/index.ts';
import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import type { Sql } from '../db/sql.ts';
import type { AlertWatch } from './alerts/alert-cache.ts';
import type { FollowedList } from '../web/followed.ts';
import type { FiguresCriteria, SeizureFigures, Seizures } from '../seizures/index.ts';

/** Undefined for a viewer who may follow nothing there. */
type ReadFollowed = (viewer: Viewer, words: Words) => Promise<FollowedList | undefined>;

/** What else an account follows that a digest tells of. */
export interface FollowedNews {
  /** Rows of id, path, en, fr that are news to the account of `s` (account_id, after). */
  readonly fresh: Sql;
  /** Whether `l.id` may still be told to the account of a digest `g`. */
  readonly isStillFresh: Sql;
}

/** Counts what a search finds among the records that count for everybody; `on` is where. */
export type CountFigures = (
  on: Queryable,
  viewer: Viewer,
  criteria: FiguresCriteria,
  today: string,
) => Promise<SeizureFigures>;

/** What the operations, pages and jobs of the CEN website (CWS) work with. */
export interface CwsContext extends BaseContext {
  readonly seizures: Seizures;
  /** The figures of sheets, counted as the analysis counts. */
  readonly countFigures: CountFigures;
  /** The portal's own address, for links in letters and feeds. */
  readonly baseUrl: string;
  /** Whether this portal may ask other sites for anything. */
  readonly outside: boolean;
  readonly alertWatch: AlertWatch;
  /**
   * Follows references of other features that a text may name, as pictures: path by reference, of those the viewer may
   * see, or of these the published alone.
   */
  readonly elsewhere?: (
    on: Queryable,
    viewer: Viewer,
    refs: readonly string[],
    which?: 'published',
  ) => Promise<ReadonlyMap<string, string>>;
  /** Bulletins with figures of the analysis: those of a RILO that the viewer may read. */
  readonly figuresOfRilo?: (
    viewer: Viewer,
    office: string,
    words: Words,
  ) => Promise<readonly { readonly title: string; readonly href: string; readonly text: string }[]>;
  /** What accounts follow in other rooms, for their digests and the page of all that they follow. */
  readonly followed?: { readonly news: FollowedNews; readonly lists: readonly ReadFollowed[] };
}

export { wordsOf } from '../reference/index.ts';
