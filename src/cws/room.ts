import type { Logger } from 'pino';
import type { Viewer } from '../access/index.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { Intake } from '../files/intake-types.ts';
import type { FileStore } from '../files/store.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Outbox } from '../mail/index.ts';
import type { Lists, Offices } from '../reference/index.ts';
import { wordsIn } from '../reference/index.ts';
import type { Words } from '../reference/index.ts';
import type { AlertWatch } from './alerts/watch.ts';
import type { Seizures } from '../seizures/index.ts';

/** What the operations, pages and jobs of the CEN website (CWS) work with. */
export interface CwsRoom {
  readonly pool: Pool;
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly outbox: Outbox;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly seizures: Seizures;
  /** The portal's own address, for links in letters and feeds. */
  readonly baseUrl: string;
  /** Whether this portal may ask other sites for anything. */
  readonly outside: boolean;
  readonly alertWatch: AlertWatch;
  /** Follows references of other rooms that a text may name, as pictures: path by reference, of those the viewer may see, or of these the published alone. */
  readonly elsewhere?: (viewer: Viewer, on: Queryable, refs: readonly string[], which?: 'published') => Promise<ReadonlyMap<string, string>>;
}

/** Words in the language a page is being answered in. */
export function wordsOf(room: Pick<CwsRoom, 'lists' | 'texts'>, res: { readonly locals: Readonly<Record<string, unknown>> }): Words {
  return wordsIn(res.locals['lang'] as Language, room);
}
