import type { Logger } from 'pino';
import type { Listener } from './listener.ts';
import { cutConnections, type Pool } from './pool.ts';
import { serversOf, type Servers } from './servers.ts';

interface Watched {
  /** That on which the listener asks, and another by which the same server is reached. */
  readonly urls: readonly [string, ...string[]];
  readonly listener: Pick<Listener, 'answers'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly pages: readonly Pool[];
  readonly jobs: readonly Pool[];
}

/** Milliseconds. */
interface Times {
  /** Between two looks at whether somebody waits for the server. */
  readonly look: number;
  /** How long an answer to nothing may take. */
  readonly page: number;
  /** Jobs begin anew, which takes longer than a while without an answer. */
  readonly job: number;
}
const usual: Times = { look: 600, page: 1300, job: 10_000 };

const isUsed = (pool: Pool): boolean => pool.totalCount > pool.idleCount;

/**
 * While somebody waits for the database, asks it for an answer to nothing. A server that is frozen, or gone without a
 * word, gives none: pages that wait are told within 3 s, new ones at once, until it answers again or another does.
 * Nobody asks while nobody waits. Answers what ends it.
 */
export function watchForSilence({ urls, listener, log, pages, jobs }: Watched, page = usual.page): () => void {
  const [servers, ...others] = urls.map(serversOf) as [Servers, ...Servers[]];
  const times = { ...usual, page };
  let isAsking = false;
  let silentSince: number | undefined;
  async function look(): Promise<void> {
    if (!servers.isSilent) silentSince = undefined;
    for (const other of others) other.isSilent = servers.isSilent;
    if (silentSince !== undefined && performance.now() - silentSince > times.job) jobs.forEach(cutConnections);
    if (isAsking || servers.isSilent || ![...pages, ...jobs].some(isUsed)) return;
    isAsking = true;
    const isAnswered = await listener.answers(times.page).finally(() => (isAsking = false));
    if (isAnswered) return;
    silentSince = performance.now();
    for (const one of [servers, ...others]) one.isSilent = true;
    log.warn('the database server does not answer: who waits for it is told so');
    pages.forEach(cutConnections);
  }
  const timer = setInterval(() => void look(), times.look).unref();
  return () => clearInterval(timer);
}
