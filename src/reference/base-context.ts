import type { Logger } from 'pino';
import type { Figures } from '../db/columnar/index.ts';
import type { News } from '../db/news.ts';
import type { Pool } from '../db/pool.ts';
import type { Intake } from '../files/intake/types.ts';
import type { Reads } from '../db/reads.ts';
import type { FileStore } from '../files/store/file-store.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Outbox } from '../mail/index.ts';
import type { Lists } from './lists.ts';
import type { Offices } from './offices.ts';
import { wordsIn, type Words } from './words.ts';
import type { WaitingChanges } from '../web/waiting.ts';

/** What a feature with pages, jobs, letters and files works with, whatever it is about. */
export interface BaseContext {
  readonly pool: Pool;
  /** Where what may be a moment old is read. */
  readonly reads: Reads;
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  /** Where counts and sums over many records are asked for. */
  readonly figures: Figures;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
  readonly outbox: Outbox;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly jobs: Jobs;
  /** What this process tells the others and hears of them. */
  readonly news: News;
  readonly log: Logger;
  /** Told when something that waits for an account was done or read. */
  readonly waiting: WaitingChanges;
}

/** Words in the language a page is being answered in. */
export function wordsOf(
  context: Pick<BaseContext, 'lists' | 'texts'>,
  res: { readonly locals: Readonly<Record<string, unknown>> },
): Words {
  return wordsIn(res.locals.lang as Language, context);
}
