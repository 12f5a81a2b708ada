import { sealLag } from '../audit/index.ts';
import type { Figures } from '../db/columnar/index.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { Reads, ReadsState } from '../db/reads.ts';
import { queryRow, queryRows, sql } from '../db/sql.ts';
import { readMigrations } from '../db/store-instance.ts';
import { countJobs, type JobCount } from '../jobs/store-queue.ts';
import { readLetterQueue, type LetterQueue } from '../mail/index.ts';
import { listPresent, type Seen } from './store-presence.ts';

/** A backup, or a restore of one, that came to its end. */
export interface Copy {
  readonly kind: 'backup' | 'restore';
  readonly at: Date;
  readonly of: Date;
  readonly rows: number;
}

/** How the portal does, of all its processes. Ages in seconds. */
export interface Status {
  readonly at: Date;
  readonly production: boolean;
  readonly postgres: string;
  readonly migration: string;
  /** When this database was first served: a portal of today has no backup of yesterday. */
  readonly since: Date | null;
  readonly processes: readonly Seen[];
  readonly jobs: readonly JobCount[];
  readonly letters: LetterQueue;
  readonly sealLag: number;
  /** Undefined where PostgreSQL counts figures. */
  readonly figuresAge: number | undefined;
  /** As this process sees them; undefined where everything is read where it is written. */
  readonly reads?: ReadsState | undefined;
  readonly backup: Copy | undefined;
  readonly restore: Copy | undefined;
}

export interface StatusContext {
  readonly pool: Pool;
  readonly figures: Pick<Figures, 'asOf'>;
  readonly reads?: Pick<Reads, 'look'>;
  readonly production: boolean;
}

export async function readStatus({ pool, figures, reads, production }: StatusContext): Promise<Status> {
  const [server, migrations, processes, jobs, letters, lag, copies, asOf, replicas] = await Promise.all([
    queryRow<{ version: string; since: Date | null }>(
      pool,
      sql`select current_setting('server_version') as version, (select claimed_at from portal_instance) as since`,
    ),
    readMigrations(pool),
    listPresent(pool),
    countJobs(pool),
    readLetterQueue(pool),
    sealLag(pool),
    lastCopies(pool),
    figures.asOf(),
    reads?.look(),
  ]);
  return {
    at: new Date(),
    production,
    postgres: server?.version ?? '',
    migration: migrations?.at(-1)?.replace(/\.ts$/, '') ?? '',
    since: server?.since ?? null,
    processes,
    jobs,
    letters,
    sealLag: lag,
    figuresAge: asOf === undefined ? undefined : Math.max(0, (Date.now() - asOf) / 1000),
    reads: replicas,
    backup: copies.find(({ kind }) => kind === 'backup'),
    restore: copies.find(({ kind }) => kind === 'restore'),
  };
}

/** The last of each kind. */
async function lastCopies(on: Queryable): Promise<Copy[]> {
  return queryRows<Copy>(
    on,
    sql`select distinct on (kind) kind, at, of, row_count as rows from portal_copies order by kind, at desc`,
  );
}
