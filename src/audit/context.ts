import type { Pool } from '../db/pool.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Logger } from '../web/server/log.ts';
import { headFile, type HeadFile } from './chain/chain-head-file.ts';
import { sealKey } from './chain/seal.ts';

/** What sealing and checking need. */
export interface Chain {
  /** For jobs: no statement time-out. */
  readonly jobPool: Pool;
  readonly log: Logger;
  /** Makes and proves the seals; never in the database. */
  readonly key: Buffer;
  readonly head: HeadFile;
}

/** What the trail's pages and jobs work with. */
export interface Trail extends Chain {
  readonly pool: Pool;
  readonly jobs: Jobs;
}

type ChainParts = Pick<Chain, 'jobPool' | 'log'> & { readonly masterKey: Buffer; readonly directory: string };

/** Opens the chain. `directory` is where its head is kept outside the database. */
export function openChain({ jobPool, log, masterKey, directory }: ChainParts): Chain {
  return { jobPool, log, key: sealKey(masterKey), head: headFile(directory) };
}

export function openTrail({ pool, jobs, ...parts }: ChainParts & Pick<Trail, 'pool' | 'jobs'>): Trail {
  return { ...openChain(parts), pool, jobs };
}
