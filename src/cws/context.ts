import type { BaseContext } from '../reference/index.ts';
import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import type { AlertWatch } from './alerts/alert-cache.ts';
import type { Seizures } from '../seizures/index.ts';

/** What the operations, pages and jobs of the CEN website (CWS) work with. */
export interface CwsContext extends BaseContext {
  readonly seizures: Seizures;
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
}

export { wordsOf } from '../reference/index.ts';
