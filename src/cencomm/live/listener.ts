import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Client, Pool } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';
import type { News } from './channel.ts';

export interface Listener {
  stop(): Promise<void>;
}

/** Milliseconds before a connection that was lost is made again. */
const pause = 1000;

/** Hears what transactions tell, on one connection of the pool. `onGap` is called when it may have missed something. */
export function listen({
  pool,
  log,
  onNews,
  onGap,
}: {
  pool: Pool;
  log: Logger;
  onNews: (news: News) => void;
  onGap: () => void;
}): Listener {
  const stopping = new AbortController();
  const going = go();

  async function go(): Promise<void> {
    for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
      const client = await pool.connect().catch(() => undefined);
      if (client) await hear(client, isFirst ? () => undefined : onGap);
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Until the connection is lost or the listener stopped. */
  async function hear(client: Client, onReady: () => void): Promise<void> {
    const lost = new Promise<Error | undefined>(resolve => {
      client.once('error', resolve);
      client.once('end', () => resolve(undefined));
      stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    client.on('notification', ({ payload = '' }) => onNews(JSON.parse(payload) as News));
    try {
      await execute(client, sql`listen cencomm`);
      onReady();
      const error = await lost;
      if (error) log.warn({ message: error.message }, 'the connection that hears of new mail was lost');
    } catch (error) {
      log.warn({ err: error }, 'new mail cannot be heard of');
    } finally {
      // A connection that listens is not lent to others.
      client.release(true);
    }
  }

  return {
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
