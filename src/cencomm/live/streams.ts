import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { liveSessions } from '../../access/index.ts';
import type { Listener } from '../../db/listener.ts';
import type { Pool } from '../../db/pool.ts';
import { runEvery, type Repeated } from '../../jobs/run-every.ts';
import type { Language } from '../../i18n/index.ts';
import type { Pushed, PushedLine } from './pushed.ts';
import { newsChannel, type News } from './store-news.ts';
import { keepPresence, noteVisit } from './store.ts';

/** An open page that is told of news. */
interface Stream {
  readonly accountId: number;
  /** Session it was opened in; the stream ends with it. */
  readonly sid: string;
  /** Its page's language. */
  readonly lang: Language;
  /** `told` is JSON, written once for all pages that are told the same. */
  send(event: 'ready' | 'mail' | 'members' | 'look', told: string): void;
  end(): void;
}

/** Open pages of this process, and who is online. */
export interface Live {
  /**
   * Returns what closes it again. It is told `ready` once the process hears the news: from then on nothing passes it
   * by, or it is told to look. The oldest of too many of one account is ended.
   */
  open(stream: Stream): () => void;
  /** The account requested a page: it is online. Never waits, never fails. */
  seen(accountId: number): void;
  /** Does at once what is otherwise done every half minute: ends streams of ended sessions, records who is online. */
  look(): Promise<void>;
  /** Ends those that are open: their pages connect again, to a process that stays. */
  endAll(): void;
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

/** What a page is told of news, in JSON; with the line itself where it is for this account. */
function toldOf({ operationId, isUrgent }: News, line?: PushedLine): string {
  return JSON.stringify({ operation: operationId, ...(isUrgent ? { urgent: true } : {}), ...(line ? { line } : {}) });
}

/** Off the list at once: many that are opened together would each end the same one. */
function endOldest(own: Set<Stream>): void {
  for (const oldest of own) {
    if (own.size <= most) return;
    own.delete(oldest);
    oldest.end();
  }
}

/** The pages connect again, and their rights are checked again. */
function endAll(open: readonly Stream[], told: string): void {
  for (const stream of open) {
    stream.send('members', told);
    stream.end();
  }
}

type Push = (messageId: string, pages: number) => Promise<Pushed | undefined>;
interface Announcing {
  readonly pool: Pool;
  readonly log: Logger;
  readonly push: Push | undefined;
}

/** Opened and put into words once, then written to each page; one that asked for each would cost a page each. */
async function tellOfMail(announcing: Announcing, news: News, open: readonly Stream[]): Promise<void> {
  const found = await linesFor(announcing, news, open).catch((error: unknown) => {
    announcing.log.warn({ err: error }, 'a message could not be announced with its line');
    return undefined;
  });
  const plain = toldOf(news);
  const whole = found && { en: toldOf(news, found.pushed.lines.en), fr: toldOf(news, found.pushed.lines.fr) };
  for (const stream of open) {
    const isTheirs = found?.pushed.accountIds.has(stream.accountId) === true && found.live.has(stream.sid);
    stream.send('mail', whole && isTheirs ? whole[stream.lang] : plain);
  }
}

/** The line of a message, and which of these pages are still of a session: the others are told no word of it. */
async function linesFor({ pool, push }: Announcing, { messageId }: News, open: readonly Stream[]) {
  if (messageId === undefined || !push) return undefined;
  const sids = open.map(({ sid }) => sid);
  const [pushed, live] = await Promise.all([push(messageId, open.length), liveSessions(pool, sids)]);
  return pushed && { pushed, live };
}

/** `onMail` is told who has new mail, as long as this process has open pages. */
export function openLive({
  pool,
  listener,
  log,
  onMail,
  push,
}: {
  pool: Pool;
  listener: Listener;
  log: Logger;
  onMail?: (accountIds: readonly number[]) => void;
  /** Opens a message once for all pages of this process. */
  push?: Push;
}): Live {
  const streams = new Map<number, Set<Stream>>();
  const noted = new Map<number, number>();
  const process = randomUUID();
  let hearing: { ended: Promise<() => void>; looking: Repeated } | undefined;

  function tell(news: News): void {
    const open = news.accountIds.flatMap(id => [...(streams.get(id) ?? [])]);
    if (news.what === 'members') return endAll(open, toldOf(news));
    onMail?.(news.accountIds);
    if (open.length > 0) void tellOfMail({ pool, log, push }, news, open);
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
  function hear(): Promise<unknown> {
    hearing ??= {
      ended: listener.listen(
        newsChannel,
        told => tell(JSON.parse(told) as News),
        () => {
          for (const stream of all()) stream.send('look', '{"operation":""}');
        },
      ),
      looking: runEvery({ name: 'streams', seconds: lookEvery, log }, look),
    };
    return hearing.ended;
  }

  return {
    look,
    open(stream) {
      const own = streams.get(stream.accountId) ?? new Set();
      streams.set(stream.accountId, own.add(stream));
      endOldest(own);
      void hear().then(() => own.has(stream) && stream.send('ready', '{}'));
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
    endAll() {
      for (const stream of all()) stream.end();
    },
    async close() {
      const [end] = await Promise.all([hearing?.ended, hearing?.looking.stop()]);
      end?.();
      for (const stream of all()) stream.end();
      if (hearing) await keepPresence(pool, process, []).catch(() => undefined);
    },
  };
}
