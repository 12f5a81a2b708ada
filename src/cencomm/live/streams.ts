import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { liveSessions } from '../../access/index.ts';
import type { Pool } from '../../db/pool.ts';
import { runEvery } from '../../jobs/run-every.ts';
import type { Repeated } from '../../jobs/run-every.ts';
import type { News } from './store-news.ts';
import { listen } from './listener.ts';
import type { Listener } from './listener.ts';
import { keepPresence, noteVisit } from './store.ts';

/** An open page that is told of news. */
interface Stream {
  readonly accountId: number;
  /** Session it was opened in; the stream ends with it. */
  readonly sid: string;
  send(event: 'mail' | 'members' | 'look', operationId: string): void;
  end(): void;
}

/** Open pages of this process, and who is online. */
export interface Live {
  /** Returns what closes it again. The oldest of too many of one account is ended. */
  open(stream: Stream): () => void;
  /** The account requested a page: it is online. Never waits, never fails. */
  seen(accountId: number): void;
  /** Does at once what is otherwise done every half minute: ends streams of ended sessions, records who is online. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Streams of one account in one process. */
const most = 8;
/** Seconds between two checks of who is online and whose session has ended. */
const lookEvery = 30;
/** Milliseconds between two records of one account's visit. */
const noteEvery = 30_000;
/** Accounts whose last visit is remembered. */
const remembered = 5000;

/** `onMail` is told who has new mail, as long as this process has open pages. */
export function openLive({
  pool,
  log,
  onMail,
}: {
  pool: Pool;
  log: Logger;
  onMail?: (accountIds: readonly number[]) => void;
}): Live {
  const streams = new Map<number, Set<Stream>>();
  const noted = new Map<number, number>();
  const process = randomUUID();
  let hearing: { listener: Listener; looking: Repeated } | undefined;

  function tell(news: News): void {
    if (news.what === 'mail') onMail?.(news.accountIds);
    for (const accountId of news.accountIds) {
      for (const stream of streams.get(accountId) ?? []) {
        stream.send(news.what, news.operationId);
        // The page connects again, and its rights are checked again.
        if (news.what === 'members') stream.end();
      }
    }
  }
  function all(): Stream[] {
    return [...streams.values()].flatMap(own => [...own]);
  }
  async function look(): Promise<void> {
    const open = all();
    const live = await liveSessions(
      pool,
      open.map(({ sid }) => sid),
    );
    for (const stream of open) if (!live.has(stream.sid)) stream.end();
    await keepPresence(pool, process, [...streams.keys()]);
  }
  /** The first stream starts listening; a process for jobs never does. */
  function hear(): void {
    hearing ??= {
      listener: listen({
        pool,
        log,
        onNews: tell,
        onGap: () => {
          for (const stream of all()) stream.send('look', '');
        },
      }),
      looking: runEvery({ name: 'streams', seconds: lookEvery, log }, look),
    };
  }

  return {
    look,
    open(stream) {
      hear();
      const own = streams.get(stream.accountId) ?? new Set();
      streams.set(stream.accountId, own.add(stream));
      if (own.size > most) own.values().next().value?.end();
      this.seen(stream.accountId);
      return () => {
        own.delete(stream);
        if (own.size === 0 && streams.get(stream.accountId) === own) streams.delete(stream.accountId);
      };
    },
    seen(accountId) {
      const now = Date.now();
      if ((noted.get(accountId) ?? 0) > now - noteEvery) return;
      if (noted.size >= remembered) noted.delete(noted.keys().next().value ?? 0);
      noted.set(accountId, now);
      noteVisit(pool, process, accountId).catch((error: unknown) =>
        log.warn({ err: error }, 'a visit could not be noted'),
      );
    },
    async close() {
      await Promise.all([hearing?.listener.stop(), hearing?.looking.stop()]);
      for (const stream of all()) stream.end();
      if (hearing) await keepPresence(pool, process, []).catch(() => undefined);
    },
  };
}
