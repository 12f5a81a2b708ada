import { setTimeout as sleep } from 'node:timers/promises';
import { cutConnections, openPool, type Pool, type PoolLimits } from './pool.ts';
import { ServerClient, hostIn, serversOf } from './servers.ts';

/** A server that follows the one that takes changes. */
export interface Replica {
  /** Host and port, as the address has them. */
  readonly name: string;
  readonly pool: Pool;
  /**
   * How far it has come in the changes, as PostgreSQL counts them, or that it takes changes itself. Undefined where it
   * is away or silent: what waits for it is told then, and new connections at once.
   */
  look(): Promise<number | 'primary' | undefined>;
  close(): Promise<void>;
}

/** A place in the changes (`pg_lsn`) as a number; of two the greater one is later. */
export function placeIn(text: string): number | undefined {
  const [, high, low] = /^([\dA-F]{1,8})\/([\dA-F]{1,8})$/i.exec(text) ?? [];
  return high === undefined || low === undefined ? undefined : parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
}

export interface ReplicaOptions {
  readonly url: string;
  readonly max: number;
  readonly limits: PoolLimits | undefined;
  /** Milliseconds an answer to nothing may take. */
  readonly patience: number;
}

export function openReplica({ url, max, limits, patience }: ReplicaOptions): Replica {
  const servers = serversOf(url);
  const pool = openPool({ url, max, ...limits, readsOnly: true });
  let probe: ServerClient | undefined;

  async function connected(): Promise<ServerClient> {
    const client = new ServerClient({
      servers,
      asksSilent: true,
      readsOnly: true,
      application_name: 'cen-replica',
      connectionTimeoutMillis: patience,
      query_timeout: patience,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async function ask(): Promise<number | 'primary' | undefined> {
    probe ??= await connected();
    const { rows } = await probe.query<{ follows: boolean; at: string | null }>(
      'select pg_is_in_recovery() as follows, pg_last_wal_replay_lsn()::text as at',
    );
    return rows[0]?.follows ? placeIn(rows[0].at ?? '') : 'primary';
  }

  async function drop(): Promise<void> {
    const lost = probe;
    probe = undefined;
    await Promise.race([lost?.end().catch(() => undefined), sleep(patience, undefined, { ref: false })]);
  }

  return {
    name: hostIn(url),
    pool,
    async look() {
      const place = await ask().catch(() => void drop());
      servers.isSilent = probe === undefined;
      if (servers.isSilent) cutConnections(pool);
      return place ?? undefined;
    },
    async close() {
      await Promise.all([drop(), pool.end()]);
    },
  };
}
