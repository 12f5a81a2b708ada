import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Client, Pool } from '../../db/pool.ts';
import { listenToNews } from './store-news.ts';
import type { News } from './store-news.ts';

export interface Listener {
  stop(): Promise<void>;
}

/** Milliseconds before a lost connection is opened again. */
const reconnectAfter = 1000;

/** Listens for news on one connection of the pool. `onGap` is called when some may have been missed. */
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
  const running = run();

  async function run(): Promise<void> {
    for (let isFirst = true; !stopping.signal.aborted; isFirst = false) {
      const client = await pool.connect().catch(() => undefined);
      if (client) await listenOn(client, isFirst ? () => undefined : onGap);
      await sleep(reconnectAfter, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  /** Until the connection is lost or the listener is stopped. */
  async function listenOn(client: Client, onReady: () => void): Promise<void> {
    const lost = new Promise<Error | undefined>(resolve => {
      client.once('error', resolve);
      client.once('end', () => resolve(undefined));
      stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    client.on('notification', ({ payload = '' }) => onNews(JSON.parse(payload) as News));
    try {
      await listenToNews(client);
      onReady();
      const error = await lost;
      if (error) log.warn({ message: error.message }, 'the connection that hears of new mail was lost');
    } catch (error) {
      log.warn({ err: error }, 'new mail cannot be heard of');
    } finally {
      // A connection that listens must not go back to the pool.
      client.release(true);
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
