import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import type { Intake } from '../files/intake-types.ts';
import type { FileStore } from '../files/store.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Outbox } from '../mail/index.ts';
import type { Viewer } from '../access/index.ts';
import type { PerAccount } from '../web/per-account.ts';
import { wordsIn } from '../reference/index.ts';
import type { Lists, Offices, Words } from '../reference/index.ts';
import type { Seizures } from '../seizures/index.ts';
import type { KeyProvider } from './keys/keyring.ts';
import type { Live } from './live/streams.ts';

/** What CENcomm works with. */
export interface CencommRoom {
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
  readonly keys: KeyProvider;
  readonly live: Live;
  /** Unread messages of an account up to 100, kept for seconds: every page of the portal shows them. */
  readonly unread: PerAccount<Pick<Viewer, 'accountId'>, number>;
  readonly baseUrl: string;
}

/** Words in the language a page is being answered in. */
export function wordsOf(room: Pick<CencommRoom, 'lists' | 'texts'>, res: { readonly locals: Readonly<Record<string, unknown>> }): Words {
  return wordsIn(res.locals['lang'] as Language, room);
}
