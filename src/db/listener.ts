import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ServerClient, addressesIn, cut, serversOf, type Servers } from './servers.ts';

export interface Listener {
  /**
   * Hears what is told on a channel from now on; `onGap` is called when something may have been missed. Resolves once
   * the server listens, or after a while in which it did not answer. Returns what ends it.
   */
  listen(channel: string, hear: (told: string) => void, onGap?: () => void): Promise<() => void>;
  /** Whether the server answers within so many milliseconds; where not, it is not waited for on this connection. */
  answers(patience: number): Promise<boolean>;
  stop(): Promise<void>;
}

interface Hearer {
  readonly channel: string;
  readonly hear: (told: string) => void;
  readonly onGap: (() => void) | undefined;
  /** Whether the server listens for it on the connection there is. */
  isHeard: boolean;
  /** Whether whoever asked goes on already, so that what is told from now on may be the rest. */
  isAwaited: boolean;
}

/** Milliseconds. */
interface Times {
  /** Before a lost connection is opened again. */
  readonly reconnect: number;
  /** Between two looks at whether the connection still lives, and how long an answer may take. */
  readonly look: number;
  readonly patience: number;
}
const usual: Times = { reconnect: 1000, look: 15_000, patience: 5000 };

/**
 * LISTEN for a whole process, on one connection of its own: made when the first asks for it, and made again when it is
 * lost. What is told meanwhile is not repeated; `onGap` says so.
 */
export function openListener(url: string, log: Pick<Logger, 'warn'>, times: Times = usual): Listener {
  const stopping = new AbortController();
  const { signal } = stopping;
  const hearers = new Set<Hearer>();
  const servers = serversOf(url);
  const serverCount = addressesIn(url).length;
  let running: Promise<void> | undefined;
  let current: ServerClient | undefined;
  let connectingSince: number | undefined;
  const onOpen = (client: ServerClient): void => {
    current = client;
    connectingSince = undefined;
    servers.isSilent = false;
  };

  async function run(): Promise<void> {
    let failedTries = 0;
    while (!signal.aborted) {
      const client = clientFor(servers, hearers, times);
      connectingSince = performance.now();
      const problem = await hearUntilLost(client, hearers, { times, signal, onOpen: () => onOpen(client) });
      failedTries = current ? 0 : failedTries + 1;
      current = undefined;
      connectingSince = undefined;
      for (const one of hearers) one.isHeard = false;
      if (signal.aborted) return;
      log.warn({ message: problem?.message }, 'listening connection lost');
      // The next server of the address may be the one: it waits once it was refused by all.
      if (failedTries % serverCount === 0)
        await sleep(times.reconnect, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    async listen(channel, hear, onGap) {
      const hearer: Hearer = { channel, hear, onGap, isHeard: false, isAwaited: true };
      hearers.add(hearer);
      running ??= run();
      // On a connection that is lost meanwhile it begins with the next.
      if (current) await begin(current, hearer).catch(() => undefined);
      for (let waited = 0; !hearer.isHeard && waited < times.patience && !signal.aborted; waited += 20) await sleep(20);
      hearer.isAwaited = false;
      return () => void hearers.delete(hearer);
    },
    async answers(patience) {
      const client = current;
      // Lost, it is being made anew: a server that is away says so at once.
      if (!client) return connectingSince === undefined || performance.now() - connectingSince < patience;
      if (await isAnswered(client, patience)) return true;
      cut(client);
      return false;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What had come when the time was over, but was not yet read by a process that was busy itself, counts. */
async function isAnswered(client: ServerClient, patience: number): Promise<boolean> {
  const asked = client.query('select 1').then(
    () => true,
    // Lost is not silent.
    () => true,
  );
  const late = sleep(patience, undefined, { ref: false }).then(() => sleep(100, false, { ref: false }));
  return Promise.race([asked, late]);
}

function clientFor(servers: Servers, hearers: ReadonlySet<Hearer>, { patience }: Times): ServerClient {
  const client = new ServerClient({
    servers,
    asksSilent: true,
    application_name: 'cen-listener',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    keepAlive: true,
  });
  client.on('notification', ({ channel, payload = '' }) => {
    for (const one of hearers) if (one.channel === channel) one.hear(payload);
  });
  return client;
}

/** Resolves with what ended it, if anything did but `signal`. */
async function hearUntilLost(
  client: ServerClient,
  hearers: ReadonlySet<Hearer>,
  { times, signal, onOpen }: { times: Times; signal: AbortSignal; onOpen: () => void },
): Promise<Error | undefined> {
  const lost = new Promise<Error | undefined>(resolve => {
    client.once('end', () => resolve(undefined));
    client.on('error', resolve);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    await client.connect();
    onOpen();
    for (const one of hearers) await begin(client, one);
    return await Promise.race([lost, watch(client, times.look, signal)]);
  } catch (error) {
    return error as Error;
  } finally {
    const ended = client.end().catch(() => undefined);
    // A server that says nothing would not say goodbye: the next try is not kept waiting for it.
    if (!signal.aborted) cut(client);
    else await Promise.race([ended, sleep(times.patience, undefined, { ref: false })]);
  }
}

async function begin(client: ServerClient, hearer: Hearer): Promise<void> {
  const listen = `listen ${client.escapeIdentifier(hearer.channel)}`;
  await client.query(listen);
  hearer.isHeard = true;
  if (!hearer.isAwaited) hearer.onGap?.();
}

/** A server that is frozen or cut off says nothing: it is asked. Rejects when it does not answer. */
async function watch(client: ServerClient, every: number, signal: AbortSignal): Promise<undefined> {
  for (;;) {
    await sleep(every, undefined, { signal, ref: false });
    await client.query('select 1');
  }
}
