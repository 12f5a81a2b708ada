import pg from 'pg';
import { PatientPool } from './patient-pool.ts';
import { ServerClient, cut, serversOf, type ServerClientConfig } from './servers.ts';

// Dates of seizure are plain dates without zone, end to end: never let the driver make them local midnights.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
export type Queryable = Pick<pg.Pool, 'query'>;

/** In milliseconds. */
export interface PoolLimits {
  /** How long to wait for a connection. */
  readonly connectTimeout?: number;
  /** How long a statement may run; 0 for jobs, which stream for minutes. */
  readonly statementTimeout?: number;
}

export interface PoolOptions extends PoolLimits {
  readonly url: string;
  readonly max?: number;
  /** How long to wait for a lock of somebody else: half of what a statement may take where nothing is said. */
  readonly lockTimeout?: number;
  /** Plans each named statement once, whatever its values: for statements that take longer to plan than to run. */
  readonly plansOnce?: boolean;
  /** Takes a server that only follows another, and writes nothing anywhere. */
  readonly readsOnly?: boolean;
  /** A pooler (PgBouncer) stands between. */
  readonly isPooled?: boolean;
  readonly onError?: (error: Error) => void;
}

/**
 * What a word finds among 2.5 million records fits in. In less, PostgreSQL remembers pages in place of rows, and reads
 * each row of them again.
 */
const workMemory = '16MB';

const connectionsOf = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/** Cuts every connection of a pool whose server does not answer, those in use too: who waits is told at once. */
export function cutConnections(pool: pg.Pool): void {
  for (const client of connectionsOf.get(pool) ?? []) cut(client);
}

/**
 * The application's pool. Every limit is set: a frozen server fails a request within seconds instead of hanging it.
 * `onError` hears of an idle connection that is cut; one cut while it works fails that work only.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const timeout = options.statementTimeout ?? 5000;
  const { readsOnly = false, isPooled = false } = options;
  const servers: Omit<ServerClientConfig, keyof pg.ClientConfig> = {
    servers: serversOf(options.url),
    readsOnly,
    isPooled,
  };
  const pool = new PatientPool({
    ...servers,
    Client: ServerClient as unknown as NonNullable<pg.PoolConfig['Client']>,
    max: options.max ?? 12,
    connectionTimeoutMillis: options.connectTimeout ?? 2000,
    idleTimeoutMillis: 30_000,
    // What waits for somebody else's change says so in time; what works may take longer.
    ...(timeout > 0
      ? {
          statement_timeout: timeout,
          lock_timeout: options.lockTimeout ?? Math.floor(timeout / 2),
          query_timeout: timeout + 1000,
        }
      : {}),
    idle_in_transaction_session_timeout: timeout > 0 ? Math.max(15_000, timeout) : 120_000,
    application_name: 'cen-portal',
    // An embargo ends and a membership begins with a day of UTC, also where the database server keeps another zone.
    options: [
      '-c TimeZone=UTC',
      // PgBouncer passes on none that it does not follow: deploy/pgbouncer.ini has it.
      ...(isPooled ? [] : [`-c work_mem=${workMemory}`]),
      ...(options.plansOnce ? ['-c plan_cache_mode=force_generic_plan'] : []),
      ...(readsOnly ? ['-c default_transaction_read_only=on'] : []),
    ].join(' '),
  });
  const connections = new Set<pg.PoolClient>();
  connectionsOf.set(pool, connections);
  pool.on('connect', client => void connections.add(client));
  pool.on('remove', client => void connections.delete(client));
  pool.on('error', options.onError ?? (() => undefined));
  // A client that is lent out has nobody who hears that its connection was cut, and an error nobody hears ends the
  // process.
  pool.on('connect', client => void client.on('error', () => undefined));
  return pool;
}
