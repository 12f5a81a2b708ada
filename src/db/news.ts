import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Listener } from './listener.ts';
import type { Client, Pool } from './pool.ts';
import { execute, sql } from './sql.ts';

/** What processes tell one another: that something changed of which each keeps a count or a list. */
export interface News {
  /**
   * Hears of a topic from any other process, and from the triggers of `tell_portal` from this one too. `detail` is ''
   * where everything of the topic may have changed.
   */
  hear(topic: string, hear: (detail: string) => void): void;
  /** Tells every other process, after the commit. Never waits, never fails: what is kept grows old by itself. */
  tell(topic: string, detail?: string): void;
}

const channel = 'portal';

/**
 * In a transaction that writes a part of many records: the triggers tell nobody of it. Whoever writes the parts tells
 * once all are written (topic `seizures`): told of each, every process would count the whole database anew each time.
 */
export async function tellLater(client: Client): Promise<void> {
  await execute(client, sql`set local portal.told_later = 'yes'`);
}

/** News over LISTEN/NOTIFY, on the connection of the process's listener. `<topic> <process> <detail>` */
export async function openNews(pool: Pool, listener: Listener, log: Pick<Logger, 'warn'>): Promise<News> {
  const me = randomUUID().slice(0, 8);
  const hearers: { readonly topic: string; readonly hear: (detail: string) => void }[] = [];
  const waiting = new Set<string>();

  await listener.listen(
    channel,
    told => {
      const [topic, from, ...detail] = told.split(' ');
      if (from !== me) for (const one of hearers) if (one.topic === topic) one.hear(detail.join(' '));
    },
    () => hearers.forEach(one => one.hear('')),
  );

  return {
    hear(topic, hear) {
      hearers.push({ topic, hear });
    },
    tell(topic, detail = '') {
      const told = `${topic} ${me} ${detail}`;
      // The same twice is told once, if nobody was told yet.
      if (waiting.has(told)) return;
      waiting.add(told);
      setImmediate(() => {
        waiting.delete(told);
        execute(pool, sql`select pg_notify(${channel}, ${told})`).catch((error: unknown) =>
          log.warn({ err: error, topic }, 'other processes could not be told'),
        );
      });
    },
  };
}
