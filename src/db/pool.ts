import pg from 'pg';

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
  /** Plans each named statement once, whatever its values: for statements that take longer to plan than to run. */
  readonly plansOnce?: boolean;
  readonly onError?: (error: Error) => void;
}

/**
 * The application's pool. Every limit is set: a frozen server fails a request within seconds instead of hanging it.
 * `onError` hears of an idle connection that is cut; one cut while it works fails that work only.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const timeout = options.statementTimeout ?? 5000;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 12,
    connectionTimeoutMillis: options.connectTimeout ?? 2000,
    idleTimeoutMillis: 30_000,
    ...(timeout > 0 ? { statement_timeout: timeout, query_timeout: timeout + 1000 } : {}),
    idle_in_transaction_session_timeout: timeout > 0 ? Math.max(15_000, timeout) : 120_000,
    application_name: 'cen-portal',
    // An embargo ends and a membership begins with a day of UTC, also where the database server keeps another zone.
    options: `-c TimeZone=UTC${options.plansOnce ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
  });
  pool.on('error', options.onError ?? (() => undefined));
  // A client that is lent out has nobody who hears that its connection was cut, and an error nobody hears ends the
  // process.
  pool.on('connect', client => void client.on('error', () => undefined));
  return pool;
}
